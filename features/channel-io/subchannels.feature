@channel-io
Feature: Subchannels and the operands of the I/O instructions

  General register 1 names the subchannel by its subsystem-identification word, the second operand is in storage.
  The privilege is looked at first, then the boundary and the access, then the subsystem identification and the reserved
  bits of the operand, and only then the state of the subchannel.

  Background:
    Given a guest
    And device "reader" is a byte-device

  @CSS-01 @architecture @must
  Rule: Each of the 15 I/O instructions in the problem state is a privileged-operation exception and changes nothing
    Source: QEMU 7.2 target/s390x/ioinst.c; QEMU translate.c; fact sheet 4.1

    Scenario Outline: <instruction>
      Given the CPU is in the problem state
      And the condition code is 2
      And GR1 is 0x10000
      And GR2 is 0x20000
      And frame 0x20000 is filled with X'EE'
      When the guest executes <instruction>
      Then a privileged operation exception is recognised
      And frame 0x20000 is all X'EE'
      And nothing else has changed

      Examples:
        | instruction |
        | CSCH        |
        | HSCH        |
        | MSCH 0(2)   |
        | SSCH 0(2)   |
        | STSCH 0(2)  |
        | TSCH 0(2)   |
        | TPI 0(2)    |
        | SAL         |
        | RSCH        |
        | STCRW 0(2)  |
        | STCPS 0(2)  |
        | RCHP        |
        | SCHM        |
        | XSCH        |
        | CHSC 2      |

  @CSS-02 @architecture @must
  Rule: In the problem state a misaligned operand is a privileged-operation exception, not a specification exception
    Source: measured on QEMU 7.2; fact sheet 4.2

    Scenario Outline: <instruction> at 0x20001
      Given the CPU is in the problem state
      And GR1 is 0x10000
      And GR2 is 0x20001
      When the guest executes <instruction>
      Then a privileged operation exception is recognised
      And nothing else has changed

      Examples:
        | instruction |
        | MSCH 0(2)   |
        | SSCH 0(2)   |
        | STSCH 0(2)  |
        | TSCH 0(2)   |
        | TPI 0(2)    |
        | STCRW 0(2)  |
        | STCPS 0(2)  |
        | CHSC 2      |

  @CSS-03 @architecture @must
  Rule: STSCH, MSCH, SSCH, TSCH, TPI and STCRW with an operand that is not on a word boundary are a specification exception
    Source: QEMU 7.2 target/s390x/ioinst.c ioinst_handle_*; kvm-unit-tests s390x/css.c test_stsch, test_msch, test_ssch, test_tsch, test_stcrw

    Scenario Outline: <instruction> at <address>
      Given GR1 is 0x10000
      And GR2 is <address>
      And frame 0x20000 is filled with X'EE'
      When the guest executes <instruction>
      Then a specification exception is recognised
      And frame 0x20000 is all X'EE'
      And nothing else has changed

      Examples:
        | instruction | address |
        | MSCH 0(2)   | 0x20001 |
        | MSCH 0(2)   | 0x20002 |
        | SSCH 0(2)   | 0x20001 |
        | SSCH 0(2)   | 0x20002 |
        | STSCH 0(2)  | 0x20001 |
        | STSCH 0(2)  | 0x20002 |
        | TSCH 0(2)   | 0x20001 |
        | TSCH 0(2)   | 0x20002 |
        | TPI 0(2)    | 0x20001 |
        | TPI 0(2)    | 0x20002 |
        | STCRW 0(2)  | 0x20001 |
        | STCRW 0(2)  | 0x20002 |

  @CSS-04 @architecture @must
  Rule: MSCH, SSCH, STSCH, TSCH and STCRW with an operand outside the configured storage are an addressing exception
    Source: QEMU 7.2 target/s390x/ioinst.c ioinst_handle_*; measured on QEMU 7.2

    Scenario Outline: <instruction> for "reader"
      When the guest executes <instruction> 0x1000000 for "reader"
      Then an addressing exception is recognised
      And nothing else has changed

      Examples:
        | instruction |
        | MSCH        |
        | SSCH        |
        | STSCH       |
        | TSCH        |

    Scenario: STCRW
      Given GR2 is 0x1000000
      When the guest executes STCRW 0(2)
      Then an addressing exception is recognised
      And nothing else has changed

  @CSS-05 @architecture @must
  Rule: An operand that cannot be accessed is an access exception of STSCH, MSCH and SSCH, even where the subsystem identification is invalid
    Source: QEMU 7.2 target/s390x/ioinst.c comments in ioinst_handle_stsch; measured on QEMU 7.2 (QEMU TSCH gives 0x0015: measured on QEMU 7.2; Hercules STSCH and TSCH check the SID first)

    Scenario Outline: <instruction> with bit 15 of the subsystem identification zero
      Given GR1 is 0x0
      And GR2 is 0x1000000
      When the guest executes <instruction>
      Then an addressing exception is recognised
      And nothing else has changed

      Examples:
        | instruction |
        | MSCH 0(2)   |
        | SSCH 0(2)   |
        | STSCH 0(2)  |

  @CSS-06 @architecture @must
  Rule: An operand that cannot be accessed is an access exception, not condition code 3, where the subchannel is not provided
    Source: QEMU 7.2 target/s390x/ioinst.c comments; measured on QEMU 7.2 (Hercules: STSCH and TSCH set cc 3 first)

    Scenario Outline: <instruction>
      Given GR1 is 0x1FFFF
      And GR2 is 0x1000000
      When the guest executes <instruction>
      Then an addressing exception is recognised
      And nothing else has changed

      Examples:
        | instruction |
        | MSCH 0(2)   |
        | SSCH 0(2)   |
        | STSCH 0(2)  |
        | TSCH 0(2)   |

  @CSS-07 @architecture @must
  Rule: A subsystem identification with bit 15 zero is an operand exception of all eight instructions
    Source: QEMU 7.2 target/s390x/ioinst.c ioinst_disassemble_sch_ident; kvm-unit-tests s390x/css.c test_stsch, test_tsch

    Scenario Outline: <instruction>
      Given GR1 is 0x0
      And GR2 is 0x20000
      When the guest executes <instruction>
      Then an operand exception is recognised
      And frame 0x20000 may have any key
      And nothing else has changed

      Examples:
        | instruction |
        | CSCH        |
        | HSCH        |
        | MSCH 0(2)   |
        | SSCH 0(2)   |
        | STSCH 0(2)  |
        | TSCH 0(2)   |
        | RSCH        |
        | XSCH        |

  @CSS-08 @architecture @must
  Rule: A subsystem identification that names a channel subsystem with M zero is an operand exception
    Source: ioinst_disassemble_sch_ident; measured on QEMU 7.2

    Scenario Outline: CSSID <cssid> with <instruction>
      Given GR1 is <word>
      And GR2 is 0x20000
      When the guest executes <instruction>
      Then an operand exception is recognised
      And nothing else has changed

      Examples:
        | cssid | word       | instruction |
        | 1     | 0x1010000  | STSCH 0(2)  |
        | 254   | 0xFE010000 | STSCH 0(2)  |
        | 1     | 0x1010000  | CSCH        |
        | 255   | 0xFF010000 | TSCH 0(2)   |

  @CSS-09 @architecture @provisional @must @recorded
  Rule: Before the multiple-subchannel-set facility is enabled, a subchannel set other than 0 is an operand exception
    Source: Linux css.c css_evaluate_new_subchannel (exception); QEMU 7.2 hw/s390x/css.c css_subch_visible, measured on QEMU 7.2 (cc 3)

    Scenario Outline: set <set>
      Given GR1 is <word>
      And GR2 is 0x20000
      When the guest executes STSCH 0(2)
      Then an operand exception is recognised
      And nothing else has changed

      Examples:
        | set | word    |
        | 1   | 0x30000 |
        | 2   | 0x50000 |
        | 3   | 0x70000 |

  @CSS-10 @architecture @must
  Rule: After CHSC command 0x0031 with operation 2 has succeeded, subchannel sets 1-3 can be addressed
    Source: QEMU 7.2 hw/s390x/css.c css_enable_mss; ioinst_handle_chsc_sda

    Scenario Outline: a device in set <set>
      Given the subchannel of "reader" has:
        | set | <set> |
      And storage at 0x20000 holds X'04000031000000020000000000000000'
      And GR2 is 0x20000
      And GR1 is <word>
      And GR3 is 0x22000
      When the guest executes:
        """
        CHSC 2
        STSCH 0(3)
        """
      Then the instruction completes
      And the condition code is 0
      And storage at 0x20400 holds X'00080001'

      Examples:
        | set | word    |
        | 1   | 0x30000 |
        | 2   | 0x50000 |
        | 3   | 0x70000 |

  @CSS-11 @architecture @must
  Rule: STSCH of a provided subchannel gives condition code 0 and stores 52 bytes
    Source: QEMU 7.2 hw/s390x/css.c copy_schib_to_guest; fact sheet 3.1

    Scenario: what stands behind them stays
      Given frame 0x20000 is filled with X'EE'
      When the guest executes STSCH 0x20000 for "reader"
      Then the instruction completes
      And the condition code is 0
      And the SCHIB holds:
        | V             | 1     |
        | device number | 0x120 |
        | enabled       | 1     |
        | ST            | 0     |
      And storage at 0x20034 still holds X'EEEEEEEE'
      And storage at 0x20FF8 still holds X'EEEEEEEEEEEEEEEE'

  @CSS-12 @architecture @must
  Rule: STSCH of a subchannel that is not provided gives condition code 3 and stores nothing
    Source: ioinst_handle_stsch; kvm-unit-tests s390x/css.c test_stsch

    Scenario: a number above every device
      Given frame 0x20000 is filled with X'EE'
      When the guest executes STSCH 0x20000 for "nothing"
      Then the instruction completes
      And the condition code is 3
      And frame 0x20000 is all X'EE'
      And nothing else has changed

  @CSS-13 @architecture @must
  Rule: STSCH gives condition code 0 in every state and changes none
    Source: QEMU 7.2 hw/s390x/css.c css_do_stsch; fact sheet 4.3

    Scenario: status that is pending stays pending
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes STSCH for "reader"
      And the guest executes STSCH for "reader"
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | FC | start                         |
        | SC | primary + secondary + pending |

    Scenario: a program that runs goes on
      Given device "holder" is a holding-device
      And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest executes SSCH for "holder"
      And the devices have time to work
      And the guest executes STSCH for "holder"
      Then the condition code is 0
      And the SCHIB holds:
        | FC | start                             |
        | AC | subchannel active + device active |
        | SC | none                              |
      When device "holder" ends the command
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 0
      And the IRB holds:
        | device status | channel end + device end |

  @CSS-14 @architecture @must
  Rule: STSCH shows status that is pending, a second STSCH shows the same
    Source: QEMU 7.2 hw/s390x/css.c css_do_stsch; Hercules io.c

    Scenario: the ending status of a NOP
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | FC | start                         |
        | SC | primary + secondary + pending |
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | FC | start                         |
        | SC | primary + secondary + pending |

  @CSS-15 @architecture @must
  Rule: MSCH changes the interruption parameter, ISC, E, LM, MM, D, LPM, MBI, POM, MBFC and MBA, and no other field
    Source: QEMU 7.2 hw/s390x/css.c css_do_msch; kvm-unit-tests s390x/css.c test_enable (LPM: also changed by a start on Hercules, so test before any SSCH)

    Scenario: every field that it may change
      When the guest executes MSCH for "reader" with:
        | interruption parameter | 0xCAFEBABE |
        | ISC                    | 5          |
        | enabled                | 1          |
        | LM                     | 2          |
        | MM                     | 3          |
        | multipath mode         | 1          |
        | LPM                    | 0x80       |
        | MBI                    | 0x1234     |
        | POM                    | 0x7F       |
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | interruption parameter | 0xCAFEBABE |
        | ISC                    | 5          |
        | enabled                | 1          |
        | LM                     | 2          |
        | MM                     | 3          |
        | multipath mode         | 1          |
        | LPM                    | 0x80       |
        | MBI                    | 0x1234     |
        | POM                    | 0x7F       |
        | device number          | 0x120      |
        | V                      | 1          |

    Scenario: no field that it may not change
      When the guest executes MSCH for "reader" with:
        | T             | 1                          |
        | V             | 0                          |
        | device number | 0xFFFF                     |
        | PNOM          | 0xFF                       |
        | LPUM          | 0xFF                       |
        | PIM           | 0xFF                       |
        | PAM           | 0x7F                       |
        | CHPID 0       | 0xEE                       |
        | ST            | 3                          |
        | words 7-9     | 0xFFFFFFFFFFFFFFFFFFFFFFFF |
      Then the condition code is 0
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | T             | 0     |
        | V             | 1     |
        | device number | 0x120 |
        | PNOM          | 0     |
        | LPUM          | 0     |
        | PIM           | 0x80  |
        | PAM           | 0x80  |
        | CHPID 0       | 0     |
        | ST            | 0     |
        | words 7-9     | 0     |

  @CSS-16 @architecture @must
  Rule: MSCH with bit 0, 1, 6 or 7 of the PMCW flags set is an operand exception and changes nothing
    Source: QEMU 7.2 target/s390x/ioinst.c ioinst_schib_valid; kvm-unit-tests s390x/css.c test_msch

    Scenario Outline: <field> is <value>
      When the guest executes MSCH for "reader" with:
        | <field>                | <value>    |
        | interruption parameter | 0x12345678 |
      Then an operand exception is recognised
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | interruption parameter | 0 |
        | QF                     | 0 |
        | W                      | 0 |
        | bits 6-7               | 0 |

      Examples:
        | field    | value |
        | QF       | 1     |
        | W        | 1     |
        | bits 6-7 | 2     |
        | bits 6-7 | 1     |

  @CSS-17 @architecture @must
  Rule: MSCH ignores bit 5 of the PMCW flags and STSCH stores it as zero
    Source: kvm-unit-tests s390x/css.c test_pmcw_bit5

    Scenario: bit 5 is one
      When the guest executes MSCH for "reader" with:
        | bit 5 | 1 |
      Then the instruction completes
      And the condition code is 0
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | bit 5 | 0 |

  @CSS-18 @architecture @must
  Rule: MSCH with a reserved bit of word 6 of the PMCW set is an operand exception
    Source: ioinst_schib_valid; measured on QEMU 7.2

    Scenario Outline: word 6 is <word>
      When the guest executes MSCH for "reader" with:
        | word 6 | <word> |
      Then an operand exception is recognised

      Examples:
        | word       |
        | 0x80000000 |
        | 0x40000000 |
        | 0x01000000 |
        | 0x00100000 |
        | 0x00010000 |
        | 0x00000100 |
        | 0x00000010 |
        | 0x00000008 |

  @CSS-19 @architecture @provisional @must
  Rule: MSCH with limit mode 3 is an operand exception
    Source: Hercules io.c modify_subchannel (QEMU accepts it: measured on QEMU 7.2)

    Scenario: limit mode 3
      When the guest executes MSCH for "reader" with:
        | LM | 3 |
      Then an operand exception is recognised

  @CSS-20 @architecture @must
  Rule: MSCH with measurement-block format 1 and an address that is not divisible by 64 is an operand exception
    Source: kvm-unit-tests s390x/css.c msch_with_wrong_fmt1_mbo

    Scenario Outline: block address <address>
      When the guest executes MSCH for "reader" with:
        | MBFC | 1         |
        | MBA  | <address> |
      Then an operand exception is recognised

      Examples:
        | address |
        | 0x30001 |
        | 0x30020 |

    Scenario: a block on a 64-byte boundary
      When the guest executes MSCH for "reader" with:
        | MBFC | 1       |
        | MBA  | 0x30040 |
      Then the instruction completes
      And the condition code is 0
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | MBFC | 1       |
        | MBA  | 0x30040 |

  @CSS-21 @architecture @must
  Rule: MSCH with XMWME one is an operand exception where the extended-measurement-word facility is not installed
    Source: ioinst_schib_valid; measured on QEMU 7.2

    Scenario: XMWME
      When the guest executes MSCH for "reader" with:
        | XMWME | 1 |
      Then an operand exception is recognised

  @CSS-22 @architecture @must
  Rule: MSCH of a subchannel whose device number is not valid gives condition code 0 and changes nothing
    Source: QEMU 7.2 hw/s390x/css.c css_do_msch; fact sheet 4.3

    Scenario: an attempt to enable it
      Given device "gone" is a no-device
      When the guest executes MSCH for "gone" with:
        | enabled                | 1          |
        | ISC                    | 3          |
        | interruption parameter | 0x11111111 |
      Then the instruction completes
      And the condition code is 0
      When the guest executes STSCH for "gone"
      Then the condition code is 0
      And the SCHIB holds:
        | V                      | 0 |
        | enabled                | 0 |
        | ISC                    | 0 |
        | interruption parameter | 0 |

  @CSS-23 @architecture @must
  Rule: MSCH of a subchannel with pending status gives condition code 1 and changes nothing
    Source: css_do_msch; measured on QEMU 7.2

    Scenario: the ending status of a NOP
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes MSCH for "reader" with:
        | ISC | 6 |
      Then the condition code is 1
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | ISC | 0                             |
        | SC  | primary + secondary + pending |

  @CSS-24 @architecture @must
  Rule: MSCH while a start, halt or clear function is in progress gives condition code 2 and changes nothing
    Source: css_do_msch; measured on QEMU 7.2 (suspended)

    Scenario: a start function
      Given device "holder" is a holding-device
      And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest executes SSCH for "holder"
      And the devices have time to work
      And the guest executes MSCH for "holder" with:
        | ISC | 6 |
      Then the condition code is 2
      When the guest executes STSCH for "holder"
      Then the SCHIB holds:
        | ISC | 0     |
        | FC  | start |

    Scenario Outline: <instruction> that has not been performed yet
      Given channel programs go on step by step
      When the guest executes <instruction> for "reader"
      And the guest executes MSCH for "reader" with:
        | ISC | 6 |
      Then the condition code is 2
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | ISC | 0 |

      Examples:
        | instruction |
        | HSCH        |
        | CSCH        |

  @CSS-25 @architecture @provisional @must @recorded
  Rule: MSCH of a subchannel with intermediate status only gives condition code 1
    Source: css_do_msch against Hercules io.c; fact sheet 14

    Scenario: a suspended program
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | S SLI | 1     | 0x0     |
      When the guest executes SSCH for "reader" with:
        | S | 1 |
      And the devices have time to work
      And the guest executes MSCH for "reader" with:
        | ISC | 6 |
      Then the condition code is 1

  @CSS-92 @architecture @provisional @must
  Rule: TSCH with an invalid subsystem identification and a misaligned operand is a specification exception
    Source: Hercules io.c test_subchannel (0x0006); ioinst_handle_tsch, measured on QEMU 7.2 (0x0015); fact sheet 4.2

    Scenario: bit 15 zero and address 0x20002
      Given GR1 is 0x0
      And GR2 is 0x20002
      When the guest executes TSCH 0(2)
      Then a specification exception is recognised

  @CSS-95 @architecture @must
  Rule: Subsystem reset leaves of a subchannel its device number, V, PIM and channel paths
    Source: QEMU 7.2 hw/s390x/css.c css_reset_sch

    Scenario: after much has been changed and a program has ended
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      And the subchannel of "reader" has:
        | PIM | 0xC0   |
        | ISC | 5      |
        | LM  | 1      |
        | MM  | 3      |
        | LPM | 0x80   |
        | MBI | 0x1234 |
        | POM | 0x7F   |
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0x12345678 |
      And the devices have time to work
      And the guest is cleared
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | interruption parameter | 0     |
        | ISC                    | 0     |
        | enabled                | 0     |
        | LM                     | 0     |
        | MM                     | 0     |
        | V                      | 1     |
        | device number          | 0x120 |
        | LPM                    | 0xC0  |
        | PNOM                   | 0     |
        | LPUM                   | 0     |
        | PIM                    | 0xC0  |
        | MBI                    | 0     |
        | POM                    | 0xFF  |
        | words 7-9              | 0     |
