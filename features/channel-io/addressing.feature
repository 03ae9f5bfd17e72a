@channel-io
Feature: Indirect addressing and storage keys of channel programs

  A CCW designates its data directly, by a list of IDAWs or, where the ORB allows it, by a list of MIDAWs. All accesses
  are made with the key of the ORB.

  Background:
    Given a guest
    And device "reader" is a byte-device
    And frame 0x20000 is filled with X'EE'
    And frame 0x21000 is filled with X'EE'

  @CCW-59 @architecture @must
  Rule: The MIDA flag with ORB.D zero is a program check
    Source: Hercules; css_interpret_ccw

    Scenario: a valid list
      Given storage at 0x12000 holds X'00000000008000040000000000020000'
      And the format-1 channel program at 0x10000 is:
        | command | flags    | count | address |
        | 02 READ | MIDA SLI | 4     | 0x12000 |
      When the guest runs the channel program on "reader" with:
        | D | 0 |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10008       |
      And frame 0x20000 is all X'EE'

  @CCW-60 @architecture @must
  Rule: An error in the list of MIDAWs is a program check
    Source: Hercules channel.c fetch_midaw, copy_iobuf; fact sheet 5.8 (last rule A?)

    Scenario Outline: <error>
      Given storage at 0x12000 holds <midaw>
      And the format-1 channel program at 0x10000 is:
        | command | flags    | count | address |
        | 02 READ | MIDA SLI | 8     | <list>  |
      When the guest runs the channel program on "reader" with:
        | D | 1 |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10008       |

      Examples:
        | error                          | list    | midaw                               |
        | byte 0 not zero                | 0x12000 | X'01000000008000080000000000020000' |
        | byte 4 not zero                | 0x12000 | X'00000000018000080000000000020000' |
        | reserved flag                  | 0x12000 | X'00000000009000080000000000020000' |
        | count 0                        | 0x12000 | X'00000000008000000000000000020000' |
        | more than the count of the CCW | 0x12000 | X'00000000008000090000000000020000' |
        | area crosses a page            | 0x12000 | X'00000000008000080000000000020FFC' |
        | list not on a quadword         | 0x12008 | X'00000000000000000000000000800008' |

    Scenario: the list crosses a 4K boundary
      Given storage at 0x12FF0 holds X'00000000000000040000000000020000'
      And storage at 0x13000 holds X'00000000008000040000000000020100'
      And the format-1 channel program at 0x10000 is:
        | command | flags    | count | address |
        | 02 READ | MIDA SLI | 8     | 0x12FF0 |
      When the guest runs the channel program on "reader" with:
        | D | 1 |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10008       |

  @CCW-61 @architecture @must
  Rule: READ by MIDAWs stores into each area; the skip flag leaves an area as it is
    Source: Hercules; fact sheet 5.8

    Scenario: two areas
      Given storage at 0x12000 holds X'00000000000000040000000000020000'
      And storage at 0x12010 holds X'00000000008000040000000000021000'
      And the format-1 channel program at 0x10000 is:
        | command | flags    | count | address |
        | 02 READ | MIDA SLI | 8     | 0x12000 |
      When the guest runs the channel program on "reader" with:
        | D | 1 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | residual count    | 0                        |
      And storage at 0x20000 holds X'00010203EE'
      And storage at 0x21000 holds X'04050607EE'

    Scenario: the first is skipped
      Given storage at 0x12000 holds X'00000000004000040000000000020000'
      And storage at 0x12010 holds X'00000000008000040000000000021000'
      And the format-1 channel program at 0x10000 is:
        | command | flags    | count | address |
        | 02 READ | MIDA SLI | 8     | 0x12000 |
      When the guest runs the channel program on "reader" with:
        | D | 1 |
      Then the IRB holds:
        | subchannel status | none |
      And frame 0x20000 is all X'EE'
      And storage at 0x21000 holds X'04050607EE'

  @CCW-62 @architecture @must
  Rule: A list of format-1 IDAWs off a word boundary, or an IDAW with bit 0 one, is a program check
    Source: QEMU 7.2 hw/s390x/css.c ida_read_next_idaw; Hercules

    Scenario Outline: list at <list>, <idaw>
      Given storage at 0x12000 holds <idaw>
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | IDA SLI | 4     | <list>  |
      When the guest runs the channel program on "reader" with:
        | H | 0 |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10008       |
      And frame 0x20000 is all X'EE'

      Examples:
        | list    | idaw                |
        | 0x12002 | X'0000000200000002' |
        | 0x12001 | X'0000020000000200' |
        | 0x12000 | X'80020000'         |

  @CCW-63 @architecture @must
  Rule: A list of format-2 IDAWs off a doubleword boundary is a program check
    Source: ida_read_next_idaw; measured on QEMU 7.2

    Scenario Outline: list at <list>
      Given storage at 0x12000 holds X'00000000000000000002000000020000'
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | IDA SLI | 4     | <list>  |
      When the guest runs the channel program on "reader" with:
        | H | 1 |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10008       |

      Examples:
        | list    |
        | 0x12004 |
        | 0x12001 |

  @CCW-64 @architecture @must
  Rule: The first IDAW may point anywhere; a second one that is not on a block boundary is a program check
    Source: fact sheet 5.8; Hercules (QEMU unchecked: measured on QEMU 7.2)

    Scenario: anywhere
      Given storage at 0x12000 holds X'0002000300020800'
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | IDA SLI | 4     | 0x12000 |
      When the guest runs the channel program on "reader" with:
        | H | 0 |
      Then the IRB holds:
        | subchannel status | none |
      And storage at 0x20003 holds X'00010203EE'

    Scenario Outline: second IDAW <second>, H <H>, T <T>
      Given storage at 0x12000 holds <list>
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | IDA SLI | 256   | 0x12000 |
      When the guest runs the channel program on "reader" with:
        | H | <H> |
        | T | <T> |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10008       |

      Examples:
        | H | T | second  | list                                |
        | 0 | 0 | 0x21004 | X'000207F000021004'                 |
        | 1 | 0 | 0x21800 | X'0000000000020FF00000000000021800' |
        | 1 | 1 | 0x21400 | X'00000000000207F00000000000021400' |

  @CCW-65 @architecture @must
  Rule: READ by several IDAWs stores the data in order across the blocks
    Source: fact sheet 5.8; Hercules (QEMU repeats the start: measured on QEMU 7.2)

    Scenario Outline: H <H>, T <T>: 16 bytes in the first block, the rest in the second
      Given storage at 0x12000 holds <list>
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | IDA SLI | 24    | 0x12000 |
      When the guest runs the channel program on "reader" with:
        | H | <H> |
        | T | <T> |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And storage at <first> holds X'000102030405060708090A0B0C0D0E0F'
      And storage at 0x21000 holds X'1011121314151617EE'

      Examples:
        | H | T | first   | list                                |
        | 0 | 0 | 0x207F0 | X'000207F000021000'                 |
        | 1 | 0 | 0x20FF0 | X'0000000000020FF00000000000021000' |
        | 1 | 1 | 0x207F0 | X'00000000000207F00000000000021000' |

  @CCW-66 @architecture @must
  Rule: H zero: IDAWs of 4 bytes and blocks of 2K, whatever T is; H one: 8 bytes and 4K, or with T one 2K
    Source: QEMU 7.2 hw/s390x/css.c ccw_ida_block_size; cp.c ccw_count_idaws

    Scenario Outline: H <H>, T <T>: the block ends behind <last>
      Given storage at 0x12000 holds <list>
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | IDA SLI | 2     | 0x12000 |
      When the guest runs the channel program on "reader" with:
        | H | <H> |
        | T | <T> |
      Then the IRB holds:
        | subchannel status | none |
      And storage at <last> holds X'00<behind>'
      And storage at 0x21000 holds X'<second>EE'

      Examples:
        | H | T | last    | list                                | behind | second |
        | 0 | 0 | 0x207FF | X'000207FF00021000'                 | EE     | 01     |
        | 0 | 1 | 0x207FF | X'000207FF00021000'                 | EE     | 01     |
        | 1 | 1 | 0x207FF | X'00000000000207FF0000000000021000' | EE     | 01     |
        | 1 | 0 | 0x207FF | X'00000000000207FF0000000000021000' | 01     | EE     |

  @CCW-67 @architecture @must
  Rule: IDAWs beyond those that the count needs are not used and may be invalid
    Source: GA22-7000; Hercules

    Scenario Outline: H is <H>
      Given storage at 0x12000 holds <list>
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | IDA SLI | 4     | 0x12000 |
      When the guest runs the channel program on "reader" with:
        | H | <H> |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |

      Examples:
        | H | list                                |
        | 0 | X'00020000FFFFFFFF'                 |
        | 1 | X'0000000000020000FFFFFFFFFFFFFFFF' |

  @CCW-68 @architecture @must
  Rule: A format-2 IDAW can address storage above 2G
    Source: fact sheet 5.8; QEMU 7.2 hw/s390x/css.c

    Scenario: 2 GiB + 4 KiB
      Given a guest with 2049 MiB of storage
      And frame 0x80001000 is filled with X'EE'
      And storage at 0x12000 holds X'0000000080001000'
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | IDA SLI | 4     | 0x12000 |
      When the guest runs the channel program on "reader" with:
        | H | 1 |
      Then the IRB holds:
        | subchannel status | none |
      And storage at 0x80001000 holds X'00010203EE'

  @CCW-69 @architecture @must
  Rule: A data area that runs past the installed storage is a program check; one that ends at the limit is not
    Source: GA22-7000 (QEMU rejects end at 16M: measured on QEMU 7.2)

    Scenario Outline: format <format>, 4 bytes from <address> of 16 MiB
      Given the format-<format> channel program at 0x10000 is:
        | command | flags | count | address   |
        | 02 READ | SLI   | 4     | <address> |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | subchannel status | <status> |
        | CCW address       | 0x10008  |

      Examples:
        | format | address    | status        |
        | 1      | 0xFFFFFC   | none          |
        | 1      | 0xFFFFFD   | program check |
        | 1      | 0xFFFFFF   | program check |
        | 1      | 0x1000000  | program check |
        | 1      | 0x7FFFFFFC | program check |
        | 0      | 0xFFFFFC   | none          |
        | 0      | 0xFFFFFE   | program check |

  @CCW-70 @architecture @must
  Rule: With an ORB key other than zero a store into a frame with another key is a protection check and stores nothing
    Source: Hercules channel.c (QEMU ignores keys: measured on QEMU 7.2)

    Scenario Outline: ORB key 5, frame key <key>
      Given frame 0x20000 has key <key>
      And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | SLI   | 4     | 0x20000 |
      And frame 0x10000 has key ACC 5
      When the guest runs the channel program on "reader" with:
        | key | 5 |
      Then the IRB holds:
        | subchannel status | <status> |
        | CCW address       | 0x10008  |
        | key               | 5        |
      And storage at 0x20000 holds <bytes>

      Examples:
        | key     | status           | bytes         |
        | ACC 3   | protection check | X'EEEEEEEEEE' |
        | ACC 0   | protection check | X'EEEEEEEEEE' |
        | ACC 5   | none             | X'00010203EE' |
        | ACC 5 F | none             | X'00010203EE' |

  @CCW-71 @architecture @must
  Rule: With an ORB key other than zero output from a fetch-protected frame with another key is a protection check
    Source: Hercules

    Scenario Outline: ORB key 5, frame key <key>
      Given frame 0x20000 has key <key>
      And the format-1 channel program at 0x10000 is:
        | command  | flags | count | address |
        | 01 WRITE | SLI   | 4     | 0x20000 |
      When the guest runs the channel program on "reader" with:
        | key | 5 |
      Then the IRB holds:
        | subchannel status | <status> |
        | CCW address       | 0x10008  |

      Examples:
        | key     | status           |
        | ACC 3 F | protection check |
        | ACC 3   | none             |
        | ACC 5 F | none             |

  @CCW-72 @architecture @must
  Rule: ORB key 0 reads and writes every frame
    Source: Hercules

    Scenario Outline: frame key <key>
      Given frame 0x20000 has key <key>
      And the format-1 channel program at 0x10000 is:
        | command  | flags  | count | address |
        | 02 READ  | CC SLI | 4     | 0x20000 |
        | 01 WRITE | SLI    | 4     | 0x20000 |
      When the guest runs the channel program on "reader" with:
        | key | 0 |
      Then the IRB holds:
        | subchannel status | none |
      And device "reader" has executed 02 READ, 01 WRITE X'00010203'

      Examples:
        | key      |
        | ACC 0 F  |
        | ACC 9    |
        | ACC 15 F |

  @CCW-73 @architecture @must
  Rule: A CCW in a fetch-protected frame with another key is a protection check; the CCW address is that CCW + 8
    Source: Hercules; fact sheet 5.8

    Scenario: the frame of the program
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      And frame 0x10000 has key ACC 3 F
      When the guest runs the channel program on "reader" with:
        | key | 5 |
      Then the IRB holds:
        | subchannel status | protection check |
        | CCW address       | 0x10008          |
      And device "reader" has executed no command
