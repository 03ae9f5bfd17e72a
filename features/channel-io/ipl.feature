@channel-io
Feature: Initial program load from a disk

  IPL is a channel program whose first CCW stands nowhere: READ IPL of 24 bytes into absolute 0, with command chaining and with
  incorrect length suppressed. What it reads is a PSW and two format-0 CCWs, and the channel goes on with the CCW at 8, a
  CCW that it has just read. Nothing of it may be fetched ahead. At the end the PSW at 0 is loaded.
  In the records below `PSW 0x20000` are the eight bytes of an ESA/390 PSW with that address, and a CCW is written as
  command, flags, count and address.

  Background:
    Given a guest
    And device "disk" is a dasd-3390

  @IPL-01 @architecture @must
  Rule: IPL begins with command 02 of 24 bytes into absolute 0 with CC and SLI, though no CCW in storage says so
    Source: QEMU docs s390-dasd-ipl.rst; Hercules ipl.c; GA22-7000

    Scenario: storage 0-23 holds something else before
      Given storage at 0x0 holds X'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                |
        | 1      |     | PSW 0x20000; CCW 03 NOP, SLI, 1, 0x0; 8 times X'5A' |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And storage at 0x0 holds X'0008000080020000'
      And storage at 0x10 holds X'5A5A5A5A5A5A5A5A'
      And device "disk" has executed 02 READ IPL, 03 NOP

  @IPL-02 @architecture @must
  Rule: After the implied READ IPL the channel goes on with the CCW at 8 that has just been read
    Source: s390-dasd-ipl.rst; Hercules

    Scenario: storage at 8 held another CCW before
      Given storage at 0x8 holds X'5B00000020000001'
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                     |
        | 1      |     | PSW 0x20000; CCW 06 READ, SLI, 4, 0x30000; 8 times X'00' |
        | 2      |     | X'C1C2C3C4'                                              |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And storage at 0x30000 holds X'C1C2C3C4'

  @IPL-03 @architecture @must
  Rule: The CCWs at 8 and 16 have format 0
    Source: GA22-7000; Hercules

    Scenario: as format 1 they would be something else
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                             |
        | 1      |     | PSW 0x20000; X'06030000400000040800001000000000' |
        | 2      |     | X'C1C2C3C4'                                      |
      And storage at 0x10 holds X'FFFFFFFF'
      When the guest is loaded from "disk"
      Then storage at 0x30000 holds X'C1C2C3C4'

  @IPL-04 @architecture @must
  Rule: IPL record {PSW, READ with CC to A, TIC to A}: record 2 arrives at A and the CCWs in it are executed
    Source: s390-dasd-ipl.rst; measured on Hercules

    Scenario: A is 0x10000, record 2 reads record 3
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key         | data                                                                             |
        | 1      | X'C9D7D3F1' | PSW 0x20000; CCW 06 READ, CC SLI, 144, 0x10000; CCW 08 TIC, no flags, 0, 0x10000 |
        | 2      | X'C9D7D3F2' | CCW 06 READ, CC SLI, 4, 0x30000; CCW 03 NOP, SLI, 1, 0x0; 128 times X'00'        |
        | 3      | X'E5D6D3F1' | X'C1C2C3C4'                                                                      |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And storage at 0x30000 holds X'C1C2C3C4'
      And storage at 0x10000 holds X'06030000600000040300000020000001'
      And device "disk" has executed 02 READ IPL, 06 READ, 06 READ, 03 NOP

  @IPL-05 @architecture @must
  Rule: The CCWs of record 2 are executed as read, whatever was at A before
    Source: s390-dasd-ipl.rst; fact sheet 7

    Scenario: the same IPL record, but another program at A, is in storage before
      Given the format-0 channel program at 0x0 is:
        | command     | flags  | count | address |
        | 02 READ IPL | CC SLI | 24    | 0x0     |
        | 06 READ     | CC SLI | 16    | 0x10000 |
        | 08 TIC      |        | 0     | 0x10000 |
      And the format-0 channel program at 0x10000 is:
        | command    | flags | count | address |
        | 5B CONTROL | SLI   | 1     | 0x0     |
        | 5B CONTROL | SLI   | 1     | 0x0     |
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                                            |
        | 1      |     | PSW 0x20000; CCW 06 READ, CC SLI, 16, 0x10000; CCW 08 TIC, no flags, 0, 0x10000 |
        | 2      |     | CCW 06 READ, CC SLI, 4, 0x30000; CCW 03 NOP, SLI, 1, 0x0                        |
        | 3      |     | X'C1C2C3C4'                                                                     |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And storage at 0x30000 holds X'C1C2C3C4'

  @IPL-06 @architecture @must
  Rule: IPL is never prefetched: a READ in record 2 that overwrites the CCW behind it is seen
    Source: fact sheet 7, fact sheet 9.1

    Scenario: record 3 is the CCW behind the READ; records 1 and 2 are in storage before
      Given the format-0 channel program at 0x0 is:
        | command     | flags  | count | address |
        | 02 READ IPL | CC SLI | 24    | 0x0     |
        | 06 READ     | CC SLI | 16    | 0x10000 |
        | 08 TIC      |        | 0     | 0x10000 |
      And the format-0 channel program at 0x10000 is:
        | command    | flags  | count | address |
        | 06 READ    | CC SLI | 8     | 0x10008 |
        | 5B CONTROL | SLI    | 1     | 0x0     |
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                                            |
        | 1      |     | PSW 0x20000; CCW 06 READ, CC SLI, 16, 0x10000; CCW 08 TIC, no flags, 0, 0x10000 |
        | 2      |     | CCW 06 READ, CC SLI, 8, 0x10008; CCW 5B CONTROL, SLI, 1, 0x0                    |
        | 3      |     | CCW 06 READ, SLI, 4, 0x30000                                                    |
        | 4      |     | X'C1C2C3C4'                                                                     |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And storage at 0x30000 holds X'C1C2C3C4'
      And device "disk" has executed 02 READ IPL, 06 READ, 06 READ, 06 READ

  @IPL-07 @architecture @must
  Rule: An IPL record of less than 24 bytes is no incorrect length; what it does not deliver stays
    Source: fact sheet 9.1; Hercules

    Scenario: 16 bytes
      Given storage at 0x10 holds X'1011121314151617'
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                 |
        | 1      |     | PSW 0x20000; CCW 03 NOP, SLI, 1, 0x0 |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And storage at 0x10 still holds X'1011121314151617'

  @IPL-08 @architecture @must
  Rule: Of an IPL record of more than 24 bytes 24 are stored, and that is no incorrect length
    Source: fact sheet 9.1; Hercules

    Scenario: 40 bytes
      Given storage at 0x18 holds X'18191A1B'
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                 |
        | 1      |     | PSW 0x20000; CCW 03 NOP, SLI, 1, 0x0; 24 times X'77' |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And storage at 0x10 holds X'7777777777777777'
      And storage at 0x18 still holds X'18191A1B'

  @IPL-09 @architecture @must
  Rule: A status modifier of the implied operation skips the CCW at 8: execution goes on at 16
    Source: GA22-7000; fact sheet 9.1

    Scenario: a device that ends READ IPL so
      Given device "reader" is a byte-device
      When device "reader" is going to deliver X'00080000800200005B000000200000010300000020000001'
      And device "reader" is going to end the next command with status X'4C'
      And the guest is loaded from "reader"
      Then the CPU starts at 0x20000
      And device "reader" has executed 02 READ IPL, 03 NOP

  @IPL-10 @architecture @provisional @must
  Rule: PCI flags in the CCWs of IPL make no interruption
    Source: GA22-7000 (S/370 text)

    Scenario: a NOP with PCI
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                    |
        | 1      |     | PSW 0x20000; CCW 03 NOP, PCI SLI, 1, 0x0; 8 times X'00' |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      When CR6 is 0xFF000000
      And the guest executes TPI 0x600(0)
      Then the condition code is 0

  @IPL-11 @architecture @must
  Rule: The program may overwrite 0-7: the PSW that is there at the end is loaded
    Source: fact sheet 9.1; GA22-7000

    Scenario: record 2 is another PSW
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                 |
        | 1      |     | PSW 0x20000; CCW 06 READ, SLI, 8, 0x0; 8 times X'00' |
        | 2      |     | PSW 0x20400                                          |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20400

  @IPL-12 @architecture @must
  Rule: The program may overwrite 8-23 once those CCWs have been used
    Source: fact sheet 9.1

    Scenario: record 2 goes to 8
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                  |
        | 1      |     | PSW 0x20000; CCW 06 READ, SLI, 16, 0x8; 8 times X'00' |
        | 2      |     | 16 times X'99'                                        |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And storage at 0x8 holds X'99999999999999999999999999999999'

  @IPL-13 @architecture @must
  Rule: After a successful IPL the subsystem identification of the device is at 0xB8 and zeros are at 0xBC
    Source: measured on Hercules; fw main.c

    Scenario Outline: a disk behind <others>
      Given device "<others>" is a byte-device
      And storage at 0xB8 holds X'AAAAAAAAAAAAAAAA'
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                |
        | 1      |     | PSW 0x20000; CCW 03 NOP, SLI, 1, 0x0; 8 times X'00' |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And the interruption code at 0xB8 names "disk" with:
        | interruption parameter | 0 |

      Examples:
        | others |
        | reader |

  @IPL-14 @architecture @provisional @must
  Rule: No I/O interruption for the end of IPL reaches the program that has been loaded
    Source: GA22-7000; fact sheet 14

    Scenario: TPI
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                |
        | 1      |     | PSW 0x20000; CCW 03 NOP, SLI, 1, 0x0; 8 times X'00' |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      When CR6 is 0xFF000000
      And the guest executes TPI 0x600(0)
      Then the condition code is 0

  @IPL-15 @architecture @must
  Rule: The PSW at 0 is an 8-byte PSW of ESA/390, bit 12 one; the CPU starts at its address
    Source: Hercules; fw jump2ipl.c

    Scenario Outline: <psw>
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                          |
        | 1      |     | <psw>; CCW 03 NOP, SLI, 1, 0x0; 8 times X'00' |
      When the guest is loaded from "disk"
      Then the CPU starts at <address> in <mode>-bit mode

      Examples:
        | psw                 | address | mode |
        | PSW 0x20000         | 0x20000 | 31   |
        | X'0008000080012344' | 0x12344 | 31   |
        | X'0008000000012344' | 0x12344 | 24   |

    Scenario: the first instruction is executed
      Given storage at 0x20000 holds X'B2220030'
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                |
        | 1      |     | PSW 0x20000; CCW 03 NOP, SLI, 1, 0x0; 8 times X'00' |
      When the guest is loaded from "disk"
      And the CPU goes on for one unit of operation
      Then the CPU starts at 0x20004

  @IPL-16 @architecture @must
  Rule: With a PSW of invalid format the CPU stays in the load state
    Source: measured on Hercules (0x000600000000000F)

    Scenario Outline: <psw>
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                          |
        | 1      |     | <psw>; CCW 03 NOP, SLI, 1, 0x0; 8 times X'00' |
      When the guest is loaded from "disk"
      Then the CPU stays in the load state

      Examples:
        | psw                 |
        | X'000600000000000F' |
        | X'0000000000000000' |

  @IPL-17 @architecture @must
  Rule: A program that ends with unit check, unit exception or program check leaves the CPU in the load state, and nothing is stored at 0xB8
    Source: GA22-7000; Hercules

    Scenario Outline: <what>
      Given storage at 0xB8 holds X'AAAAAAAAAAAAAAAA'
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                              |
        | 1      |     | PSW 0x20000; <ccw>; 8 times X'00' |
        | 2      |     |                                   |
      When the guest is loaded from "disk"
      Then the CPU stays in the load state
      And storage at 0xB8 still holds X'AAAAAAAAAAAAAAAA'

      Examples:
        | what                            | ccw                              |
        | unit check, an unknown command  | CCW 5B CONTROL, SLI, 1, 0x0      |
        | unit exception, end of file     | CCW 06 READ, SLI, 8, 0x30000     |
        | program check, command 00       | CCW 00, SLI, 1, 0x0              |
        | program check, count 0          | CCW 03 NOP, SLI, 0, 0x0          |
        | program check, a TIC to nowhere | CCW 08 TIC, no flags, 0, 0x10001 |

  @IPL-18 @architecture @must
  Rule: A device that is not there leaves the CPU in the load state
    Source: GA22-7000; Hercules

    Scenario: the device number is not valid
      Given device "gone" is a no-device
      When the guest is loaded from "gone"
      Then the CPU stays in the load state

    Scenario: not operational
      Given device "reader" is a byte-device
      When device "reader" becomes not operational
      And the guest is loaded from "reader"
      Then the CPU stays in the load state

  @IPL-19 @architecture @provisional @must @recorded
  Rule: An IPL that ends with channel end, device end and status modifier has succeeded
    Source: GA22-7000-4 (Hercules ipl.c insists on exactly CE+DE)

    Scenario: the last CCW ends so
      Given device "reader" is a byte-device
      When device "reader" is going to deliver X'00080000800200000F000000200000010000000000000000'
      And the guest is loaded from "reader"
      Then the CPU starts at 0x20000

  @IPL-20 @architecture @must
  Rule: Load-normal keeps the storage that the program does not change
    Source: fact sheet 9.1; Hercules

    Scenario: a frame that nobody touches
      Given frame 0x40000 is filled with X'EE'
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                |
        | 1      |     | PSW 0x20000; CCW 03 NOP, SLI, 1, 0x0; 8 times X'00' |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And frame 0x40000 is all X'EE'

  @IPL-21 @architecture @must
  Rule: All subchannels are reset before IPL; that of the device is used though it is disabled
    Source: fact sheet 9.1; css_reset_sch

    Scenario: another device has pending status, the disk is disabled
      Given device "reader" is a byte-device
      And the subchannel of "disk" has:
        | enabled | 0 |
      And the format-1 channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      And cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                |
        | 1      |     | PSW 0x20000; CCW 03 NOP, SLI, 1, 0x0; 8 times X'00' |
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0x12345678 |
      And the devices have time to work
      And the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | enabled                | 0    |
        | interruption parameter | 0    |
        | SC                     | none |

  @IPL-22 @architecture @must
  Rule: An incorrect length in a later CCW without SLI leaves the CPU in the load state
    Source: fact sheet 5.5; fact sheet 9.1

    Scenario Outline: <flags>, 8 of 16 bytes
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                         |
        | 1      |     | PSW 0x20000; CCW 06 READ, <flags>, 8, 0x30000; 8 times X'00' |
        | 2      |     | 16 times X'C1'                                               |
      When the guest is loaded from "disk"
      Then the CPU <end>

      Examples:
        | flags    | end                     |
        | no flags | stays in the load state |
        | SLI      | starts at 0x20000       |

  @IPL-23 @architecture @must
  Rule: An IPL record whose CCW at 8 does not chain is all there is: the PSW at 0 is loaded
    Source: fact sheet 9.1; Hercules

    Scenario: one NOP
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                              |
        | 1      |     | PSW 0x20000; CCW 03 NOP, SLI, 1, 0x0; CCW 5B CONTROL, SLI, 1, 0x0 |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And device "disk" has executed 02 READ IPL, 03 NOP

  @IPL-24 @architecture @must
  Rule: An IPL record need not be READ and TIC: it is executed as any program; SEEK or SEARCH directly behind READ IPL is a command reject
    Source: fact sheet 8.2; SA22-1025; Hercules ckddasd.c, measured on Hercules

    Scenario: READ of record 2, READ of record 3
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                                                       |
        | 1      |     | PSW 0x20000; CCW 06 READ, CC SLI, 4, 0x30000; CCW 06 READ, SLI, 4, 0x30010 |
        | 2      |     | X'C1C2C3C4'                                                                |
        | 3      |     | X'D1D2D3D4'                                                                |
      When the guest is loaded from "disk"
      Then the CPU starts at 0x20000
      And storage at 0x30000 holds X'C1C2C3C4'
      And storage at 0x30010 holds X'D1D2D3D4'

    Scenario Outline: <ccw>
      Given cylinder 0, head 0 of disk "disk" has the records:
        | record | key | data                                        |
        | 1      |     | PSW 0x20000; <ccw>; CCW 03 NOP, SLI, 1, 0x0 |
        | 2      |     | X'C1C2C3C4'                                 |
      When the guest is loaded from "disk"
      Then the CPU stays in the load state

      Examples:
        | ccw                                      |
        | CCW 07 SEEK, CC SLI, 6, 0x600            |
        | CCW 31 SEARCH ID EQUAL, CC SLI, 5, 0x600 |
