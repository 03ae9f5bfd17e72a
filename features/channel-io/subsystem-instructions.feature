@channel-io
Feature: Channel reports, channel paths, measurement and CHANNEL SUBSYSTEM CALL

  Instructions about the channel subsystem as a whole: STCRW takes channel-report words, RCHP resets a channel path, SCHM switches
  the measurement of subchannels on, SAL sets the address limit, STCPS stores the status of channel paths, CHSC asks for more.

  Background:
    Given a guest
    And device "reader" is a byte-device
    And frame 0x21000 is filled with X'EE'
    And GR4 is 0x21000
    And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |

  @CSS-70 @architecture @must
  Rule: STCRW with nothing to report gives condition code 1 and stores zeros
    Source: css_do_stcrw; kvm-unit-tests s390x/css.c test_stcrw

    Scenario: an empty queue
      When the guest executes STCRW 0(4)
      Then the condition code is 1
      And storage at 0x21000 holds X'00000000EEEEEEEE'

  @CSS-71 @architecture @must
  Rule: STCRW with a channel-report word gives condition code 0, stores the word and removes it
    Source: css_do_stcrw; kvm-unit-tests s390x/css.c test_stcrw

    Scenario: two words
      When device "reader" reports X'03010000'
      And device "reader" reports X'04060000'
      And the guest executes STCRW 0(4)
      Then the condition code is 0
      And storage at 0x21000 holds X'03010000EEEEEEEE'
      When the guest executes STCRW 0(4)
      Then the condition code is 0
      And storage at 0x21000 holds X'04060000EEEEEEEE'
      When the guest executes STCRW 0(4)
      Then the condition code is 1

  @CSS-72 @architecture @must
  Rule: STCRW with an access exception leaves the channel-report word
    Source: QEMU 7.2 hw/s390x/css.c css_undo_stcrw; ioinst_handle_stcrw

    Scenario: an operand behind the storage
      Given GR5 is 0x1000000
      When device "reader" reports X'04060000'
      And the guest executes STCRW 0(5)
      Then an addressing exception is recognised
      When the guest executes STCRW 0(4)
      Then the condition code is 0
      And storage at 0x21000 holds X'04060000'

  @CSS-73 @architecture @must
  Rule: RCHP of a channel path gives condition code 0 and a solicited report: source channel path, initialized, the CHPID
    Source: css_do_rchp; kvm-unit-tests s390x/css.c test_stcrw; measured on QEMU 7.2

    Scenario Outline: CHPID <chpid>
      Given the subchannel of "reader" has:
        | CHPID 0 | <chpid> |
      And GR1 is <chpid>
      When the guest executes RCHP
      Then the condition code is 0
      When the devices have time to work
      And the guest executes STCRW 0(4)
      Then the condition code is 0
      And storage at 0x21000 holds <report>

      Examples:
        | chpid | report      |
        | 0x0   | X'44020000' |
        | 0x5A  | X'4402005A' |

  @CSS-74 @architecture @must
  Rule: RCHP with a bit of mask 0xFF00FF00 in GR1 is an operand exception; an unknown CHPID gives condition code 3
    Source: ioinst_handle_rchp; measured on QEMU 7.2

    Scenario Outline: GR1 is <register>
      Given GR1 is <register>
      When the guest executes RCHP
      Then an operand exception is recognised

      Examples:
        | register   |
        | 0x01000000 |
        | 0x80000000 |
        | 0x00000100 |
        | 0x00008000 |

    Scenario: a path that no subchannel has
      Given GR1 is 0xEE
      When the guest executes RCHP
      Then the condition code is 3

  @CSS-75 @architecture @must
  Rule: SCHM with a bit of mask 0x0FFFFFFC in GR1 is an operand exception
    Source: ioinst_handle_schm; kvm-unit-tests s390x/css.c test_schm

    Scenario Outline: GR1 is <register>
      Given GR1 is <register>
      And GR2 is 0x30000
      When the guest executes SCHM
      Then an operand exception is recognised

      Examples:
        | register   |
        | 0x00000004 |
        | 0x00000008 |
        | 0x00010000 |
        | 0x08000000 |

  @CSS-76 @architecture @must
  Rule: SCHM with M one and GR2 not a multiple of 32 is an operand exception
    Source: kvm-unit-tests s390x/css.c test_schm

    Scenario Outline: GR2 is <block>
      Given GR1 is 0x2
      And GR2 is <block>
      When the guest executes SCHM
      Then an operand exception is recognised

      Examples:
        | block   |
        | 0x30001 |
        | 0x30010 |

    Scenario: with M zero GR2 does not matter
      Given GR1 is 0x0
      And GR2 is 0x30001
      When the guest executes SCHM
      Then the instruction completes

  @CSS-77 @architecture @must
  Rule: With measurement-block format 0, each successful start adds one to the halfword at block + 32 times MBI
    Source: QEMU 7.2 hw/s390x/css.c css_update_chnmon; kvm-unit-tests s390x/css.c test_schm_fmt0

    Scenario: three starts, MBI 3
      Given the subchannel of "reader" has:
        | MM  | 2 |
        | MBI | 3 |
      And storage at 0x30040 holds X'00000000'
      And storage at 0x30060 holds X'0007'
      And GR1 is 0x2
      And GR2 is 0x30000
      When the guest executes SCHM
      And the guest runs the channel program on "reader"
      And the guest runs the channel program on "reader"
      And the guest runs the channel program on "reader"
      Then storage at 0x30060 holds X'000A'
      And storage at 0x30040 still holds X'00000000'

  @CSS-78 @architecture @must
  Rule: With measurement-block format 1, each start adds one to the word at the block address of the subchannel
    Source: kvm-unit-tests s390x/css.c test_schm_fmt1

    Scenario: three starts
      Given the subchannel of "reader" has:
        | MM   | 2       |
        | MBFC | 1       |
        | MBA  | 0x30040 |
      And storage at 0x30040 holds X'0000FFFE'
      And GR1 is 0x2
      And GR2 is 0x31000
      When the guest executes SCHM
      And the guest runs the channel program on "reader"
      And the guest runs the channel program on "reader"
      And the guest runs the channel program on "reader"
      Then storage at 0x30040 holds X'00010001'

  @CSS-79 @architecture @must
  Rule: Starts with condition code 1, 2 or 3 do not count
    Source: css_do_ssch; fact sheet 4.4

    Scenario: status is pending
      Given the subchannel of "reader" has:
        | MM | 2 |
      And storage at 0x30000 holds X'0000'
      And GR1 is 0x2
      And GR2 is 0x30000
      When the guest executes SCHM
      And the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes SSCH for "reader"
      Then the condition code is 1
      And storage at 0x30000 holds X'0001'

    Scenario: a function is in progress
      Given device "holder" is a holding-device
      And the subchannel of "holder" has:
        | MM | 2 |
      And storage at 0x30000 holds X'0000'
      And GR1 is 0x2
      And GR2 is 0x30000
      When the guest executes SCHM
      And the guest executes SSCH for "holder"
      And the devices have time to work
      And the guest executes SSCH for "holder"
      Then the condition code is 2
      And storage at 0x30000 holds X'0001'

  @CSS-80 @architecture @must
  Rule: SAL with GR1 bit 32 one, or a bit of the low halfword one, is an operand exception
    Source: Hercules io.c set_address_limit; QEMU 7.2 target/s390x/ioinst.c ioinst_handle_sal; measured on QEMU 7.2

    Scenario Outline: GR1 is <register>
      Given GR1 is <register>
      When the guest executes SAL
      Then an operand exception is recognised

      Examples:
        | register   |
        | 0x80000000 |
        | 0x00000001 |
        | 0x00008000 |

    Scenario: a multiple of 64K
      Given GR1 is 0x10000
      When the guest executes SAL
      Then the instruction completes

  @CSS-81 @architecture @must
  Rule: STCPS with an operand that is not on a 32-byte boundary is a specification exception
    Source: Hercules (QEMU: no operation, measured on QEMU 7.2)

    Scenario Outline: operand <address>
      Given GR4 is <address>
      When the guest executes STCPS 0(4)
      Then a specification exception is recognised
      And frame 0x21000 is all X'EE'

      Examples:
        | address |
        | 0x21001 |
        | 0x21010 |

  @CSS-82 @architecture @must
  Rule: CHSC with a block off a 4K boundary is a specification exception; with a request length below 16, above 4088 or not a multiple of 8 an operand exception
    Source: ioinst_handle_chsc

    Scenario Outline: block at <address>
      Given GR4 is <address>
      When the guest executes CHSC 4
      Then a specification exception is recognised

      Examples:
        | address |
        | 0x21001 |
        | 0x21800 |

    Scenario Outline: request length <bytes>
      Given storage at 0x21000 holds <request>
      When the guest executes CHSC 4
      Then an operand exception is recognised

      Examples:
        | bytes | request     |
        | 0     | X'00000010' |
        | 8     | X'00080010' |
        | 20    | X'00140010' |
        | 4096  | X'10000010' |

  @CSS-83 @qemu @must @recorded
  Rule: CHSC with an unknown command gives condition code 0 and a response of length 8 with code 0x0004
    Source: ioinst_handle_chsc_unimplemented

    Scenario: command 0x7FFF
      Given storage at 0x21000 holds X'00107FFF000000000000000000000000'
      When the guest executes CHSC 4
      Then the condition code is 0
      And storage at 0x21010 holds X'00080004'

  @CSS-84 @architecture @must
  Rule: CHSC command 0x0010 gives response code 1; command 0x0031 with an unknown operation is no program interruption
    Source: ioinst_handle_chsc_scsc, _sda; kvm-unit-tests s390x/css.c css_init

    Scenario: store channel-subsystem characteristics; OC of the general characteristics with themselves finds bits that are one
      Given GR5 is 0x21018
      And storage at 0x21000 holds X'00100010000000000000000000000000'
      When the guest executes CHSC 4
      Then the instruction completes
      And the condition code is 0
      And storage at 0x21012 holds X'0001'
      When the guest executes OC 0(256,5),0(5)
      Then the condition code is 1

    Scenario: set domain attributes with operation 0x7F
      Given storage at 0x21000 holds X'040000310000007F0000000000000000'
      When the guest executes CHSC 4
      Then the instruction completes
      And the condition code is 0
