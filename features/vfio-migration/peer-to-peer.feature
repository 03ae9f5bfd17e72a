@vfio-migration
Feature: Two devices that write into each other: why there is a state between RUNNING and STOP

  Devices can be each other's memory: one does DMA into a BAR of the other. No two devices stop at the same instant, so the
  one that still runs would write into the one that already stands still. In RUNNING_P2P a device starts no such DMA any
  more and still answers that of the others: first all devices go there, and only then the first of them stops.

  Here the devices "a" and "b" are PCI functions with a DMA engine. An engine that counts at an IOVA writes there the
  numbers 1, 2, 3 … as 8 bytes, one each microsecond, so that a write that is lost or late can be seen.

  @MIG-192 @architecture @must
  Rule: No DMA of a device in RUNNING_P2P arrives at a peer after the arc has completed
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, RUNNING_P2P

    Background:
      Given the host has a device "a" that migrates with STOP_COPY, P2P and PRE_COPY
      And the host has a device "b" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "a"
      And the program has opened device "b"
      And the program has mapped BAR2 of "b" for DMA at IOVA 0x200000

    Scenario Outline: the peer is in <peer>, the device goes from <from> to <state>
      Given the state of "b" is <peer>
      And the state of "a" is <from>
      When the engine of "a" counts at IOVA 0x200000
      Then writes reach BAR2 of "b" in the next 10 microseconds
      When the program sets the state of "a" to <state>
      Then the call succeeds
      And no write reaches BAR2 of "b" in the next 1000 microseconds

      Examples:
        | peer        | from     | state        |
        | RUNNING     | RUNNING  | RUNNING_P2P  |
        | RUNNING_P2P | RUNNING  | RUNNING_P2P  |
        | RUNNING     | PRE_COPY | PRE_COPY_P2P |
        | RUNNING_P2P | PRE_COPY | PRE_COPY_P2P |
        | RUNNING     | RUNNING  | STOP         |
        | RUNNING     | PRE_COPY | STOP_COPY    |

    Scenario: a device that comes from STOP to RUNNING_P2P begins with RUNNING
      When the engine of "a" counts at IOVA 0x200000
      And 10 microseconds pass
      And the program sets the state of "a" to STOP
      And the program sets the state of "a" to RUNNING_P2P
      Then no write reaches BAR2 of "b" in the next 1000 microseconds
      When the program sets the state of "a" to RUNNING
      Then writes reach BAR2 of "b" in the next 10 microseconds

    Scenario: work that is given to a device in RUNNING_P2P waits
      Given the state of "a" is RUNNING_P2P
      When the engine of "a" counts at IOVA 0x200000
      Then no write reaches BAR2 of "b" in the next 1000 microseconds
      When the program sets the state of "a" to RUNNING
      Then writes reach BAR2 of "b" in the next 10 microseconds

  @MIG-193 @architecture @must
  Rule: DMA to a peer that is under way is complete when the request for RUNNING_P2P returns
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, RUNNING_P2P

    Background:
      Given the host has a device "a" that migrates with STOP_COPY, P2P and PRE_COPY
      And the host has a device "b" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "a"
      And the program has opened device "b"
      And the program has mapped BAR2 of "b" for DMA at IOVA 0x200000

    Scenario Outline: one page of two has been written when <state> is asked for
      When the engine of "a" fills 8192 bytes at IOVA 0x200000 with X'5A'
      And 1 microseconds pass
      Then BAR2 of "b" holds X'5A5A5A5A' at 0xFFC
      And BAR2 of "b" holds X'00000000' at 0x1000
      When the program sets the state of "a" to <state>
      Then the call succeeds
      And BAR2 of "b" holds X'5A5A5A5A' at 0x1000
      And BAR2 of "b" holds X'5A5A5A5A' at 0x1FFC
      And no write reaches BAR2 of "b" in the next 1000 microseconds

      Examples:
        | state        |
        | RUNNING_P2P  |
        | PRE_COPY_P2P |
        | STOP         |
        | STOP_COPY    |
        | RESUMING     |

  @MIG-194 @architecture @must
  Rule: A device in RUNNING_P2P accepts what its peers write, and it takes effect
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, RUNNING_P2P

    Background:
      Given the host has a device "a" that migrates with STOP_COPY, P2P and PRE_COPY
      And the host has a device "b" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "a"
      And the program has opened device "b"

    Scenario Outline: memory of the device, in <state>
      Given the program has mapped BAR2 of "b" for DMA at IOVA 0x200000
      And an observer at BAR2 of "b"
      When the engine of "a" counts at IOVA 0x200000
      And the program sets the state of "b" to <state>
      Then writes reach BAR2 of "b" in the next 10 microseconds
      When the program sets the state of "a" to RUNNING_P2P
      And the program sets the state of "b" to RUNNING
      Then the observer at BAR2 of "b" has seen every number from 1 on once
      And BAR2 of "b" holds the last number seen at 0x0

      Examples:
        | state        |
        | RUNNING_P2P  |
        | PRE_COPY_P2P |

    Scenario: a register of the device
      Given the program has mapped BAR0 of "b" for DMA at IOVA 0x300000
      And the state of "b" is RUNNING_P2P
      When the engine of "a" fills 8 bytes at IOVA 0x300040 with X'A7'
      And 10 microseconds pass
      And the program sets the state of "b" to RUNNING
      Then BAR0 of "b" holds X'A7A7A7A7A7A7A7A7' at 0x40

    Scenario: a register that starts DMA: accepted in RUNNING_P2P, done in RUNNING
      Given the program has 4096 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has mapped BAR0 of "b" for DMA at IOVA 0x300000
      And BAR0 of "b" holds X'0000100000000000' at 0x18
      And BAR0 of "b" holds X'0800000001000000' at 0x20
      And BAR0 of "b" holds X'C3C3C3C3C3C3C3C3' at 0x28
      And the state of "b" is RUNNING_P2P
      When the engine of "a" fills 1 bytes at IOVA 0x300004 with X'01'
      And 100 microseconds pass
      Then memory "guest" holds X'00' at 0
      When the program sets the state of "b" to RUNNING
      And 10 microseconds pass
      Then memory "guest" holds X'C3C3C3C3C3C3C3C300' at 0

  @MIG-195 @proposal @may
  Rule: A device in RUNNING_P2P may still interrupt
    Source: review of "vfio: Define device migration protocol v2", February 2022: RUNNING_P2P is RUNNING with one restriction

    Scenario Outline: by <irq>, in <state>
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired <irq> of "dev" to "irq"
      And the state of "dev" is <state>
      When "dev" has a reason to interrupt
      Then eventfd "irq" has counted 1

      Examples:
        | irq  | state        |
        | INTX | RUNNING_P2P  |
        | INTX | PRE_COPY_P2P |
        | MSI  | RUNNING_P2P  |
        | MSI  | PRE_COPY_P2P |

  @MIG-196 @architecture @must
  Rule: Two devices that write into each other and meet in RUNNING_P2P before they stop lose no write, and get none once they stand
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, RUNNING_P2P

    Background:
      Given the host has a device "a" that migrates with STOP_COPY, P2P and PRE_COPY
      And the host has a device "b" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "a"
      And the program has opened device "b"
      And the program has mapped BAR2 of "a" for DMA at IOVA 0x100000
      And the program has mapped BAR2 of "b" for DMA at IOVA 0x200000
      And an observer at BAR2 of "a"
      And an observer at BAR2 of "b"

    Scenario Outline: by <between> to <end> and back
      When the engine of "a" counts at IOVA 0x200000
      And the engine of "b" counts at IOVA 0x100000
      And 25 microseconds pass
      And the program sets the state of "a" to <between>
      And 25 microseconds pass
      And the program sets the state of "b" to <between>
      And the program sets the state of "a" to <end>
      And the program sets the state of "b" to <end>
      Then the call succeeds
      And the observer at BAR2 of "a" has seen every number from 1 on once
      And the observer at BAR2 of "b" has seen every number from 1 on once
      And no write reaches BAR2 of "a" in the next 1000 microseconds
      And no write reaches BAR2 of "b" in the next 1000 microseconds
      When the program sets the state of "a" to RUNNING_P2P
      And the program sets the state of "b" to RUNNING_P2P
      And the program sets the state of "b" to RUNNING
      And 25 microseconds pass
      And the program sets the state of "a" to RUNNING
      And 25 microseconds pass
      Then the observer at BAR2 of "a" has seen every number from 1 on once
      And the observer at BAR2 of "b" has seen every number from 1 on once
      And BAR2 of "a" holds the last number seen at 0x0
      And BAR2 of "b" holds the last number seen at 0x0

      Examples:
        | between      | end       |
        | RUNNING_P2P  | STOP      |
        | RUNNING_P2P  | STOP_COPY |
        | PRE_COPY_P2P | STOP_COPY |

  @MIG-197 @architecture @provisional @must
  Rule: Two devices that write into each other and stop without having met in RUNNING_P2P harm nobody but their user
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, STOP

    Uncertainty: the header says so of a user who touches a stopped device; here it is a peer that does.

    What "a" writes while "b" already stands still may be lost. That is all.

    Scenario Outline: devices with <capabilities> go to <state>, one after the other
      Given the host has a device "a" that migrates with <capabilities>
      And the host has a device "b" that migrates with <capabilities>
      And the host has a device "other" that migrates with STOP_COPY
      And the program has opened device "a"
      And the program has opened device "b"
      And device "other" is a bystander
      And the program has mapped BAR2 of "a" for DMA at IOVA 0x100000
      And the program has mapped BAR2 of "b" for DMA at IOVA 0x200000
      When the engine of "a" counts at IOVA 0x200000
      And the engine of "b" counts at IOVA 0x100000
      And 25 microseconds pass
      And the program sets the state of "b" to <state>
      Then the call succeeds
      And writes reach BAR2 of "b" in the next 25 microseconds
      When the program sets the state of "a" to <state>
      Then the call succeeds
      And no write reaches BAR2 of "b" in the next 1000 microseconds
      And the host and bystander "other" are unharmed
      When the program sets the state of "a" to RUNNING
      And the program sets the state of "b" to RUNNING
      Then the call succeeds
      And writes reach BAR2 of "a" in the next 25 microseconds
      And writes reach BAR2 of "b" in the next 25 microseconds
      And the host and bystander "other" are unharmed

      Examples:
        | capabilities                | state     |
        | STOP_COPY                   | STOP      |
        | STOP_COPY                   | STOP_COPY |
        | STOP_COPY, P2P and PRE_COPY | STOP      |
