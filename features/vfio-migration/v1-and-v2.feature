@vfio-migration
Feature: The protocol of 2020 and the one of today, side by side

  Each valid combination of the bits of 2020, with NDMA as it was proposed, has a state of today that means the same:
  0 STOP, RUNNING RUNNING, SAVING STOP_COPY, SAVING with RUNNING PRE_COPY, RESUMING RESUMING, RESUMING with SAVING ERROR,
  NDMA with RUNNING RUNNING_P2P, and NDMA with SAVING and RUNNING PRE_COPY_P2P.

  @MIG-246 @proposal @must
  Rule: In states that mean the same, devices of either protocol do the same
    Source: the protocols as described in Linux 5.10 and Linux 6.12 include/uapi/linux/vfio.h; the mapping is that of this kit

    Background:
      Given the host has a device "old" of kind vfio-pci with:
        | migration | v1-ndma |
      And the host has a device "new" of kind vfio-pci with:
        | migration | stop-copy,p2p,pre-copy |
      And the host has a device "peer" of kind vfio-pci
      And the program has opened device "old"
      And the program has opened device "new"
      And the program has opened device "peer"
      And the program has 4096 bytes of memory "of old"
      And the program has 4096 bytes of memory "of new"
      And the program has mapped memory "of old" for DMA at IOVA 0x100000
      And the program has mapped memory "of new" for DMA at IOVA 0x200000
      And the program has an eventfd "from old"
      And the program has an eventfd "from new"
      And the program has wired MSIX of "old" to "from old"
      And the program has wired MSIX of "new" to "from new"

    Scenario Outline: DMA that is under way, <bits> and <state>
      When the engine of "old" counts at IOVA 0x100000
      And the engine of "new" counts at IOVA 0x200000
      And the program sets device_state of "old" to <bits>
      Then the call returns 4
      When the program sets the state of "new" to <state>
      Then the call succeeds
      And memory "of old" <does> in the next 100 microseconds
      And memory "of new" <does> in the next 100 microseconds

      Examples:
        | bits                    | state        | does            |
        | RUNNING                 | RUNNING      | changes         |
        | SAVING + RUNNING        | PRE_COPY     | changes         |
        | NDMA + RUNNING          | RUNNING_P2P  | does not change |
        | NDMA + SAVING + RUNNING | PRE_COPY_P2P | does not change |
        | 0                       | STOP         | does not change |
        | SAVING                  | STOP_COPY    | does not change |
        | RESUMING                | RESUMING     | does not change |

    Scenario Outline: a reason to interrupt, <bits> and <state>
      When the program sets device_state of "old" to <bits>
      And the program sets the state of "new" to <state>
      And "old" has a reason to interrupt
      And "new" has a reason to interrupt
      Then eventfd "from old" has counted <times>
      And eventfd "from new" has counted <times>

      Examples:
        | bits                    | state        | times |
        | RUNNING                 | RUNNING      | 1     |
        | SAVING + RUNNING        | PRE_COPY     | 1     |
        | NDMA + RUNNING          | RUNNING_P2P  | 1     |
        | NDMA + SAVING + RUNNING | PRE_COPY_P2P | 1     |
        | 0                       | STOP         | 0     |
        | SAVING                  | STOP_COPY    | 0     |
        | RESUMING                | RESUMING     | 0     |

    Scenario Outline: what a peer writes, <bits> and <state>
      Given the program has mapped BAR2 of "old" for DMA at IOVA 0x300000
      And the program has mapped BAR2 of "new" for DMA at IOVA 0x400000
      When the program sets device_state of "old" to <bits>
      And the program sets the state of "new" to <state>
      And the engine of "peer" fills 8 bytes at IOVA 0x300000 with X'5C'
      And 10 microseconds pass
      And the engine of "peer" fills 8 bytes at IOVA 0x400000 with X'5C'
      And 10 microseconds pass
      And the program sets device_state of "old" to RUNNING
      And the program sets the state of "new" to RUNNING
      Then BAR2 of "old" holds <bytes> at 0
      And BAR2 of "new" holds <bytes> at 0

      Examples:
        | bits                    | state        | bytes       |
        | RUNNING                 | RUNNING      | X'5C5C5C5C' |
        | SAVING + RUNNING        | PRE_COPY     | X'5C5C5C5C' |
        | NDMA + RUNNING          | RUNNING_P2P  | X'5C5C5C5C' |
        | NDMA + SAVING + RUNNING | PRE_COPY_P2P | X'5C5C5C5C' |
        | 0                       | STOP         | X'00000000' |
        | SAVING                  | STOP_COPY    | X'00000000' |
