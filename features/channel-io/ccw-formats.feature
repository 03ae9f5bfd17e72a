@channel-io
Feature: Channel-command words, transfer in channel and channel-program checks

  A CCW has a command, flags, a count and a data address. Format 0 has 24 address bits and a byte that is ignored,
  format 1 has 31 address bits. What makes a CCW invalid ends the program with a program check, and the CCW address tells where.

  Background:
    Given a guest
    And device "reader" is a byte-device

  @CCW-01 @architecture @must
  Rule: The same program in format 0 and in format 1 gives the same data and the same SCSW, F aside
    Source: QEMU 7.2 hw/s390x/css.c copy_ccw_from_guest; fact sheet 5.1

    Scenario Outline: SENSE ID in format <format>
      Given frame 0x20000 is filled with X'EE'
      And the format-<format> channel program at 0x10000 is:
        | command     | flags | count | address |
        | E4 SENSE ID | SLI   | 256   | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | F                 | <format>                      |
        | FC                | start                         |
        | AC                | none                          |
        | SC                | primary + secondary + pending |
        | device status     | channel end + device end      |
        | subchannel status | none                          |
        | CCW address       | 0x10008                       |
        | residual count    | 248                           |
      And storage at 0x20000 holds X'FF28210114030200EE'

      Examples:
        | format |
        | 0      |
        | 1      |

  @CCW-02 @architecture @must
  Rule: Byte 5 of a format-0 CCW is ignored
    Source: QEMU 7.2 hw/s390x/css.c copy_ccw_from_guest; Hercules

    Scenario Outline: byte 5 is <byte>
      Given the format-0 channel program at 0x10000 is:
        | command | flags | count | address | byte 5 |
        | 02 READ | SLI   | 4     | 0x20000 | <byte> |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | residual count    | 0                        |
      And storage at 0x20000 holds X'00010203'

      Examples:
        | byte |
        | 0x00 |
        | 0x01 |
        | 0x80 |
        | 0xFF |

  @CCW-03 @architecture @must
  Rule: A format-1 CCW that transfers data with bit 32 one is a program check at that CCW
    Source: QEMU 7.2 hw/s390x/css.c cds_ccw_addrs_ok; Hercules; measured on QEMU 7.2 (NOP: QEMU and Hercules do not check)

    Scenario: data address 0x80020000
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address    |
        | 03 NOP  | CC SLI | 1     | 0x0        |
        | 02 READ | SLI    | 4     | 0x80020000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check                         |
        | SC                | alert + primary + secondary + pending |
        | CCW address       | 0x10010                               |

  @CCW-04 @architecture @must
  Rule: A command code with low nibble 0 is a program check at that CCW
    Source: css_interpret_ccw; Hercules

    Scenario Outline: command <code>
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | <code>  | SLI    | 1     | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10010       |
      And device "reader" has executed 03 NOP

      Examples:
        | code |
        | 00   |
        | 10   |
        | 20   |
        | 40   |
        | 80   |
        | F0   |

  @CCW-05 @architecture @must
  Rule: A command that the device does not have is no program check but a unit check with command reject
    Source: virtio-ccw in QEMU; Hercules; measured on QEMU 7.2

    Scenario: command 5B, then SENSE
      Given the format-1 channel program at 0x10000 is:
        | command    | flags | count | address |
        | 5B CONTROL | SLI   | 1     | 0x20000 |
      And the format-1 channel program at 0x11000 is:
        | command  | flags | count | address |
        | 04 SENSE |       | 32    | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | with unit check     |
        | subchannel status | none                |
        | SC                | with alert, pending |
      When the guest runs the channel program on "reader" with:
        | program address | 0x11000 |
      Then the IRB holds:
        | device status | channel end + device end |
      And storage at 0x20000 holds X'80'

  @CCW-06 @architecture @must
  Rule: A program that does not begin on a doubleword boundary is a program check; the CCW address is its address + 8
    Source: measured on QEMU 7.2; fact sheet 5.9

    Scenario Outline: program address <address>
      When the guest runs the channel program on "reader" with:
        | program address | <address> |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | <shown>       |

      Examples:
        | address | shown   |
        | 0x10001 | 0x10009 |
        | 0x10004 | 0x1000C |
        | 0x10007 | 0x1000F |

  @CCW-07 @architecture @must
  Rule: A format-0 program at or above 16M is a program check
    Source: css_interpret_ccw; measured on QEMU 7.2 (Hercules executes CCWs above 16M)

    Scenario: there is storage
      Given a guest with 32 MiB of storage
      And the format-0 channel program at 0x1000000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
      And device "reader" has executed no command

    Scenario: format 1 at the same address is executed
      Given a guest with 32 MiB of storage
      And the format-1 channel program at 0x1000000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none      |
        | CCW address       | 0x1000008 |

  @CCW-08 @architecture @must
  Rule: A program outside the installed storage is a program check
    Source: fact sheet 5.9; Hercules

    Scenario Outline: 16 MiB of storage, program at <address>
      When the guest runs the channel program on "reader" with:
        | program address | <address> |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | <shown>       |

      Examples:
        | address    | shown      |
        | 0x1000000  | 0x1000008  |
        | 0x7FFFFFF0 | 0x7FFFFFF8 |

  @CCW-09 @architecture @must
  Rule: A program that runs off the end of storage ends with a program check; the CCW address is the first invalid address + 8
    Source: GA22-7000; Hercules

    Scenario: the last CCW of 16 MiB chains
      Given the format-1 channel program at 0xFFFFF0 is:
        | at       | command | flags  | count | address |
        | 0xFFFFF0 | 03 NOP  | CC SLI | 1     | 0x0     |
        | 0xFFFFF8 | 03 NOP  | CC SLI | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x1000008     |
      And device "reader" has executed 03 NOP, 03 NOP

  @CCW-10 @architecture @must
  Rule: A format-0 CCW with count 0 is a program check
    Source: GA22-7000; css_interpret_ccw; measured on QEMU 7.2 (Hercules 4.x does not check, 3.13 does)

    Scenario Outline: <command>
      Given the format-0 channel program at 0x10000 is:
        | command   | flags | count | address |
        | <command> | SLI   | 0     | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10008       |
      And device "reader" has executed no command

      Examples:
        | command  |
        | 02 READ  |
        | 01 WRITE |
        | 03 NOP   |

  @CCW-11 @architecture @must
  Rule: A format-1 CCW with count 0 and without data chaining moves no data and is no program check
    Source: css_interpret_ccw; Hercules

    Scenario: READ
      Given frame 0x20000 is filled with X'EE'
      And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | SLI   | 0     | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | residual count    | 0                        |
      And frame 0x20000 is all X'EE'

  @CCW-12 @architecture @must
  Rule: A format-1 CCW with count 0 and the CD flag is a program check
    Source: Hercules (QEMU does not check)

    Scenario: READ
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | CD    | 0     | 0x20000 |
        | 00      | SLI   | 4     | 0x20100 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10008       |

  @CCW-13 @architecture @must
  Rule: A format-1 CCW with count 0 that is reached by data chaining is a program check
    Source: Hercules

    Scenario: the second area
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | CD    | 4     | 0x20000 |
        | 00      | SLI   | 0     | 0x20100 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10010       |

  @CCW-14 @architecture @must
  Rule: With count 0 the IDAL is not fetched: an invalid list address does no harm
    Source: Hercules

    Scenario Outline: list at <address>
      Given the format-1 channel program at 0x10000 is:
        | command | flags   | count | address   |
        | 02 READ | IDA SLI | 0     | <address> |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |

      Examples:
        | address    |
        | 0x20001    |
        | 0x7FFFFFFC |

  @CCW-15 @architecture @must
  Rule: In format 0 every command code with low nibble 8 is a TIC
    Source: css_interpret_ccw; Hercules; measured on QEMU 7.2

    Scenario Outline: code <code>
      Given the format-0 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | <code>  |        | 0     | 0x11000 |
      And the format-0 channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | CCW address       | 0x11008                  |
      And device "reader" has executed 03 NOP, 03 NOP

      Examples:
        | code |
        | 08   |
        | 18   |
        | 28   |
        | 38   |
        | 48   |
        | 58   |
        | 68   |
        | 78   |
        | 88   |
        | 98   |
        | A8   |
        | B8   |
        | C8   |
        | D8   |
        | E8   |
        | F8   |

  @CCW-16 @architecture @must
  Rule: In format 1 the command codes 18 to F8 are a program check
    Source: Hercules; measured on QEMU 7.2

    Scenario Outline: code <code>
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | <code>  |        | 0     | 0x11000 |
      And the format-1 channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10010       |
      And device "reader" has executed 03 NOP

      Examples:
        | code |
        | 18   |
        | 28   |
        | 38   |
        | 48   |
        | 58   |
        | 68   |
        | 78   |
        | 88   |
        | 98   |
        | A8   |
        | B8   |
        | C8   |
        | D8   |
        | E8   |
        | F8   |

  @CCW-17 @architecture @must
  Rule: A format-1 TIC with flags or a count is a program check; format 0 ignores both
    Source: css_interpret_ccw; measured on QEMU 7.2

    Scenario Outline: format 1, flags "<flags>", count <count>
      Given the format-1 channel program at 0x10000 is:
        | command | flags   | count   | address |
        | 03 NOP  | CC SLI  | 1       | 0x0     |
        | 08 TIC  | <flags> | <count> | 0x11000 |
      And the format-1 channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10010       |

      Examples:
        | flags | count |
        | CD    | 0     |
        | CC    | 0     |
        | SLI   | 0     |
        | SKP   | 0     |
        | PCI   | 0     |
        | IDA   | 0     |
        |       | 1     |
        |       | 65535 |

    Scenario Outline: format 0, flags "<flags>", count <count>
      Given the format-0 channel program at 0x10000 is:
        | command | flags   | count   | address |
        | 03 NOP  | CC SLI  | 1       | 0x0     |
        | 08 TIC  | <flags> | <count> | 0x11000 |
      And the format-0 channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x11008 |

      Examples:
        | flags         | count |
        | CD CC SLI SKP | 1     |
        | IDA           | 65535 |

  @CCW-18 @architecture @must
  Rule: A TIC that leads to a TIC is a program check; the CCW address is that of the second TIC + 8
    Source: css_interpret_ccw; measured on QEMU 7.2

    Scenario Outline: format <format>
      Given the format-<format> channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | 08 TIC  |        | 0     | 0x11000 |
      And the format-<format> channel program at 0x11000 is:
        | command | flags | count | address |
        | 08 TIC  |       | 0     | 0x12000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x11008       |

      Examples:
        | format |
        | 0      |
        | 1      |

  @CCW-19 @architecture @must
  Rule: A TIC to an address that is not on a doubleword boundary is a program check; the CCW address is that of the TIC + 8
    Source: GA22-7000 (QEMU: target + 8, measured on QEMU 7.2)

    Scenario Outline: format <format>, target <target>
      Given the format-<format> channel program at 0x10000 is:
        | command | flags  | count | address  |
        | 03 NOP  | CC SLI | 1     | 0x0      |
        | 08 TIC  |        | 0     | <target> |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10010       |

      Examples:
        | format | target  |
        | 0      | 0x11001 |
        | 0      | 0x11004 |
        | 1      | 0x11002 |
        | 1      | 0x11004 |

  @CCW-20 @architecture @provisional @must @recorded
  Rule: A TIC as the first CCW of a program is executed
    Source: GA22-7000 forbids; QEMU and Hercules accept

    Scenario Outline: format <format>
      Given the format-<format> channel program at 0x10000 is:
        | command | flags | count | address |
        | 08 TIC  |       | 0     | 0x11000 |
      And the format-<format> channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x11008 |

      Examples:
        | format |
        | 0      |
        | 1      |

  @CCW-21 @architecture @must
  Rule: A TIC behind a command-chained CCW goes on at its target; the CCW behind the TIC is not executed
    Source: css_interpret_ccw; Hercules

    Scenario Outline: format <format>
      Given the format-<format> channel program at 0x10000 is:
        | command  | flags  | count | address |
        | 03 NOP   | CC SLI | 1     | 0x0     |
        | 08 TIC   |        | 0     | 0x11000 |
        | 01 WRITE | SLI    | 4     | 0x20000 |
      And the format-<format> channel program at 0x11000 is:
        | command | flags | count | address |
        | 02 READ | SLI   | 4     | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x11008 |
      And device "reader" has executed 03 NOP, 02 READ

      Examples:
        | format |
        | 0      |
        | 1      |

  @CCW-22 @architecture @must
  Rule: A TIC behind a data-chained CCW goes on with the data of the operation at its target
    Source: fact sheet 5.2; Hercules

    Scenario: the second area is elsewhere
      Given frame 0x20000 is filled with X'EE'
      And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | CD    | 4     | 0x20000 |
        | 08 TIC  |       | 0     | 0x11000 |
      And the format-1 channel program at 0x11000 is:
        | command | flags | count | address |
        | 00      | SLI   | 4     | 0x20010 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x11008 |
      And storage at 0x20000 holds X'00010203EEEEEEEE'
      And storage at 0x20010 holds X'04050607EEEEEEEE'
      And device "reader" has executed 02 READ

  @CCW-23 @architecture @must
  Rule: A chain of 255 CCWs that move data is executed to its end
    Source: css_interpret_ccw and Hercules (their guards count only CCWs without data); Linux rst

    Scenario: 255 times READ of one byte
      Given frame 0x30000 is filled with X'0260000100020000'
      And storage at 0x307F0 holds X'0220000100020000'
      When the guest runs the channel program on "reader" with:
        | program address | 0x30000 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | CCW address       | 0x307F8                  |

  @CCW-24 @architecture @provisional @must
  Rule: A loop of NOP and TIC is ended by a program check or can be ended with CSCH
    Source: QEMU 7.2 hw/s390x/css.c css_interpret_ccw; Hercules; measured on QEMU 7.2

    Scenario: CSCH after a while
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | 08 TIC  |        | 0     | 0x10000 |
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes CSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | FC | clear   |
        | AC | none    |
        | SC | pending |

  @CCW-74 @architecture @must
  Rule: After an invalid command, count, flag or data address the CCW address is that of the CCW + 8, and earlier CCWs have taken effect
    Source: fact sheet 5.9; measured on QEMU 7.2

    Scenario Outline: <command>, flags "<flags>", count <count>, address <address>
      Given frame 0x20000 is filled with X'EE'
      And the format-<format> channel program at 0x10000 is:
        | command   | flags   | count   | address   |
        | 02 READ   | CC SLI  | 4       | 0x20000   |
        | <command> | <flags> | <count> | <address> |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10010       |
      And storage at 0x20000 holds X'00010203EEEEEEEE'
      And device "reader" has executed 02 READ

      Examples:
        | format | command | flags    | count | address |
        | 1      | 00      | SLI      | 1     | 0x21000 |
        | 0      | 03 NOP  | SLI      | 0     | 0x21000 |
        | 1      | 03 NOP  | S SLI    | 1     | 0x21000 |
        | 1      | 03 NOP  | MIDA SLI | 1     | 0x21000 |
        | 1      | 18      |          | 0     | 0x21000 |

  @CCW-76 @architecture @must
  Rule: A program check ends the program with alert, primary, secondary and pending and without device status of the CCW
    Source: measured on QEMU 7.2 0x00804017 / 0x0020

    Scenario: an invalid command behind a NOP
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | 00      | SLI    | 1     | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | FC                | start                                 |
        | AC                | none                                  |
        | SC                | alert + primary + secondary + pending |
        | device status     | none                                  |
        | subchannel status | program check                         |

  @CCW-82 @architecture @must
  Rule: SENSE ID begins with FF, control-unit type and model, device type and model, and a zero byte
    Source: QEMU 7.2 hw/s390x/css.c copy_sense_id_to_guest; Linux device_id.c; measured on QEMU 7.2

    Scenario: the byte device
      Given the format-1 channel program at 0x10000 is:
        | command     | flags | count | address |
        | E4 SENSE ID | SLI   | 256   | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status | channel end + device end |
      And storage at 0x20000 holds X'FF28210114030200'
