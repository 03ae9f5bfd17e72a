@vfio-migration
Feature: What the thread of November 2021 asked, and what became of it

  "vfio/mlx5: Implement vfio_pci driver for mlx5 devices" posted a driver for the protocol of 2020. On 5 November 2021
  Jason Gunthorpe asked what its bits mean: for each of them, who may touch the device, and how. The answers led to the
  protocol of today. Each demand of that mail stands here with what became of it; those on the program, which is no part
  of the machine, as text.

  @MIG-207 @proposal @should @untested
  Rule: While SAVING is set a program accesses the migration registers and resets the device, and does nothing else
    Source: mail of 5 November 2021
    Reason: a demand on the program that uses the device; the machine cannot keep or break it.

    Became: objected to, since pre-copy saves a device that runs. Today pre-copy is a state of its own, and in STOP_COPY the
    program should restrict its accesses or risk its stream (MIG-202).

  @MIG-208 @proposal @should @untested
  Rule: While RESUMING is set a program accesses the migration registers and resets the device, and does nothing else
    Source: mail of 5 November 2021
    Reason: a demand on the program that uses the device; the machine cannot keep or break it.

    Became: the question whether VFIO_DEVICE_SET_IRQS is such an access. On 15 November it was found harmless, because the
    kernel and not the stream owns the state of MSI; the header never said so. MIG-167 and the table of MIG-205 ask for it.

  @MIG-209 @proposal @should @untested
  Rule: While RUNNING is clear a program calls VFIO_DEVICE_SET_IRQS and makes some accesses to configuration space, and none to BARs
    Source: mail of 5 November 2021
    Reason: a demand on the program that uses the device; the machine cannot keep or break it.

    Became: in STOP a device serves what keeps state that is controlled from outside, MSI-X and configuration space for
    example (MIG-200, MIG-201). Which registers of configuration space belong to it was never listed.

  @MIG-210 @proposal @must
  Rule: A device takes VFIO_DEVICE_SET_IRQS while RUNNING is clear, though the kernel then writes to its MSI-X table
    Source: Alex Williamson, November 2021; answer of 18 November 2021

    Became: the text of STOP in the header: a device must go on serving what keeps such state.

    Scenario Outline: <irq>, device_state <state>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And the program has an eventfd "irq"
      And device_state of "dev" is <state>
      When the program wires <irq> of "dev" to "irq"
      Then the call returns 0
      And device_state of "dev" is <state>
      When the program triggers <irq> of "dev"
      Then the call returns 0
      And eventfd "irq" has counted 1

      Examples:
        | irq  | state    |
        | INTX | 0        |
        | MSI  | 0        |
        | MSIX | 0        |
        | MSIX | SAVING   |
        | MSIX | RESUMING |

    Scenario Outline: what was wired while device_state was <state> is there in RUNNING
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And the program has an eventfd "irq"
      And device_state of "dev" is <state>
      When the program wires MSIX of "dev" to "irq"
      And the program sets device_state of "dev" to RUNNING
      And "dev" has a reason to interrupt
      Then eventfd "irq" has counted 1

      Examples:
        | state  |
        | 0      |
        | SAVING |

  @MIG-211 @proposal @should @untested
  Rule: While SAVING or RESUMING is set a program resets the device by VFIO_DEVICE_RESET only
    Source: Alex Williamson, November 2021
    Reason: a demand on the program that uses the device; the machine cannot keep or break it.

    Became: dropped. Today every way to reset a device ends in RUNNING, function-level reset through configuration space
    among them.

  @MIG-217 @proposal @must
  Rule: A device does not touch its interrupts while it loads: what was wired in RESUMING or in STOP is in force in RUNNING
    Source: mail of 15 November 2021

    Became: state that is controlled from outside is no part of the stream.

    Scenario Outline: <irq> is wired in RESUMING
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "before"
      And the program has an eventfd "irq"
      And the program has wired <irq> of "dev" to "before"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      When the program wires <irq> of "dev" to "irq"
      Then the call returns 0
      When the program writes all of "image" to "stream of dev", 4096 bytes at a time
      And the program sets the state of "dev" to STOP
      Then the call succeeds
      When the program sets the state of "dev" to RUNNING
      And the program triggers <irq> of "dev"
      Then the call returns 0
      And eventfd "irq" has counted 1
      And eventfd "before" has counted 0

      Examples:
        | irq  |
        | INTX |
        | MSI  |

    Scenario Outline: <irq> is wired in STOP, after the stream was loaded
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      When the program writes all of "image" to "stream of dev", 4096 bytes at a time
      And the program sets the state of "dev" to STOP
      And the program wires <irq> of "dev" to "irq"
      Then the call returns 0
      When the program sets the state of "dev" to RUNNING
      And the program triggers <irq> of "dev"
      Then eventfd "irq" has counted 1

      Examples:
        | irq  |
        | INTX |
        | MSI  |

    Scenario: a device with MSI-X interrupts by what was wired in RESUMING
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      And the program has an eventfd "before"
      And the program has an eventfd "irq"
      And the program has wired MSIX of "dev" to "before"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      When the program wires MSIX of "dev" to "irq"
      And the program writes all of "image" to "stream of dev", 4096 bytes at a time
      And the program sets the state of "dev" to RUNNING
      And "dev" has a reason to interrupt
      Then eventfd "irq" has counted 1
      And eventfd "before" has counted 0

    Scenario: by the region of 2020
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And the program has an eventfd "irq"
      And device_state of "dev" is SAVING
      When the program reads all pieces that "dev" has, as "pieces"
      And the program sets device_state of "dev" to RESUMING
      And the program wires MSIX of "dev" to "irq"
      And the program writes all pieces "pieces" to "dev"
      And the program sets device_state of "dev" to RUNNING
      Then the call returns 4
      When "dev" has a reason to interrupt
      Then eventfd "irq" has counted 1

  @MIG-218 @proposal @must
  Rule: A device in the error value does no DMA
    Source: documentation RFC of November and December 2021: the error value behaves as NDMA

    Became: ERROR, of which the header says that a device in it is stopped at least.

    Scenario: by the region of 2020, after nothing was loaded
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And the program has 4096 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And "dev" has failed to load
      When device "dev" has X'11' to write to IOVA 0x100000
      And 1000 microseconds pass
      Then memory "guest" holds X'00' at 0

    Scenario: a device that writes without end, by the region of 2020
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And the program has 4096 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      When the engine of "dev" counts at IOVA 0x100000
      And 10 microseconds pass
      And the program sets device_state of "dev" to RESUMING
      And the program sets device_state of "dev" to RUNNING
      Then the call fails with one of EINVAL, EIO
      And device_state of "dev" is RESUMING + SAVING
      And memory "guest" does not change in the next 1000 microseconds

    Scenario: ERROR of today
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has 4096 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the state of "dev" is ERROR
      When device "dev" has X'11' to write to IOVA 0x100000
      And 1000 microseconds pass
      Then memory "guest" holds X'00' at 0

  @MIG-219 @proposal @must
  Rule: A reset in any state ends in RUNNING and forgets what the window held
    Source: documentation RFC of November and December 2021

    Became: every reset ends in RUNNING, and data files are dead afterwards.

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"

    Scenario Outline: device_state is <state>
      Given device_state of "dev" is <state>
      When the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      And device_state of "dev" is RUNNING
      And pending_bytes of "dev" reads 0

      Examples:
        | state            |
        | 0                |
        | RUNNING          |
        | SAVING           |
        | SAVING + RUNNING |
        | RESUMING         |

    Scenario: the error value
      Given "dev" has failed to load
      When the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      And device_state of "dev" is RUNNING

    Scenario: a piece that was shown is not there any more
      Given BAR2 of "dev" holds X'0123456789ABCDEF' at 0
      And device_state of "dev" is SAVING
      When the program reads all pieces that "dev" has, as "pieces"
      Then there are 1 or more pieces "pieces"
      When the program calls VFIO_DEVICE_RESET on "dev"
      And the program reads the piece that "dev" shows, as "shown"
      Then there are no pieces "shown"

    Scenario: pieces that were written are not loaded
      Given device_state of "dev" is SAVING
      When the program reads all pieces that "dev" has, as "pieces"
      And the program sets device_state of "dev" to RESUMING
      And the program writes all pieces "pieces" to "dev"
      And the program calls VFIO_DEVICE_RESET on "dev"
      And the program sets device_state of "dev" to RESUMING
      Then the call returns 4
      When the program sets device_state of "dev" to RUNNING
      Then the call fails with one of EINVAL, EIO
