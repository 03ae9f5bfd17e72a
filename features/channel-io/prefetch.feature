@channel-io
Feature: Prefetching and channel programs that rewrite themselves

  A channel program may read into its own CCWs. Whether the channel sees what it has just read is what the prefetch
  control of the ORB is about: with P zero no CCW is fetched ahead, so what an earlier operation has stored is executed;
  with P one CCWs may be fetched ahead at any time after SSCH, so the old or the new CCW is executed.
  This is the argument of April and May 2020 about vfio-ccw, which translates the whole program before it starts and so
  fetches all of it ahead: "rewrites itself" was about programs with P zero, "may be prefetched" about programs with P one.

  In the programs below the device delivers the bytes of a CCW, and the CCW that is rewritten says WRITE of X'C1C2C3C4'
  while the new one says CONTROL with X'D1D2D3D4D5D6', so what the device has executed tells which of them it was.

  Background:
    Given a guest
    And device "reader" is a byte-device
    And storage at 0x30000 holds X'C1C2C3C4'
    And storage at 0x30100 holds X'D1D2D3D4D5D6'

  @CCW-83 @architecture @must
  Rule: P=0: a read that overwrites a later command-chained CCW makes the channel execute the new CCW
    Source: IOBE prefetch text; rst; fact sheet 7

    Scenario Outline: the CCW at <at>, format 1
      Given the format-1 channel program at 0x10000 is:
        | at      | command  | flags  | count | address |
        | 0x10000 | 02 READ  | CC SLI | 8     | <at>    |
        | 0x10008 | 03 NOP   | CC SLI | 1     | 0x0     |
        | 0x10010 | 01 WRITE | CC SLI | 4     | 0x30000 |
        | 0x10018 | 01 WRITE | CC SLI | 4     | 0x30000 |
        | 0x10020 | 03 NOP   | SLI    | 1     | 0x0     |
      When device "reader" is going to deliver X'0760000600030100'
      And the guest runs the channel program on "reader" with:
        | P | 0 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | CCW address       | 0x10028                  |
      And device "reader" has executed <executed>

      Examples:
        | at      | executed                                                                  |
        | 0x10010 | 02 READ, 03 NOP, 07 CONTROL X'D1D2D3D4D5D6', 01 WRITE X'C1C2C3C4', 03 NOP |
        | 0x10018 | 02 READ, 03 NOP, 01 WRITE X'C1C2C3C4', 07 CONTROL X'D1D2D3D4D5D6', 03 NOP |

    Scenario: format 0
      Given the format-0 channel program at 0x10000 is:
        | at      | command  | flags  | count | address |
        | 0x10000 | 02 READ  | CC SLI | 8     | 0x10010 |
        | 0x10008 | 03 NOP   | CC SLI | 1     | 0x0     |
        | 0x10010 | 01 WRITE | SLI    | 4     | 0x30000 |
      When device "reader" is going to deliver X'0703010020000006'
      And the guest runs the channel program on "reader" with:
        | P | 0 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And device "reader" has executed 02 READ, 03 NOP, 07 CONTROL X'D1D2D3D4D5D6'

  @CCW-84 @architecture @must
  Rule: P=0: a read that overwrites the CCW directly behind it is seen
    Source: fact sheet 7; measured on QEMU 7.2

    Scenario: distance 1
      Given the format-1 channel program at 0x10000 is:
        | at      | command  | flags  | count | address |
        | 0x10000 | 02 READ  | CC SLI | 8     | 0x10008 |
        | 0x10008 | 01 WRITE | SLI    | 4     | 0x30000 |
      When device "reader" is going to deliver X'0720000600030100'
      And the guest runs the channel program on "reader" with:
        | P | 0 |
      Then the IRB holds:
        | device status | channel end + device end |
        | CCW address   | 0x10010                  |
      And device "reader" has executed 02 READ, 07 CONTROL X'D1D2D3D4D5D6'

  @CCW-85 @architecture @must
  Rule: P=0: a read that makes a TIC of a later CCW is followed
    Source: fact sheet 7; rst

    Scenario: a WRITE becomes TIC to 0x11000
      Given the format-1 channel program at 0x10000 is:
        | at      | command  | flags  | count | address |
        | 0x10000 | 02 READ  | CC SLI | 8     | 0x10010 |
        | 0x10008 | 03 NOP   | CC SLI | 1     | 0x0     |
        | 0x10010 | 01 WRITE | SLI    | 4     | 0x30000 |
      And the format-1 channel program at 0x11000 is:
        | command    | flags | count | address |
        | 07 CONTROL | SLI   | 6     | 0x30100 |
      When device "reader" is going to deliver X'0800000000011000'
      And the guest runs the channel program on "reader" with:
        | P | 0 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | CCW address       | 0x11008                  |
      And device "reader" has executed 02 READ, 03 NOP, 07 CONTROL X'D1D2D3D4D5D6'

    Scenario: the target has been read as well, as by an IPL record
      Given the format-1 channel program at 0x10000 is:
        | at      | command | flags  | count | address |
        | 0x10000 | 02 READ | CC SLI | 8     | 0x11000 |
        | 0x10008 | 08 TIC  |        | 0     | 0x11000 |
      And the format-1 channel program at 0x11000 is:
        | command  | flags | count | address |
        | 01 WRITE | SLI   | 4     | 0x30000 |
      When device "reader" is going to deliver X'0720000600030100'
      And the guest runs the channel program on "reader" with:
        | P | 0 |
      Then device "reader" has executed 02 READ, 07 CONTROL X'D1D2D3D4D5D6'

  @CCW-86 @architecture @must
  Rule: P=0: a read that takes the CC flag away from a later CCW ends the program there
    Source: fact sheet 7

    Scenario: the WRITE in the middle loses its CC
      Given the format-1 channel program at 0x10000 is:
        | at      | command  | flags  | count | address |
        | 0x10000 | 02 READ  | CC SLI | 8     | 0x10008 |
        | 0x10008 | 01 WRITE | CC SLI | 4     | 0x30000 |
        | 0x10010 | 03 NOP   | SLI    | 1     | 0x0     |
      When device "reader" is going to deliver X'0120000400030000'
      And the guest runs the channel program on "reader" with:
        | P | 0 |
      Then the IRB holds:
        | CCW address | 0x10010 |
      And device "reader" has executed 02 READ, 01 WRITE X'C1C2C3C4'

  @CCW-87 @architecture @must
  Rule: P=0: data that a read stores into the next data-chained CCW changes it: the new one is used
    Source: IOBE prefetch text

    Scenario: the first 8 bytes are the CCW for the rest
      Given frame 0x20000 is filled with X'EE'
      And frame 0x21000 is filled with X'EE'
      And the format-1 channel program at 0x10000 is:
        | at      | command | flags | count | address |
        | 0x10000 | 02 READ | CD    | 8     | 0x10008 |
        | 0x10008 | 00      | SLI   | 8     | 0x21000 |
      When device "reader" is going to deliver X'0020000800020000E1E2E3E4E5E6E7E8'
      And the guest runs the channel program on "reader" with:
        | P | 0 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And storage at 0x20000 holds X'E1E2E3E4E5E6E7E8'
      And frame 0x21000 is all X'EE'

  @CCW-88 @architecture @must
  Rule: P=0: of output data chaining the one CCW behind may have been fetched earlier: old or new is used
    Source: IOBE prefetch text

    Scenario: the CPU changes the second CCW while the device has not ended the WRITE
      Given device "holder" is a holding-device
      And the format-1 channel program at 0x10000 is:
        | at      | command  | flags | count | address |
        | 0x10000 | 01 WRITE | CD    | 4     | 0x30000 |
        | 0x10008 | 00       | SLI   | 4     | 0x30000 |
      When the guest executes SSCH for "holder" with:
        | P | 0 |
      And the devices have time to work
      And the guest stores X'00030100' at 0x1000C
      And device "holder" ends the command
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the IRB holds:
        | device status | channel end + device end |
      And device "holder" has executed 01 WRITE X'C1C2C3C4C1C2C3C4' or 01 WRITE X'C1C2C3C4D1D2D3D4'

  @CCW-89 @architecture @must
  Rule: P=1: after a self-rewrite the old CCW or the new CCW is executed, never bytes of both
    Source: fact sheet 7; A? for the granularity

    Scenario: the CCW behind the next
      Given the format-1 channel program at 0x10000 is:
        | at      | command  | flags  | count | address |
        | 0x10000 | 02 READ  | CC SLI | 8     | 0x10010 |
        | 0x10008 | 03 NOP   | CC SLI | 1     | 0x0     |
        | 0x10010 | 01 WRITE | SLI    | 4     | 0x30000 |
      When device "reader" is going to deliver X'0720000600030100'
      And the guest runs the channel program on "reader" with:
        | P | 1 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And device "reader" has executed 02 READ, 03 NOP, 01 WRITE X'C1C2C3C4' or 02 READ, 03 NOP, 07 CONTROL X'D1D2D3D4D5D6'

    Scenario: the CCW directly behind
      Given the format-1 channel program at 0x10000 is:
        | at      | command  | flags  | count | address |
        | 0x10000 | 02 READ  | CC SLI | 8     | 0x10008 |
        | 0x10008 | 01 WRITE | SLI    | 4     | 0x30000 |
      When device "reader" is going to deliver X'0720000600030100'
      And the guest runs the channel program on "reader" with:
        | P | 1 |
      Then device "reader" has executed 02 READ, 01 WRITE X'C1C2C3C4' or 02 READ, 07 CONTROL X'D1D2D3D4D5D6'

  @CCW-90 @architecture @must @untested
  Rule: P=1 never requires prefetching: an implementation that always fetches late conforms
    Source: z/OS text; fact sheet 7

    Reason: a permission; the rule about P=1 accepts the new CCW as well as the old one.

  @CCW-91 @architecture @must
  Rule: P=0: a CPU store into a CCW that the channel has not reached is seen
    Source: fact sheet 7

    Scenario: the device has not ended the CCW before
      Given device "holder" is a holding-device
      And the format-1 channel program at 0x10000 is:
        | at      | command  | flags  | count | address |
        | 0x10000 | 03 NOP   | CC SLI | 1     | 0x0     |
        | 0x10008 | 01 WRITE | SLI    | 4     | 0x30000 |
      When the guest executes SSCH for "holder" with:
        | P | 0 |
      And the devices have time to work
      And the guest stores X'0720000600030100' at 0x10008
      And device "holder" ends the command
      And the devices have time to work
      And device "holder" ends the command
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the IRB holds:
        | device status | channel end + device end |
      And device "holder" has executed 03 NOP, 07 CONTROL X'D1D2D3D4D5D6'

  @CCW-92 @architecture @must
  Rule: P=0: a read that overwrites the IDAL of a later command-chained CCW: the new IDAL is used
    Source: fact sheet 7; IOBE prefetch text

    Scenario Outline: <bytes>-byte IDAWs
      Given storage at 0x12000 holds <old>
      And the format-1 channel program at 0x10000 is:
        | at      | command  | flags   | count   | address |
        | 0x10000 | 02 READ  | CC SLI  | <bytes> | 0x12000 |
        | 0x10008 | 01 WRITE | IDA SLI | 4       | 0x12000 |
      When device "reader" is going to deliver <new>
      And the guest runs the channel program on "reader" with:
        | P | 0   |
        | H | <H> |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
      And device "reader" has executed 02 READ, 01 WRITE X'D1D2D3D4'

      Examples:
        | bytes | H | old                 | new                 |
        | 4     | 0 | X'00030000'         | X'00030100'         |
        | 8     | 1 | X'0000000000030000' | X'0000000000030100' |

  @CCW-93 @architecture @must
  Rule: Reads that overwrite CCWs which have been executed never matter, whatever P is
    Source: fact sheet 7

    Scenario Outline: P is <P>
      Given the format-1 channel program at 0x10000 is:
        | at      | command  | flags  | count | address |
        | 0x10000 | 03 NOP   | CC SLI | 1     | 0x0     |
        | 0x10008 | 02 READ  | CC SLI | 16    | 0x10000 |
        | 0x10010 | 01 WRITE | SLI    | 4     | 0x30000 |
      When device "reader" is going to deliver X'00000000000000000000000000000000'
      And the guest runs the channel program on "reader" with:
        | P | <P> |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |
        | CCW address       | 0x10018                  |
      And device "reader" has executed 03 NOP, 02 READ, 01 WRITE X'C1C2C3C4'
      And storage at 0x10000 holds X'00000000000000000000000000000000'

      Examples:
        | P |
        | 0 |
        | 1 |

  @CCW-94 @architecture @must
  Rule: A self-rewrite with the skip flag stores nothing: the old CCW is executed
    Source: fact sheet 5.1; fact sheet 7

    Scenario Outline: P is <P>
      Given the format-1 channel program at 0x10000 is:
        | at      | command  | flags      | count | address |
        | 0x10000 | 02 READ  | CC SLI SKP | 8     | 0x10008 |
        | 0x10008 | 01 WRITE | SLI        | 4     | 0x30000 |
      When device "reader" is going to deliver X'0720000600030100'
      And the guest runs the channel program on "reader" with:
        | P | <P> |
      Then device "reader" has executed 02 READ, 01 WRITE X'C1C2C3C4'
      And storage at 0x10008 still holds X'0120000400030000'

      Examples:
        | P |
        | 0 |
        | 1 |

  @CCW-96 @architecture @provisional @must @recorded
  Rule: A read that overwrites words of its own IDAL which it has not used yet uses the new words
    Source: fact sheet 7

    Scenario: the first IDAW designates the second one
      Given storage at 0x127F8 holds X'000127FC00014000'
      And frame 0x14000 is filled with X'EE'
      And frame 0x15000 is filled with X'EE'
      And the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | IDA SLI | 8     | 0x127F8 |
      When device "reader" is going to deliver X'00015000E1E2E3E4'
      And the guest runs the channel program on "reader" with:
        | P | 0 |
      Then the IRB holds:
        | subchannel status | none |
      And storage at 0x15000 holds X'E1E2E3E4EE'
      And frame 0x14000 is all X'EE'
