@vfio-migration
Feature: Interrupts of a device that migrates

  May a program wire interrupts while a device is being loaded? The thread of November 2021 asked, and the uAPI never
  answered for RESUMING: the kernel owns the wiring, and the stream does not carry it. And when is a device silent?

  @MIG-166 @proposal @must
  Rule: VFIO_DEVICE_SET_IRQS works in every state but RESUMING and ERROR as it does in RUNNING
    Source: thread "vfio/mlx5: Implement vfio_pci driver for mlx5 devices", 18 Nov 2021; Linux 6.12 include/uapi/linux/vfio.h, STOP

    Scenario Outline: INTX and MSI in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the state of "dev" is <state>
      When the program wires INTX of "dev" to "irq"
      Then the call returns 0
      When the program triggers INTX of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1
      When the program masks INTX of "dev"
      Then the call succeeds
      When the program unmasks INTX of "dev"
      Then the call succeeds
      When the program wires MSI of "dev" to "irq"
      Then the call fails with EINVAL
      When the program disables INTX of "dev"
      Then the call succeeds
      When the program wires MSI of "dev" to "irq"
      Then the call returns 0
      When the program triggers MSI of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1
      When the program disables MSI of "dev"
      Then the call succeeds
      And the state of "dev" is <state>

      Examples:
        | state        |
        | RUNNING      |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |
        | STOP         |
        | STOP_COPY    |

    Scenario Outline: what was wired in RUNNING is still wired in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired MSI of "dev" to "irq"
      When the program sets the state of "dev" to <state>
      Then the call succeeds
      When the program triggers MSI of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

      Examples:
        | state        |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |
        | STOP         |
        | STOP_COPY    |

  @MIG-167 @proposal @must
  Rule: VFIO_DEVICE_SET_IRQS works in RESUMING, and the device loads what it would have loaded without it
    Source: thread "vfio/mlx5: Implement vfio_pci driver for mlx5 devices", 15 Nov 2021, an open question

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has saved "dev" as "saved"
      And the state of "dev" is RESUMING

    Scenario: between two parts of the stream INTX is wired, and MSI instead
      When the program writes bytes 0 to 11 of "saved" to "stream of dev"
      And the program wires INTX of "dev" to "irq"
      Then the call returns 0
      When the program triggers INTX of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1
      When the program masks INTX of "dev"
      And the program unmasks INTX of "dev"
      And the program disables INTX of "dev"
      Then the call succeeds
      When the program wires MSI of "dev" to "irq"
      Then the call returns 0
      When the program triggers MSI of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1
      And the state of "dev" is RESUMING
      When the program writes all but the first 12 bytes of "saved" to "stream of dev"
      And the program sets the state of "dev" to STOP
      Then the call succeeds
      When the program sets the state of "dev" to STOP_COPY
      And the program keeps data_fd as "again"
      And the program reads "again" to its end as "loaded", 4096 bytes at a time
      Then "saved" and "loaded" hold the same bytes

    Scenario: what is wired in RESUMING stays wired when the device runs
      When the program wires MSI of "dev" to "irq"
      Then the call returns 0
      When the program writes all of "saved" to "stream of dev", 4096 bytes at a time
      And the program sets the state of "dev" to RUNNING
      Then the call succeeds
      When the program triggers MSI of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

  @MIG-168 @architecture @provisional @must
  Rule: What is wired in STOP behind RESUMING has effect once the device runs
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario Outline: <index> by hand
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has saved "dev" as "saved"
      And the state of "dev" is RESUMING
      When the program writes all of "saved" to "stream of dev", 4096 bytes at a time
      And the program sets the state of "dev" to STOP
      And the program wires <index> of "dev" to "irq"
      Then the call returns 0
      When the program sets the state of "dev" to RUNNING
      Then the call succeeds
      When the program triggers <index> of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

      Examples:
        | index |
        | INTX  |
        | MSI   |

    Scenario: a reason of the device
      Given the host has a device "dev" that migrates with STOP_COPY and P2P
      And the program has opened device "dev"
      And the program has an eventfd "irq"
      And the program has saved "dev" as "saved"
      And the state of "dev" is RESUMING
      When the program writes all of "saved" to "stream of dev", 4096 bytes at a time
      And the program sets the state of "dev" to STOP
      And the program wires INTX of "dev" to "irq"
      And the program sets the state of "dev" to RUNNING
      And "dev" has a reason to interrupt
      Then eventfd "irq" has counted 1

    Scenario: a byte that a UART receives
      Given the host has a device "dev" of kind mtty
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has saved "dev" as "saved"
      And the state of "dev" is RESUMING
      When the program writes all of "saved" to "stream of dev", 4096 bytes at a time
      And the program sets the state of "dev" to STOP
      And the program wires INTX of "dev" to "irq"
      And the program sets the state of "dev" to RUNNING
      And the program sends a byte through the UART of "dev"
      Then eventfd "irq" has counted 1

  @MIG-169 @architecture @must
  Rule: A device in STOP, STOP_COPY, RESUMING or ERROR does not interrupt by itself
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario Outline: <index> in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired <index> of "dev" to "irq"
      And the state of "dev" is <state>
      When "dev" has a reason to interrupt
      And 2000 microseconds pass
      Then eventfd "irq" has counted 0

      Examples:
        | index | state     |
        | INTX  | STOP      |
        | INTX  | STOP_COPY |
        | INTX  | RESUMING  |
        | INTX  | ERROR     |
        | MSI   | STOP      |
        | MSI   | STOP_COPY |
        | MSI   | RESUMING  |
        | MSI   | ERROR     |

    Scenario Outline: to compare with, <index> in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired <index> of "dev" to "irq"
      And the state of "dev" is <state>
      When "dev" has a reason to interrupt
      Then eventfd "irq" has counted 1

      Examples:
        | index | state    |
        | INTX  | RUNNING  |
        | MSI   | RUNNING  |
        | INTX  | PRE_COPY |
        | MSI   | PRE_COPY |

  @MIG-170 @proposal @must
  Rule: A reason to interrupt that comes before STOP is signalled before STOP is reached, or not lost by it
    Source: drafts "vfio: Documentation for the migration region", Nov and Dec 2021

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the program has wired INTX of "dev" to "irq"

    Scenario: it can be signalled
      When "dev" has a reason to interrupt
      And the program sets the state of "dev" to STOP
      Then the call succeeds
      And eventfd "irq" has counted 1

    Scenario Outline: INTX is masked until the device has been in <state>
      When the program masks INTX of "dev"
      And "dev" has a reason to interrupt
      And the program sets the state of "dev" to <state>
      Then the call succeeds
      And eventfd "irq" has counted 0
      When the program sets the state of "dev" to RUNNING
      And the program unmasks INTX of "dev"
      Then the call succeeds
      And eventfd "irq" has counted 1

      Examples:
        | state     |
        | STOP      |
        | STOP_COPY |

    Scenario: DMA that ends on the way to STOP interrupts before STOP is reached
      Given the host has a device "engine" of kind vfio-pci with:
        | migration | 3 |
      And the program has opened device "engine"
      And the program has 4096 bytes of memory "buffer"
      And the program has mapped memory "buffer" for DMA at IOVA 0x100000
      And the program has an eventfd "done"
      And the program has wired MSI of "engine" to "done"
      And BAR0 of "engine" holds X'00000080' at 0x0C
      When the engine of "engine" fills 8 bytes at IOVA 0x100000 with X'5A'
      Then eventfd "done" has counted 0
      When the program sets the state of "engine" to STOP
      Then the call succeeds
      And eventfd "done" has counted 1
      And memory "buffer" holds X'5A5A5A5A5A5A5A5A' at 0

    Scenario: INTX is masked, and the device is loaded from the stream elsewhere
      Given the host has a device "source" of kind vfio-pci with:
        | migration | 3 |
      And the host has a device "destination" of kind vfio-pci with:
        | migration | 3 |
      And the program has opened device "source"
      And the program has opened device "destination"
      And the program has 4096 bytes of memory "buffer"
      And the program has mapped memory "buffer" for DMA at IOVA 0x100000
      And the program has eventfds "here", "there"
      And the program has wired INTX of "source" to "here"
      And BAR0 of "source" holds X'00000080' at 0x0C
      When the program masks INTX of "source"
      And the engine of "source" fills 8 bytes at IOVA 0x100000 with X'5A'
      And 5 microseconds pass
      And the program sets the state of "source" to STOP_COPY
      And the program keeps data_fd as "out"
      And the program reads "out" to its end as "saved", 4096 bytes at a time
      Then eventfd "here" has counted 0
      When the program sets the state of "destination" to RESUMING
      And the program keeps data_fd as "in"
      And the program writes all of "saved" to "in", 4096 bytes at a time
      And the program sets the state of "destination" to STOP
      And the program wires INTX of "destination" to "there"
      Then eventfd "there" has counted 0
      When the program sets the state of "destination" to RUNNING
      Then the call succeeds
      And eventfd "there" has counted 1

    Scenario: INTX is masked, and its reason is not lost on the way to another device
      Given the host has a device "destination" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "destination"
      And the program has an eventfd "there"
      When the program masks INTX of "dev"
      And "dev" has a reason to interrupt
      And the program sets the state of "dev" to STOP_COPY
      And the program keeps data_fd as "out"
      And the program reads "out" to its end as "saved", 4096 bytes at a time
      Then eventfd "irq" has counted 0
      When the program sets the state of "destination" to RESUMING
      And the program keeps data_fd as "in"
      And the program writes all of "saved" to "in", 4096 bytes at a time
      And the program sets the state of "destination" to STOP
      And the program wires INTX of "destination" to "there"
      Then eventfd "there" has counted 0
      When the program sets the state of "destination" to RUNNING
      Then the call succeeds
      And eventfd "there" has counted 1
