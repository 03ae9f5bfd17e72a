@vfio-migration
Feature: Who may touch a device in which state of its migration

  A device that is being saved or loaded should be left alone, but not by everybody: interrupts are wired by the kernel, in
  the MSI-X table of the device itself; configuration space is kept by the program; a peer may still do DMA. What the
  program should leave alone it can touch nevertheless: nothing in the kernel keeps it from that. Then its own stream, its
  virtual machine and its own process may suffer, and nobody else.

  @MIG-198 @architecture @must
  Rule: In STOP nothing changes by itself: neither memory nor registers of the device, nor memory of the program
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, STOP

    Scenario Outline: memory of the program that a device writes to without end, in <state>
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      And the program has 4096 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      When the engine of "dev" counts at IOVA 0x100000
      And 10 microseconds pass
      And the program sets the state of "dev" to <state>
      Then memory "guest" does not change in the next 1000 microseconds
      When the program sets the state of "dev" to RUNNING
      Then memory "guest" changes in the next 1000 microseconds

      Examples:
        | state     |
        | STOP      |
        | STOP_COPY |

    Scenario: what is saved of a device that would write without end, at once and later
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      And the program has 4096 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      When the engine of "dev" counts at IOVA 0x100000
      And 10 microseconds pass
      And the program sets the state of "dev" to STOP
      Given the program has saved "dev" as "at once"
      When the program sets the state of "dev" to STOP
      And 1000 microseconds pass
      Given the program has saved "dev" as "later"
      Then "at once" and "later" hold the same bytes

    Scenario: what is saved of any device, at once and later
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP
      And the program has saved "dev" as "at once"
      When the program sets the state of "dev" to STOP
      And 1000 microseconds pass
      Given the program has saved "dev" as "later"
      Then "at once" and "later" hold the same bytes

  @MIG-199 @architecture @must
  Rule: In STOP accesses of the program to registers and memory of the device do no harm to the host
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, STOP; documentation RFC of November and December 2021

    A read may give zeros, ones or a value, a write may be ignored, and either may fail.

    Scenario: of any device
      Given the host has a migratable device "dev"
      And the host has a migratable device "other"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And device "other" is a bystander
      Then the 2 accesses to "dev" go as this table says:
        | access        | STOP     |
        | read of BAR0  | harmless |
        | write to BAR0 | harmless |
      And the host and bystander "other" are unharmed

    Scenario: through a mapping, of a device that has one
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      Then the 1 accesses to "dev" go as this table says:
        | access                              | STOP     |
        | load and store in a mapping of BAR0 | harmless |

    Scenario: a device that was touched in STOP goes on
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP
      When the program touches "dev" by a write to BAR0
      And the program touches "dev" by a read of BAR0
      And the program sets the state of "dev" to RUNNING
      Then the call succeeds
      And the state of "dev" is RUNNING

  @MIG-200 @architecture @must
  Rule: In STOP configuration space can be read
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, STOP: state that is controlled from outside

    Scenario Outline: the first 64 bytes in RUNNING and in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program reads 64 bytes of the configuration space of "dev" at 0, as "running"
      Then the call returns 64
      When the program sets the state of "dev" to <state>
      And the program reads 64 bytes of the configuration space of "dev" at 0, as "stopped"
      Then the call returns 64
      And "running" and "stopped" hold the same bytes

      Examples:
        | state     |
        | STOP      |
        | STOP_COPY |

    Scenario Outline: what was written in <state> is there at once, and in RUNNING
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program writes <byte> to the configuration space of "dev" at 0x3C
      Then the call returns 1
      When the program reads 1 bytes of the configuration space of "dev" at 0x3C, as "at once"
      Then the program has read <byte>
      When the program sets the state of "dev" to RUNNING
      And the program reads 1 bytes of the configuration space of "dev" at 0x3C, as "later"
      Then the program has read <byte>

      Examples: the register for the interrupt line has no effect on the device
        | state     | byte  |
        | STOP      | X'0B' |
        | STOP      | X'04' |
        | STOP_COPY | X'0B' |
        | STOP_COPY | X'04' |

  @MIG-201 @architecture @must
  Rule: In STOP interrupts can be wired, though for MSI-X the kernel writes into the device to do so
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, STOP: state that is controlled from outside

    Scenario Outline: <irq> is wired in STOP, and the device interrupts in RUNNING
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      And the program has an eventfd "irq"
      And the state of "dev" is STOP
      When the program wires <irq> of "dev" to "irq"
      Then the call returns 0
      And eventfd "irq" has counted 0
      When the program sets the state of "dev" to RUNNING
      And "dev" has a reason to interrupt
      Then eventfd "irq" has counted 1

      Examples:
        | irq  |
        | INTX |
        | MSI  |
        | MSIX |

    Scenario Outline: <irq> of any device is wired in <state>, and triggered by the program in RUNNING
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"
      And the state of "dev" is <state>
      When the program wires <irq> of "dev" to "irq"
      Then the call returns 0
      When the program sets the state of "dev" to RUNNING
      And the program triggers <irq> of "dev"
      Then the call returns 0
      And eventfd "irq" has counted 1

      Examples:
        | irq  | state     |
        | INTX | STOP      |
        | MSI  | STOP      |
        | INTX | STOP_COPY |
        | MSI  | STOP_COPY |

    Scenario: wired, triggered and disabled in STOP
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      Then the 2 accesses to "dev" go as this table says:
        | access                                                 | STOP  |
        | SET_IRQS of INTX: wire, mask, unmask, trigger, disable | works |
        | SET_IRQS of MSI: wire, trigger, disable                | works |

  @MIG-202 @architecture @must
  Rule: In STOP_COPY accesses of the program to registers and memory of the device do no harm to the host
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, STOP_COPY

    What is read from the data file afterwards may be of no use.

    Scenario: of any device
      Given the host has a migratable device "dev"
      And the host has a migratable device "other"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And device "other" is a bystander
      Then the 2 accesses to "dev" go as this table says:
        | access        | STOP_COPY |
        | read of BAR0  | harmless  |
        | write to BAR0 | harmless  |
      And the host and bystander "other" are unharmed

    Scenario: between two reads of the data file, which goes on to its end
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program sets the state of "dev" to STOP_COPY
      And the program keeps data_fd as "stream"
      And the program reads 10 bytes from "stream"
      And the program touches "dev" by a write to BAR0
      And the program reads "stream" to its end as "rest", 4096 bytes at a time
      Then the call returns 0
      When the program sets the state of "dev" to RUNNING
      Then the call succeeds

  @MIG-203 @architecture @provisional @must
  Rule: In RESUMING accesses of the program to registers and memory of the device do no harm to the host
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, RESUMING

    Uncertainty: the header says so for STOP and calls RESUMING a state in which the device is stopped as there.

    Scenario: of any device
      Given the host has a migratable device "dev"
      And the host has a migratable device "other"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And device "other" is a bystander
      Then the 2 accesses to "dev" go as this table says:
        | access        | RESUMING |
        | read of BAR0  | harmless |
        | write to BAR0 | harmless |
      And the host and bystander "other" are unharmed

    Scenario: between two parts of the stream, after which the device can be reset
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "image"
      When the program sets the state of "dev" to RESUMING
      And the program keeps data_fd as "stream"
      And the program writes bytes 0 to 9 of "image" to "stream"
      And the program touches "dev" by a write to BAR0
      And the program touches "dev" by a read of BAR0
      And the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      And the state of "dev" is RUNNING

  @MIG-205 @proposal @must @sweep
  Rule: Whatever the program does to a device in whatever state, the host and other users are unharmed
    Source: "vfio/mlx5: Implement vfio_pci driver for mlx5 devices", 5 November 2021: in no state an error TLP, a hang, or damage to the integrity of the host

    The table says in addition what has to work where: that which the kernel or the program itself controls from outside,
    in RESUMING as well. In RESUMING nothing of the header says so: this is the question of November 2021.

    Scenario: any device
      Given the host has a migratable device "dev"
      And the host has a migratable device "other"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And device "other" is a bystander
      Then the 70 accesses to "dev" go as this table says:
        | access                                                 | RUNNING        | PRE_COPY       | RUNNING_P2P    | PRE_COPY_P2P   | STOP           | STOP_COPY      | RESUMING       |
        | information on device, BAR0 and INTX                   | works          | works          | works          | works          | works          | works          | works          |
        | GET of the migration features and the state            | works          | works          | works          | works          | works          | works          | works          |
        | SET_IRQS of INTX: wire, mask, unmask, trigger, disable | works          | works          | works          | works          | works          | works          | works          |
        | SET_IRQS of MSI: wire, trigger, disable                | works          | works          | works          | works          | works          | works          | works          |
        | read of configuration space                            | works          | works          | works          | works          | works          | works          | works          |
        | write to configuration space: command, interrupt line  | works          | works          | works          | works          | works          | works          | works          |
        | map and unmap for DMA                                  | works          | works          | works          | works          | works          | works          | works          |
        | VFIO_DEVICE_RESET                                      | works, RUNNING | works, RUNNING | works, RUNNING | works, RUNNING | works, RUNNING | works, RUNNING | works, RUNNING |
        | read of BAR0                                           | works          | works          | harmless       | harmless       | harmless       | harmless       | harmless       |
        | write to BAR0                                          | works          | works          | harmless       | harmless       | harmless       | harmless       | harmless       |
      And the host and bystander "other" are unharmed

    Scenario: any device, in ERROR
      Given the host has a migratable device "dev"
      And the host has a migratable device "other"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And device "other" is a bystander
      Then the 10 accesses to "dev" go as this table says:
        | access                                                 | ERROR          |
        | information on device, BAR0 and INTX                   | works          |
        | GET of the migration features and the state            | works          |
        | SET_IRQS of INTX: wire, mask, unmask, trigger, disable | works          |
        | SET_IRQS of MSI: wire, trigger, disable                | works          |
        | read of configuration space                            | harmless       |
        | write to configuration space: command, interrupt line  | harmless       |
        | map and unmap for DMA                                  | works          |
        | VFIO_DEVICE_RESET                                      | works, RUNNING |
        | read of BAR0                                           | harmless       |
        | write to BAR0                                          | harmless       |
      And the host and bystander "other" are unharmed

    Scenario: a PCI function with MSI-X, with a BAR that can be mapped, and with a log of its DMA
      Given the host has a device "dev" of kind vfio-pci with:
        | migration   | stop-copy,p2p,pre-copy |
        | dma-logging | yes                    |
      And the host has a migratable device "other"
      And the program has opened device "dev"
      And device "other" is a bystander
      Then the 24 accesses to "dev" go as this table says:
        | access                                    | RUNNING | PRE_COPY | RUNNING_P2P | PRE_COPY_P2P | STOP     | STOP_COPY | RESUMING | ERROR    |
        | SET_IRQS of MSI-X: wire, trigger, disable | works   | works    | works       | works        | works    | works     | works    | works    |
        | DMA logging: start, stop                  | works   | works    | works       | works        | works    | works     | works    | works    |
        | load and store in a mapping of BAR0       | works   | works    | harmless    | harmless     | harmless | harmless  | harmless | harmless |
      And the host and bystander "other" are unharmed

  @MIG-206 @proposal @must
  Rule: What suffers from an access that was to be left undone is the stream, the virtual machine or the process of the user alone
    Source: "vfio/mlx5: Implement vfio_pci driver for mlx5 devices", 5 November 2021

    Scenario Outline: a device with a DMA engine, work is given to it in <state>, to be done where nothing is mapped
      Given the host has a device "dev" that migrates with STOP_COPY
      And the host has a device "other" that migrates with STOP_COPY
      And the program has opened device "dev"
      And device "other" is a bystander
      And the program has 4096 bytes of memory "guest"
      And the program has 4096 bytes of memory "private"
      And memory "guest" is filled with X'11'
      And memory "private" is filled with X'22'
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And BAR2 of "other" holds X'0123456789ABCDEF' at 0x10
      And the state of "dev" is <state>
      When the engine of "dev" fills 4096 bytes at IOVA 0x700000 with X'EE'
      And the program touches "dev" by a write to BAR0
      And 1000 microseconds pass
      And the program calls VFIO_DEVICE_RESET on "dev"
      And 1000 microseconds pass
      Then memory "guest" holds X'11111111' at 0
      And memory "private" holds X'22222222' at 0
      And BAR2 of "other" holds X'0123456789ABCDEF' at 0x10
      And the host and bystander "other" are unharmed

      Examples:
        | state     |
        | RUNNING   |
        | STOP      |
        | STOP_COPY |
        | RESUMING  |

    Scenario Outline: any device, whatever can be written to BAR0 is written there in <state>
      Given the host has a migratable device "dev"
      And the host has a migratable device "other"
      And the program has opened device "dev"
      And device "other" is a bystander
      And the program has 4096 bytes of memory "guest"
      And the program has 4096 bytes of memory "private"
      And memory "guest" is filled with X'11'
      And memory "private" is filled with X'22'
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the state of "dev" is <state>
      When the program touches "dev" by a write to BAR0
      And the program touches "dev" by a read of BAR0
      And 1000 microseconds pass
      Then memory "guest" holds X'11111111' at 0
      And memory "private" holds X'22222222' at 0
      And the state of "other" is RUNNING
      And the host and bystander "other" are unharmed

      Examples:
        | state        |
        | RUNNING      |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |
        | STOP         |
        | STOP_COPY    |
        | RESUMING     |
