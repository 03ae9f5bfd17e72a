@channel-io
Feature: Chaining, status and incorrect length

  Command chaining begins a new operation with the next CCW, data chaining goes on with the same operation in another area.
  The status modifier skips one CCW. What a device moves more or less than the count says is an incorrect length.
  The byte device delivers 256 bytes, 00 01 02 and so on; its control 0F ends with status modifier, 17 with unit exception,
  1F with unit check (equipment check), 13 with channel end first and device end later.

  Background:
    Given a guest
    And device "reader" is a byte-device
    And frame 0x20000 is filled with X'EE'

  @CCW-25 @architecture @must
  Rule: After channel end and device end, CC=1 goes on with the CCW at + 8
    Source: fact sheet 5.4; kvm-unit-tests s390x/css.c test_sense; measured on QEMU 7.2

    Scenario: NOP, READ, CONTROL
      Given storage at 0x21000 holds X'A1A2A3A4A5A6'
      And the format-1 channel program at 0x10000 is:
        | command    | flags  | count | address |
        | 03 NOP     | CC SLI | 1     | 0x0     |
        | 02 READ    | CC SLI | 4     | 0x20000 |
        | 07 CONTROL |        | 6     | 0x21000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | CCW address       | 0x10018                  |
        | residual count    | 0                        |
      And device "reader" has executed 03 NOP, 02 READ, 07 CONTROL X'A1A2A3A4A5A6'
      And storage at 0x20000 holds X'00010203EEEEEEEE'

  @CCW-26 @architecture @must
  Rule: Without CC and CD the program ends: primary and secondary status, channel end and device end, the CCW address is that CCW + 8
    Source: measured on QEMU 7.2 0x00804007

    Scenario Outline: format <format>
      Given the format-<format> channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
        | 02 READ | SLI   | 4     | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | FC                | start                         |
        | AC                | none                          |
        | SC                | primary + secondary + pending |
        | CC                | 0                             |
        | device status     | channel end + device end      |
        | subchannel status | none                          |
        | CCW address       | 0x10008                       |
      And device "reader" has executed 03 NOP

      Examples:
        | format |
        | 0      |
        | 1      |

  @CCW-27 @architecture @must
  Rule: Channel end, device end and status modifier with CC=1 skip the next CCW: execution goes on at + 16
    Source: GA22-7000; Hercules channel.c

    Scenario: the WRITE is skipped
      Given the format-1 channel program at 0x10000 is:
        | at      | command    | flags  | count | address |
        | 0x10000 | 0F CONTROL | CC SLI | 1     | 0x0     |
        | 0x10008 | 01 WRITE   | CC SLI | 4     | 0x20000 |
        | 0x10010 | 03 NOP     | SLI    | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status | channel end + device end |
        | CCW address   | 0x10018                  |
      And device "reader" has executed 0F CONTROL, 03 NOP

    Scenario: a search loop, left at its third turn
      Given the format-1 channel program at 0x10000 is:
        | at      | command    | flags | count | address |
        | 0x10000 | 07 CONTROL | CC    | 6     | 0x20000 |
        | 0x10008 | 08 TIC     |       | 0     | 0x10000 |
        | 0x10010 | 02 READ    | SLI   | 4     | 0x20100 |
      When device "reader" is going to end the next command with status X'0C'
      And device "reader" is going to end the next command with status X'0C'
      And device "reader" is going to end the next command with status X'4C'
      And the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | CCW address       | 0x10018                  |
      And device "reader" has executed 07 CONTROL, 07 CONTROL, 07 CONTROL, 02 READ
      And storage at 0x20100 holds X'00010203EE'

  @CCW-28 @architecture @must
  Rule: The CCW that a status modifier skips may be invalid
    Source: fact sheet 5.4; Hercules

    Scenario Outline: <command> is skipped
      Given the format-1 channel program at 0x10000 is:
        | command    | flags   | count | address   |
        | 0F CONTROL | CC SLI  | 1     | 0x0       |
        | <command>  | <flags> | 0     | <address> |
        | 03 NOP     | SLI     | 1     | 0x0       |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x10018 |
      And device "reader" has executed 0F CONTROL, 03 NOP

      Examples:
        | command | flags | address    |
        | 00      |       | 0x0        |
        | 18      |       | 0x10001    |
        | 02 READ | CD    | 0x80000000 |

  @CCW-29 @architecture @must
  Rule: Status modifier with CC=0 ends the program and is shown in the device status
    Source: GA22-7000; Hercules channel.c (Hercules: + 16, alert on); address A?

    Scenario: one CONTROL
      Given the format-1 channel program at 0x10000 is:
        | command    | flags | count | address |
        | 0F CONTROL | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end + status modifier |
        | subchannel status | none                                       |
        | SC                | with primary, secondary, pending           |

  @CCW-30 @architecture @must
  Rule: A TIC at + 16 is executed after a status modifier
    Source: fact sheet 5.2

    Scenario: CONTROL, a CCW that is skipped, TIC
      Given the format-1 channel program at 0x10000 is:
        | command    | flags  | count | address |
        | 0F CONTROL | CC SLI | 1     | 0x0     |
        | 01 WRITE   | CC SLI | 4     | 0x20000 |
        | 08 TIC     |        | 0     | 0x11000 |
      And the format-1 channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x11008 |
      And device "reader" has executed 0F CONTROL, 03 NOP

  @CCW-31 @architecture @must
  Rule: Unit check ends a chain: alert status, the CCW address is the failing CCW + 8
    Source: QEMU 7.2 hw/s390x/css.c sch_handle_start_func_virtual; Hercules

    Scenario: CONTROL with an equipment check in the middle
      Given the format-1 channel program at 0x10000 is:
        | command    | flags  | count | address |
        | 03 NOP     | CC SLI | 1     | 0x0     |
        | 1F CONTROL | CC SLI | 1     | 0x0     |
        | 02 READ    | SLI    | 4     | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | with unit check                       |
        | subchannel status | none                                  |
        | SC                | alert + primary + secondary + pending |
        | CCW address       | 0x10010                               |
      And device "reader" has executed 03 NOP, 1F CONTROL
      And frame 0x20000 is all X'EE'

  @CCW-32 @architecture @must
  Rule: Unit exception ends a chain
    Source: fact sheet 5.4; Hercules ckddasd.c

    Scenario: CONTROL with unit exception in the middle
      Given the format-1 channel program at 0x10000 is:
        | command    | flags  | count | address |
        | 17 CONTROL | CC SLI | 1     | 0x0     |
        | 02 READ    | SLI    | 4     | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end + unit exception |
        | subchannel status | none                                      |
        | CCW address       | 0x10008                                   |
      And device "reader" has executed 17 CONTROL
      And frame 0x20000 is all X'EE'

  @CCW-33 @architecture @must
  Rule: Channel end alone is primary status, the later device end is secondary status; chaining waits for it
    Source: fact sheet 6; GA22-7000

    Scenario: at the end of the program
      Given the format-1 channel program at 0x10000 is:
        | command    | flags | count | address |
        | 13 CONTROL | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | FC            | start             |
        | AC            | device active     |
        | SC            | primary + pending |
        | device status | channel end       |
      When device "reader" presents the device end
      And the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | SC            | secondary + pending |
        | device status | device end          |

    Scenario: within a chain
      Given the format-1 channel program at 0x10000 is:
        | command    | flags  | count | address |
        | 13 CONTROL | CC SLI | 1     | 0x0     |
        | 02 READ    | SLI    | 4     | 0x20000 |
      When the guest executes SSCH for "reader"
      And the devices have time to work
      Then frame 0x20000 is all X'EE'
      When the guest executes TSCH for "reader"
      Then the condition code is 1
      When device "reader" presents the device end
      And the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | SC            | primary + secondary + pending |
        | device status | channel end + device end      |
        | CCW address   | 0x10010                       |
      And storage at 0x20000 holds X'00010203EEEE'

  @CCW-34 @architecture @must
  Rule: A device that ends before the count is used up gives incorrect length; the residual count is what is left
    Source: fact sheet 5.5; Hercules (QEMU: program check for SENSE ID, measured on QEMU 7.2)

    Scenario Outline: count <count> for 256 bytes, format <format>
      Given the format-<format> channel program at 0x10000 is:
        | command | flags | count   | address |
        | 02 READ |       | <count> | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | <status>                 |
        | residual count    | <residual>               |
        | CCW address       | 0x10008                  |

      Examples:
        | format | count | status           | residual |
        | 0      | 300   | incorrect length | 44       |
        | 1      | 300   | incorrect length | 44       |
        | 0      | 257   | incorrect length | 1        |
        | 1      | 256   | none             | 0        |
        | 0      | 255   | incorrect length | 0        |
        | 1      | 16    | incorrect length | 0        |

  @CCW-35 @architecture @must
  Rule: With SLI=1 there is no incorrect length, and the residual count is right
    Source: Hercules; measured on QEMU 7.2 (SENSE ID, count 8)

    Scenario Outline: count <count> for 256 bytes
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count   | address |
        | 02 READ | SLI   | <count> | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | residual count    | <residual>               |

      Examples:
        | count | residual |
        | 8     | 0        |
        | 256   | 0        |
        | 300   | 44       |
        | 65535 | 65279    |

  @CCW-36 @architecture @must
  Rule: Incorrect length with CC=1 and SLI=0 ends the chain
    Source: GA22-7000-10 chaining figure; fact sheet 5.5

    Scenario Outline: count <count>
      Given the format-1 channel program at 0x10000 is:
        | command  | flags | count   | address |
        | 02 READ  | CC    | <count> | 0x20000 |
        | 01 WRITE | SLI   | 4       | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | incorrect length |
        | CCW address       | 0x10008          |
      And device "reader" has executed 02 READ

      Examples:
        | count |
        | 8     |
        | 300   |

  @CCW-37 @architecture @must
  Rule: Incorrect length with CC=1 and SLI=1 does not end the chain
    Source: Hercules; fact sheet 5.5

    Scenario Outline: count <count>
      Given the format-1 channel program at 0x10000 is:
        | command  | flags  | count   | address |
        | 02 READ  | CC SLI | <count> | 0x20000 |
        | 01 WRITE | SLI    | 4       | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x10010 |
      And device "reader" has executed 02 READ, 01 WRITE X'00010203'

      Examples:
        | count |
        | 8     |
        | 300   |

  @CCW-38 @architecture @must
  Rule: A device that ends early in a CCW with CD=1 gives incorrect length even with SLI=1, and the program ends
    Source: GA22-7000-10 chaining figure; Hercules

    Scenario: 256 bytes for 300
      Given frame 0x21000 is filled with X'EE'
      And the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 02 READ | CD SLI | 300   | 0x20000 |
        | 00      | CC SLI | 4     | 0x21000 |
        | 03 NOP  | SLI    | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | incorrect length |
        | CCW address       | 0x10008          |
        | residual count    | 44               |
      And frame 0x21000 is all X'EE'
      And device "reader" has executed 02 READ

  @CCW-39 @architecture @must
  Rule: A format-0 NOP with count 0x500 and without flags ends normally with residual count 0x500
    Source: Hercules test CCW-ILS; fact sheet 5.5

    Scenario: NOP
      Given the format-0 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  |       | 0x500 | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | residual count    | 0x500                    |
        | CCW address       | 0x10008                  |

  @CCW-40 @architecture @must
  Rule: The same in format 1 with ORB.L zero is an incorrect length
    Source: Hercules test CCW-ILS (QEMU 0x00: measured on QEMU 7.2)

    Scenario: NOP
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  |       | 0x500 | 0x20000 |
      When the guest runs the channel program on "reader" with:
        | L | 0 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | incorrect length         |
        | residual count    | 0x500                    |
        | CCW address       | 0x10008                  |

  @CCW-41 @architecture @must
  Rule: The same in format 1 with ORB.L one is no incorrect length
    Source: Hercules test CCW-ILS

    Scenario: NOP
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  |       | 0x500 | 0x20000 |
      When the guest runs the channel program on "reader" with:
        | L | 1 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | residual count    | 0x500                    |
        | CCW address       | 0x10008                  |

  @CCW-42 @architecture @provisional @must @recorded
  Rule: An immediate command in format 1 with CC=1, SLI=0, ORB.L zero and a count chains without incorrect length
    Source: Hercules; fact sheet 14

    Scenario: two NOPs
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | CC    | 4     | 0x0     |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x10010 |

  @CCW-43 @architecture @must
  Rule: Data chaining splits a read over the areas in order; a device that ends exactly at a boundary ends under the next CCW
    Source: GA22-7000-10 chaining figure; S/360 PoP A22-6821; fact sheet 5.4

    Scenario: three areas
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | CD    | 4     | 0x20000 |
        | 00      | CD    | 2     | 0x20010 |
        | 00      | SLI   | 3     | 0x20020 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | residual count    | 0       |
        | CCW address       | 0x10018 |
      And storage at 0x20000 holds X'00010203EE'
      And storage at 0x20010 holds X'0405EE'
      And storage at 0x20020 holds X'060708EE'
      And device "reader" has executed 02 READ

    Scenario Outline: 8 bytes for areas of 4 and 4 and <count>, flags "<flags>"
      Given the format-1 channel program at 0x10000 is:
        | command | flags   | count   | address |
        | 02 READ | CD      | 4       | 0x20000 |
        | 00      | CD      | 4       | 0x20010 |
        | 00      | <flags> | <count> | 0x20020 |
      When device "reader" is going to deliver X'A0A1A2A3A4A5A6A7'
      And the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | <status>                 |
        | residual count    | <count>                  |
        | CCW address       | 0x10018                  |
      And storage at 0x20010 holds X'A4A5A6A7EE'
      And storage at 0x20020 holds X'EEEEEEEE'

      Examples:
        | flags | count | status           |
        |       | 16    | incorrect length |
        | SLI   | 16    | none             |

  @CCW-44 @architecture @must
  Rule: The command code of a data-chained CCW is ignored
    Source: GA22-7000; Hercules

    Scenario Outline: code <code>
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | CD    | 4     | 0x20000 |
        | <code>  | SLI   | 4     | 0x20010 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x10010 |
      And storage at 0x20010 holds X'04050607EE'
      And device "reader" has executed 02 READ

      Examples:
        | code |
        | 00   |
        | 01   |
        | 03   |
        | 10   |
        | FF   |

  @CCW-45 @architecture @must
  Rule: The flags of a data-chained CCW take effect for its own area
    Source: GA22-7000; Hercules

    Scenario: SKP in the second of three areas, CC in the third
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 02 READ | CD     | 4     | 0x20000 |
        | 00      | CD SKP | 4     | 0x20010 |
        | 00      | CC SLI | 4     | 0x20020 |
        | 03 NOP  | SLI    | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none    |
        | CCW address       | 0x10020 |
      And storage at 0x20000 holds X'00010203EE'
      And storage at 0x20010 holds X'EEEEEEEE'
      And storage at 0x20020 holds X'08090A0BEE'
      And device "reader" has executed 02 READ, 03 NOP

    Scenario: IDA in the second area
      Given storage at 0x12000 holds X'00020100'
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | CD      | 4     | 0x20000 |
        | 00      | IDA SLI | 4     | 0x12000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | none |
      And storage at 0x20100 holds X'04050607EE'

  @CCW-46 @architecture @must
  Rule: READ with SKP takes the bytes from the device and stores none; the residual count is as if they were stored
    Source: fact sheet 5.1; Hercules; QEMU 7.2 hw/s390x/css.c CDS skip handling

    Scenario: 300 bytes for 256
      Given the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | SKP SLI | 300   | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | residual count    | 44                       |
      And frame 0x20000 is all X'EE'

  @CCW-47 @architecture @must
  Rule: SKP of WRITE and control commands is ignored
    Source: GA22-7000; cp.c ccw_does_data_transfer comment

    Scenario: WRITE and CONTROL
      Given storage at 0x21000 holds X'A1A2A3A4A5A6'
      And the format-1 channel program at 0x10000 is:
        | command    | flags      | count | address |
        | 01 WRITE   | CC SKP SLI | 4     | 0x21000 |
        | 07 CONTROL | SKP        | 6     | 0x21000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And device "reader" has executed 01 WRITE X'A1A2A3A4', 07 CONTROL X'A1A2A3A4A5A6'

  @CCW-75 @architecture @must
  Rule: The residual count is zero after a complete transfer and that of the last CCW: a NOP after a READ does not show that of the READ
    Source: fact sheet 6; GA22-7000-10 count table (QEMU keeps old value: measured on QEMU 7.2)

    Scenario: READ with 44 bytes left, then NOP with count 7
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 02 READ | CC SLI | 300   | 0x20000 |
        | 03 NOP  | SLI    | 7     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | residual count | 7 |

    Scenario: a WRITE that wants less, then one that wants all
      Given the format-1 channel program at 0x10000 is:
        | command    | flags | count | address |
        | 07 CONTROL | SLI   | 20    | 0x20000 |
      And the format-1 channel program at 0x11000 is:
        | command    | flags | count | address |
        | 07 CONTROL |       | 6     | 0x20000 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | residual count | 14 |
      When the guest runs the channel program on "reader" with:
        | program address | 0x11000 |
      Then the IRB holds:
        | residual count    | 0    |
        | subchannel status | none |

  @CCW-77 @architecture @must
  Rule: After a unit check SENSE gives the reason once; a second SENSE gives zeros
    Source: fact sheet 6; measured on QEMU 7.2; Hercules

    Scenario: equipment check
      Given the format-1 channel program at 0x10000 is:
        | command    | flags | count | address |
        | 1F CONTROL | SLI   | 1     | 0x0     |
      And the format-1 channel program at 0x11000 is:
        | command  | flags | count | address |
        | 04 SENSE | CC    | 32    | 0x20000 |
        | 04 SENSE |       | 32    | 0x20100 |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | device status | with unit check |
      When the guest runs the channel program on "reader" with:
        | program address | 0x11000 |
      Then the IRB holds:
        | device status | channel end + device end |
      And storage at 0x20000 holds X'10'
      And the 32 bytes at 0x20100 are all X'00'

  @CCW-78 @architecture @provisional @must
  Rule: A command between unit check and SENSE resets the sense data, unless it is NOP
    Source: fact sheet 6; fact sheet 14

    Scenario Outline: <command> in between
      Given the format-1 channel program at 0x10000 is:
        | command    | flags | count | address |
        | 1F CONTROL | SLI   | 1     | 0x0     |
      And the format-1 channel program at 0x11000 is:
        | command   | flags  | count | address |
        | <command> | CC SLI | 4     | 0x20200 |
        | 04 SENSE  |        | 32    | 0x20000 |
      When the guest runs the channel program on "reader"
      And the guest runs the channel program on "reader" with:
        | program address | 0x11000 |
      Then the IRB holds:
        | device status | channel end + device end |
      And storage at 0x20000 holds <sense>

      Examples:
        | command | sense |
        | 03 NOP  | X'10' |
        | 02 READ | X'00' |
