@channel-io
Feature: Commands of an ECKD disk

  A track has records of count, key and data. A channel program finds a record with SEEK and SEARCH ID EQUAL, or with
  DEFINE EXTENT and LOCATE RECORD, and then reads it. Sense data is asked for as concurrent sense, so that the reason of a
  unit check stands in the IRB: byte 0 is 80 command reject, byte 1 is 08 no record found or 04 file protected.

  Background:
    Given a guest
    And device "disk" is a dasd-3390
    And the subchannel of "disk" has:
        | concurrent sense | 1 |
    And cylinder 0, head 0 of disk "disk" has the records:
        | record | key         | data           |
        | 1      | X'C9D7D3F1' | 24 times X'A1' |
        | 2      | X'C9D7D3F2' | 16 times X'A2' |
        | 3      |             | 8 times X'A3'  |
        | 4      |             |                |
        | 5      |             | 4 times X'A5'  |
    And frame 0x30000 is filled with X'EE'
    And storage at 0x20000 holds X'000000000000'
    And storage at 0x20010 holds X'0000000003'
    And storage at 0x20020 holds X'00C0000000000000000000000D0A000E'
    And storage at 0x20040 holds X'06000002000000000000000002FF0000'

  @IPL-25 @architecture @must
  Rule: READ IPL positions behind record 1: a following READ DATA delivers record 2
    Source: SA22-1025; Hercules

    Scenario: READ IPL, READ
      Given the format-1 channel program at 0x10000 is:
        | command     | flags  | count | address |
        | 02 READ IPL | CC SLI | 24    | 0x30000 |
        | 06 READ     | SLI    | 16    | 0x30100 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And the 24 bytes at 0x30000 are all X'A1'
      And the 16 bytes at 0x30100 are all X'A2'

  @IPL-26 @architecture @must
  Rule: READ IPL passes over R0 and transfers data without the key
    Source: SA22-1025; Hercules ckddasd.c

    Scenario: record 1 has a key of 4 bytes
      Given the format-1 channel program at 0x10000 is:
        | command     | flags | count | address |
        | 02 READ IPL |       | 24    | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | residual count    | 0                        |
      And the 24 bytes at 0x30000 are all X'A1'
      And storage at 0x30018 still holds X'EEEE'

  @IPL-27 @architecture @must
  Rule: READ IPL after DEFINE EXTENT, after SET FILE MASK or within the domain of a LOCATE RECORD is a command reject
    Source: SA22-1025

    Scenario Outline: after <before>
      Given the format-1 channel program at 0x10000 is:
        | command     | flags  | count    | address   |
        | <first>     | CC SLI | <length> | <operand> |
        | 02 READ IPL | SLI    | 24       | 0x30000   |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | 0x80            |
        | CCW address   | 0x10010         |

      Examples:
        | before        | first            | length | operand |
        | DEFINE EXTENT | 63 DEFINE EXTENT | 16     | 0x20020 |
        | SET FILE MASK | 1F SET FILE MASK | 1      | 0x20000 |

    Scenario: within a domain
      Given the format-1 channel program at 0x10000 is:
        | command          | flags | count | address |
        | 63 DEFINE EXTENT | CC    | 16    | 0x20020 |
        | 47 LOCATE RECORD | CC    | 16    | 0x20040 |
        | 02 READ IPL      | SLI   | 24    | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | with 0x80       |
        | CCW address   | 0x10018         |

  @IPL-28 @architecture @must
  Rule: READ IPL as the first CCW of a program that SSCH starts reads what IPL reads
    Source: fw dasd-ipl.c run_readipl; SA22-1025

    Scenario: one CCW
      Given the format-0 channel program at 0x10000 is:
        | command     | flags | count | address |
        | 02 READ IPL | SLI   | 24    | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And the 24 bytes at 0x30000 are all X'A1'

  @IPL-29 @architecture @must
  Rule: SEARCH ID EQUAL without SEEK, SEEK CYLINDER, LOCATE RECORD or READ IPL before it is a command reject
    Source: SA22-1025 (Hercules: format 2 for the first case)

    Scenario: the first CCW
      Given the format-1 channel program at 0x10000 is:
        | command            | flags | count | address |
        | 31 SEARCH ID EQUAL | SLI   | 5     | 0x20010 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | 0x80            |
        | CCW address   | 0x10008         |

    Scenario: within the domain of a LOCATE RECORD
      Given the format-1 channel program at 0x10000 is:
        | command            | flags | count | address |
        | 63 DEFINE EXTENT   | CC    | 16    | 0x20020 |
        | 47 LOCATE RECORD   | CC    | 16    | 0x20040 |
        | 31 SEARCH ID EQUAL | SLI   | 5     | 0x20010 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | with 0x80       |
        | CCW address   | 0x10018         |

  @IPL-30 @architecture @must
  Rule: SEARCH ID EQUAL ends with status modifier at a match; {SEEK, SEARCH, TIC back, READ} loops until the record is found
    Source: SA22-1025; Hercules

    Scenario: record 3
      Given the format-1 channel program at 0x10000 is:
        | at      | command            | flags | count | address |
        | 0x10000 | 07 SEEK            | CC    | 6     | 0x20000 |
        | 0x10008 | 31 SEARCH ID EQUAL | CC    | 5     | 0x20010 |
        | 0x10010 | 08 TIC             |       | 0     | 0x10008 |
        | 0x10018 | 06 READ            |       | 8     | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | CCW address       | 0x10020                  |
      And storage at 0x30000 holds X'A3A3A3A3A3A3A3A3EE'

  @IPL-31 @architecture @must
  Rule: The same loop for a record that is not on the track ends with unit check and no record found
    Source: SA22-1025; Hercules

    Scenario: record 9
      Given storage at 0x20010 holds X'0000000009'
      And the format-1 channel program at 0x10000 is:
        | at      | command            | flags | count | address |
        | 0x10000 | 07 SEEK            | CC    | 6     | 0x20000 |
        | 0x10008 | 31 SEARCH ID EQUAL | CC    | 5     | 0x20010 |
        | 0x10010 | 08 TIC             |       | 0     | 0x10008 |
        | 0x10018 | 06 READ            |       | 8     | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 1  | 0x08            |
        | CCW address   | 0x10010         |
      And frame 0x30000 is all X'EE'

  @IPL-32 @architecture @must
  Rule: SEEK with fewer than 6 bytes, with BB other than zero or outside the device is a command reject
    Source: SA22-1025

    Scenario Outline: <count> bytes <argument>
      Given storage at 0x20000 holds <argument>
      And the format-1 channel program at 0x10000 is:
        | command | flags | count   | address |
        | 07 SEEK | SLI   | <count> | 0x20000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | 0x80            |

      Examples:
        | count | argument        |
        | 5     | X'000000000000' |
        | 6     | X'000100000000' |
        | 6     | X'00000D0B0000' |
        | 6     | X'00000000000F' |

  @IPL-33 @architecture @must
  Rule: SEEK outside the extent of a DEFINE EXTENT is a unit check with file protected
    Source: SA22-1025; Hercules

    Scenario: extent cylinder 0, SEEK to cylinder 1
      Given storage at 0x20020 holds X'00C0000000000000000000000000000E'
      And storage at 0x20000 holds X'000000010000'
      And the format-1 channel program at 0x10000 is:
        | command          | flags | count | address |
        | 63 DEFINE EXTENT | CC    | 16    | 0x20020 |
        | 07 SEEK          |       | 6     | 0x20000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 1  | 0x04            |
        | CCW address   | 0x10010         |

  @IPL-34 @architecture @must
  Rule: DEFINE EXTENT with fewer than 16 bytes, a second one in the chain, or an extent that ends before it begins is a command reject
    Source: SA22-1025; Hercules

    Scenario Outline: <count> bytes <parameters>
      Given storage at 0x20020 holds <parameters>
      And the format-1 channel program at 0x10000 is:
        | command          | flags | count   | address |
        | 63 DEFINE EXTENT | SLI   | <count> | 0x20020 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | 0x80            |

      Examples:
        | count | parameters                          |
        | 15    | X'00C0000000000000000000000D0A000E' |
        | 16    | X'00C0000000000000000500000004000E' |

    Scenario: twice
      Given the format-1 channel program at 0x10000 is:
        | command          | flags | count | address |
        | 63 DEFINE EXTENT | CC    | 16    | 0x20020 |
        | 63 DEFINE EXTENT |       | 16    | 0x20020 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | 0x80            |
        | CCW address   | 0x10010         |

  @IPL-35 @architecture @must
  Rule: LOCATE RECORD without DEFINE EXTENT or READ IPL before it is a command reject
    Source: SA22-1025

    Scenario: the first CCW
      Given the format-1 channel program at 0x10000 is:
        | command          | flags | count | address |
        | 47 LOCATE RECORD |       | 16    | 0x20040 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | 0x80            |

  @IPL-36 @architecture @must
  Rule: LOCATE RECORD for n records: the next n READ DATA deliver consecutive records; another command among them is a command reject
    Source: SA22-1025; Hercules

    Scenario: records 2 and 3
      Given the format-1 channel program at 0x10000 is:
        | command          | flags | count | address |
        | 63 DEFINE EXTENT | CC    | 16    | 0x20020 |
        | 47 LOCATE RECORD | CC    | 16    | 0x20040 |
        | 06 READ          | CC    | 16    | 0x30000 |
        | 06 READ          |       | 8     | 0x30010 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And the 16 bytes at 0x30000 are all X'A2'
      And storage at 0x30010 holds X'A3A3A3A3A3A3A3A3EE'

    Scenario: SEEK in between
      Given the format-1 channel program at 0x10000 is:
        | command          | flags | count | address |
        | 63 DEFINE EXTENT | CC    | 16    | 0x20020 |
        | 47 LOCATE RECORD | CC    | 16    | 0x20040 |
        | 06 READ          | CC    | 16    | 0x30000 |
        | 07 SEEK          | CC    | 6     | 0x20000 |
        | 03 NOP           | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | with 0x80       |
        | CCW address   | 0x10020         |

  @IPL-37 @architecture @must
  Rule: LOCATE RECORD with a search argument that is not on the track: no record found
    Source: SA22-1025; Hercules

    Scenario: record 9
      Given storage at 0x20040 holds X'06000001000000000000000009FF0000'
      And the format-1 channel program at 0x10000 is:
        | command          | flags | count | address |
        | 63 DEFINE EXTENT | CC    | 16    | 0x20020 |
        | 47 LOCATE RECORD | CC    | 16    | 0x20040 |
        | 06 READ          |       | 16    | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 1  | 0x08            |
      And frame 0x30000 is all X'EE'

  @IPL-38 @architecture @provisional @must @recorded
  Rule: A chain that ends within the domain of a LOCATE RECORD is a unit check with incomplete domain
    Source: SA22-1025 (write domains, this or the next I/O); Hercules (0x81, also read domains); fact sheet 8.3

    Scenario: one of two records is read
      Given the format-1 channel program at 0x10000 is:
        | command          | flags | count | address |
        | 63 DEFINE EXTENT | CC    | 16    | 0x20020 |
        | 47 LOCATE RECORD | CC    | 16    | 0x20040 |
        | 06 READ          |       | 16    | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit check |
        | sense byte 0  | with 0x01       |

  @IPL-39 @architecture @must
  Rule: READ of a record without data is a unit exception: no data and no chaining
    Source: fact sheet 8.1; Hercules

    Scenario: record 4
      Given storage at 0x20010 holds X'0000000004'
      And the format-1 channel program at 0x10000 is:
        | at      | command            | flags  | count | address |
        | 0x10000 | 07 SEEK            | CC     | 6     | 0x20000 |
        | 0x10008 | 31 SEARCH ID EQUAL | CC     | 5     | 0x20010 |
        | 0x10010 | 08 TIC             |        | 0     | 0x10008 |
        | 0x10018 | 06 READ            | CC SLI | 8     | 0x30000 |
        | 0x10020 | 06 READ            | SLI    | 8     | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | with unit exception |
        | CCW address   | 0x10020             |
      And frame 0x30000 is all X'EE'

  @IPL-40 @architecture @must
  Rule: READ COUNT delivers the 8 bytes of the next count area: CCHH, record, key length, data length
    Source: SA22-1025; Hercules

    Scenario: after a match of record 1, records 2 and 3
      Given storage at 0x20010 holds X'0000000001'
      And the format-1 channel program at 0x10000 is:
        | at      | command            | flags | count | address |
        | 0x10000 | 07 SEEK            | CC    | 6     | 0x20000 |
        | 0x10008 | 31 SEARCH ID EQUAL | CC    | 5     | 0x20010 |
        | 0x10010 | 08 TIC             |       | 0     | 0x10008 |
        | 0x10018 | 12 READ COUNT      | CC    | 8     | 0x30000 |
        | 0x10020 | 12 READ COUNT      |       | 8     | 0x30010 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And storage at 0x30000 holds X'0000000002040010EE'
      And storage at 0x30010 holds X'0000000003000008EE'

  @IPL-41 @architecture @must
  Rule: READ DEVICE CHARACTERISTICS delivers 64 bytes: cylinders at 12, tracks per cylinder at 14, sectors at 16
    Source: Linux dasd_eckd.h; Hercules

    Scenario: a 3390-3
      Given the format-1 channel program at 0x10000 is:
        | command                        | flags | count | address |
        | 64 READ DEVICE CHARACTERISTICS |       | 64    | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | residual count    | 0                        |
      And storage at 0x3000C holds X'0D0B000FE0'
      And storage at 0x30040 still holds X'EE'

  @IPL-42 @architecture @must
  Rule: SENSE ID of a 3390-3 behind a 3990-6 begins with FF 3990 E9 3390 0A 00
    Source: Hercules; Linux dasd_eckd.c id table; fact sheet 8.2

    Scenario: SENSE ID
      Given the format-1 channel program at 0x10000 is:
        | command     | flags | count | address |
        | E4 SENSE ID | SLI   | 256   | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status | channel end + device end |
      And storage at 0x30000 holds X'FF3990E933900A00'

  @IPL-43 @architecture @must
  Rule: A command that the disk does not have is a unit check with command reject
    Source: SA22-1025; Hercules

    Scenario Outline: command <code>
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | <code>  | SLI   | 1     | 0x30000 |
      When the guest runs the channel program on "disk"
      Then the IRB holds:
        | device status     | with unit check |
        | subchannel status | none            |
        | sense byte 0      | 0x80            |

      Examples:
        | code |
        | 5B   |
        | 43   |
        | C1   |
