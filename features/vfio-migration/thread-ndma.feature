@vfio-migration
Feature: NDMA, the bit that was proposed and became RUNNING_P2P

  Proposed on 5 November 2021 as bit 3 of device_state: a device that runs and starts no DMA, so that several devices can
  be stopped one after the other. Drafts of its documentation followed in November and December; in January 2022 the bits
  gave way to states, and NDMA with RUNNING to RUNNING_P2P. These are rules for devices that have it.

  @MIG-212 @proposal @must
  Rule: With NDMA a device answers every access and starts no DMA
    Source: mail of 5 November 2021

    Became: RUNNING_P2P (MIG-192, MIG-194), which may start DMA that goes to no other device.

    Background:
      Given the host has a device "a" of kind vfio-pci with:
        | migration | v1-ndma |
      And the host has a device "b" of kind vfio-pci with:
        | migration | v1-ndma |
      And the program has opened device "a"
      And the program has opened device "b"
      And the program has mapped BAR2 of "b" for DMA at IOVA 0x200000
      And the program has 4096 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000

    Scenario Outline: no DMA to memory, in <state>
      When the engine of "a" counts at IOVA 0x100000
      And 10 microseconds pass
      And the program sets device_state of "a" to <state>
      Then the call returns 4
      And device_state of "a" is <state>
      And memory "guest" does not change in the next 1000 microseconds

      Examples:
        | state                   |
        | NDMA + RUNNING          |
        | NDMA + SAVING + RUNNING |

    Scenario: no DMA to a peer
      When the engine of "a" counts at IOVA 0x200000
      And 10 microseconds pass
      And the program sets device_state of "a" to NDMA + RUNNING
      Then no write reaches BAR2 of "b" in the next 1000 microseconds

    Scenario: accesses of the program
      Given device_state of "a" is NDMA + RUNNING
      When the program writes X'0123456789ABCDEF' to BAR0 of "a" at 0x40
      Then the call returns 8
      And BAR0 of "a" holds X'0123456789ABCDEF' at 0x40
      When the program writes X'FEDC' to BAR2 of "a" at 0x10
      Then BAR2 of "a" holds X'FEDC' at 0x10

    Scenario: accesses of a peer
      Given device_state of "b" is NDMA + RUNNING
      When the engine of "a" fills 16 bytes at IOVA 0x200100 with X'5C'
      And 10 microseconds pass
      Then BAR2 of "b" holds X'5C5C5C5C5C5C5C5C' at 0x108

    Scenario: DMA goes on without NDMA
      When the engine of "a" counts at IOVA 0x100000
      And the program sets device_state of "a" to NDMA + RUNNING
      And the program sets device_state of "a" to RUNNING
      Then memory "guest" changes in the next 100 microseconds

  @MIG-213 @proposal @must
  Rule: With NDMA a device makes no page dirty any more
    Source: mail of 5 November 2021

    Scenario: a device that logs its DMA
      Given the host has a device "dev" of kind vfio-pci with:
        | migration   | v1-ndma |
        | dma-logging | yes     |
      And the program has opened device "dev"
      And the program has 65536 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "early"
      And the program has 64 bytes of memory "late"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x10FFFF
      When the engine of "dev" counts at IOVA 0x103000
      And 10 microseconds pass
      And the program sets device_state of "dev" to NDMA + RUNNING
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "early"
      And 1000 microseconds pass
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "late"
      Then bit 3 of "early" is set and no other
      And no bit of "late" is set

  @MIG-214 @proposal @must
  Rule: NDMA without RUNNING is as 0
    Source: follow-ups to the mail of 5 November 2021

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1-ndma |
      And the program has opened device "dev"
      And the program has 4096 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has an eventfd "irq"
      And the program has wired MSIX of "dev" to "irq"
      And BAR2 of "dev" holds X'11111111' at 0

    Scenario Outline: no DMA, no interrupt, and accesses without effect, in <state>
      When the engine of "dev" counts at IOVA 0x100000
      And 10 microseconds pass
      And the program sets device_state of "dev" to <state>
      Then the call returns 4
      And memory "guest" does not change in the next 1000 microseconds
      When "dev" has a reason to interrupt
      Then eventfd "irq" has counted 0
      When the program writes X'22222222' to BAR2 of "dev" at 0
      And the program sets device_state of "dev" to RUNNING
      Then the call returns 4
      And BAR2 of "dev" holds X'11111111' at 0
      And memory "guest" changes in the next 100 microseconds

      Examples:
        | state |
        | 0     |
        | NDMA  |

    Scenario: what is saved after either
      Given device_state of "dev" is 0
      And device_state of "dev" is SAVING
      When the program reads all pieces that "dev" has, as "after 0"
      And the program sets device_state of "dev" to NDMA
      And the program sets device_state of "dev" to SAVING
      And the program reads all pieces that "dev" has, as "after NDMA"
      Then there are 1 or more pieces "after 0"
      And "after 0" and "after NDMA" hold the same bytes

  @MIG-215 @proposal @must
  Rule: Devices that are resumed lose no write of each other if all are in NDMA with RUNNING before the first is in RUNNING
    Source: follow-ups to the mail of 5 November 2021; documentation RFC of November and December 2021

    Became: STOP to RUNNING goes through RUNNING_P2P.

    Background:
      Given the host has a device "a" of kind vfio-pci with:
        | migration | v1-ndma |
      And the host has a device "b" of kind vfio-pci with:
        | migration | v1-ndma |
      And the program has opened device "a"
      And the program has opened device "b"
      And the program has mapped BAR2 of "a" for DMA at IOVA 0x100000
      And the program has mapped BAR2 of "b" for DMA at IOVA 0x200000
      And an observer at BAR2 of "a"
      And an observer at BAR2 of "b"

    Scenario: loaded, NDMA with RUNNING, RUNNING
      Given device_state of "a" is NDMA + RUNNING
      And device_state of "b" is NDMA + RUNNING
      When the engine of "a" counts at IOVA 0x200000
      And the engine of "b" counts at IOVA 0x100000
      And the program sets device_state of "a" to SAVING
      And the program reads all pieces that "a" has, as "of a"
      And the program sets device_state of "b" to SAVING
      And the program reads all pieces that "b" has, as "of b"
      And the program sets device_state of "a" to RESUMING
      And the program sets device_state of "b" to RESUMING
      And the program writes all pieces "of a" to "a"
      And the program writes all pieces "of b" to "b"
      And the program sets device_state of "a" to NDMA + RUNNING
      Then the call returns 4
      And no write reaches BAR2 of "b" in the next 1000 microseconds
      When the program sets device_state of "b" to NDMA + RUNNING
      Then the call returns 4
      And no write reaches BAR2 of "a" in the next 1000 microseconds
      When the program sets device_state of "a" to RUNNING
      And 25 microseconds pass
      And the program sets device_state of "b" to RUNNING
      And 25 microseconds pass
      Then the observer at BAR2 of "a" has seen every number from 1 on once
      And the observer at BAR2 of "b" has seen every number from 1 on once
      And BAR2 of "a" holds the last number seen at 0x0
      And BAR2 of "b" holds the last number seen at 0x0

  @MIG-216 @proposal @must
  Rule: Devices that are suspended lose no write of each other if all are in NDMA with RUNNING before the first loses RUNNING
    Source: follow-ups to the mail of 5 November 2021

    Became: RUNNING to STOP goes through RUNNING_P2P (MIG-196).

    Background:
      Given the host has a device "a" of kind vfio-pci with:
        | migration | v1-ndma |
      And the host has a device "b" of kind vfio-pci with:
        | migration | v1-ndma |
      And the program has opened device "a"
      And the program has opened device "b"
      And the program has mapped BAR2 of "a" for DMA at IOVA 0x100000
      And the program has mapped BAR2 of "b" for DMA at IOVA 0x200000
      And an observer at BAR2 of "a"
      And an observer at BAR2 of "b"

    Scenario Outline: <running>, <between>, SAVING, 0
      Given device_state of "a" is <running>
      And device_state of "b" is <running>
      When the engine of "a" counts at IOVA 0x200000
      And the engine of "b" counts at IOVA 0x100000
      And 25 microseconds pass
      And the program sets device_state of "a" to <between>
      And 25 microseconds pass
      And the program sets device_state of "b" to <between>
      And the program sets device_state of "a" to SAVING
      And the program sets device_state of "b" to SAVING
      Then no write reaches BAR2 of "a" in the next 1000 microseconds
      And no write reaches BAR2 of "b" in the next 1000 microseconds
      When the program sets device_state of "a" to 0
      And the program sets device_state of "b" to 0
      Then the observer at BAR2 of "a" has seen every number from 1 on once
      And the observer at BAR2 of "b" has seen every number from 1 on once
      When the program sets device_state of "a" to NDMA + RUNNING
      And the program sets device_state of "b" to NDMA + RUNNING
      And the program sets device_state of "a" to RUNNING
      And 25 microseconds pass
      And the program sets device_state of "b" to RUNNING
      And 25 microseconds pass
      Then the observer at BAR2 of "a" has seen every number from 1 on once
      And the observer at BAR2 of "b" has seen every number from 1 on once
      And BAR2 of "a" holds the last number seen at 0x0
      And BAR2 of "b" holds the last number seen at 0x0

      Examples:
        | running          | between                 |
        | RUNNING          | NDMA + RUNNING          |
        | SAVING + RUNNING | NDMA + SAVING + RUNNING |

  @MIG-220 @proposal @must
  Rule: NDMA may be set where a capability of the region tells of it; elsewhere the write is refused
    Source: documentation RFC of November and December 2021

    Became: VFIO_MIGRATION_P2P among the flags of VFIO_DEVICE_FEATURE_MIGRATION.

    Scenario: a device without it
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      Then capability 6 is missing among those of the migration region of "dev"
      When the program sets device_state of "dev" to NDMA + RUNNING
      Then the call fails with EINVAL
      And device_state of "dev" is RUNNING
      When the program sets device_state of "dev" to NDMA
      Then the call fails with EINVAL
      And device_state of "dev" is RUNNING

    Scenario: a device with it
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1-ndma |
      And the program has opened device "dev"
      Then capability 6 is found among those of the migration region of "dev"
      When the program sets device_state of "dev" to NDMA + RUNNING
      Then the call returns 4
      And device_state of "dev" is NDMA + RUNNING

  @MIG-221 @proposal @must
  Rule: Bits that change together take effect in a stated order
    Source: documentation RFC of November and December 2021

    NDMA set, RUNNING clear, SAVING with RUNNING clear, RESUMING set, RESUMING clear, RUNNING set, SAVING with RUNNING, NDMA
    clear. One draft has SAVING with RUNNING earlier. Became: one state at a time, and a path between any two.

    Scenario Outline: from <from> to <to>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1-ndma |
      And the program has opened device "dev"
      And device_state of "dev" is <from>
      And an observer at the changes of "dev"
      When the program sets device_state of "dev" to <to>
      Then the call returns 4
      And the changes of "dev" go through <through>, and end in <to>

      Examples:
        | from                    | to               | through                                 |
        | RUNNING                 | SAVING           | 0                                       |
        | SAVING + RUNNING        | NDMA + SAVING    | NDMA + SAVING + RUNNING                 |
        | NDMA + SAVING + RUNNING | SAVING           | NDMA + SAVING                           |
        | RUNNING                 | RESUMING         | 0                                       |
        | 0                       | SAVING + RUNNING | RUNNING                                 |
        | NDMA                    | SAVING + RUNNING | NDMA + RUNNING, NDMA + SAVING + RUNNING |
        | SAVING                  | RUNNING          | 0                                       |
        | NDMA + SAVING + RUNNING | 0                | NDMA + SAVING, NDMA                     |

  @MIG-222 @proposal @must
  Rule: A change of several bits that fails leaves the state of before, or the error value, and no third one
    Source: "vfio: Update/Clarify migration uAPI", RFC of 9 December 2021

    Became: a path that fails midway leaves any state on it, or ERROR, and the program asks which.

    Scenario Outline: from <from> to <to>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1-ndma |
      And the program has opened device "dev"
      And device_state of "dev" is <from>
      When the next change of "dev" is going to fail
      And the program sets device_state of "dev" to <to>
      Then the call fails with one of EINVAL, EIO
      And device_state of "dev" is one of <from>, RESUMING + SAVING

      Examples:
        | from                    | to                      |
        | RUNNING                 | SAVING                  |
        | RUNNING                 | RESUMING                |
        | RUNNING                 | NDMA + SAVING + RUNNING |
        | SAVING + RUNNING        | NDMA + SAVING           |
        | NDMA + SAVING + RUNNING | SAVING                  |
        | NDMA + SAVING + RUNNING | 0                       |
        | SAVING                  | RUNNING                 |
        | 0                       | SAVING + RUNNING        |

    Scenario: what was loaded is of no use
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1-ndma |
      And the program has opened device "dev"
      And device_state of "dev" is RESUMING
      When the program sets device_state of "dev" to NDMA + RUNNING
      Then the call fails with one of EINVAL, EIO
      And device_state of "dev" is one of RESUMING, RESUMING + SAVING
