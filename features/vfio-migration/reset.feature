@vfio-migration
Feature: Reset of a migrating device

  VFIO_DEVICE_RESET is legal in every state, and the only way out of ERROR: afterwards the device is in RUNNING and every
  session is over.

  @MIG-83 @architecture @must
  Rule: VFIO_DEVICE_RESET brings a device from ERROR to RUNNING
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_ERROR

    Scenario Outline: <capabilities>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      And the state of "dev" is ERROR
      When the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      And the state of "dev" is RUNNING
      When the program sets the state of "dev" to STOP
      Then the call succeeds
      And the state of "dev" is STOP

      Examples:
        | capabilities                |
        | STOP_COPY                   |
        | STOP_COPY and P2P           |
        | STOP_COPY and PRE_COPY      |
        | STOP_COPY, P2P and PRE_COPY |

  @MIG-84 @linux @must
  Rule: VFIO_DEVICE_RESET ends in RUNNING, whatever the state was
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_reset; drivers/vfio/pci/mlx5/main.c mlx5vf_pci_aer_reset_done and its like in other drivers

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      And the state of "dev" is RUNNING

      Examples:
        | state        |
        | STOP         |
        | RUNNING      |
        | STOP_COPY    |
        | RESUMING     |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario: in ERROR
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is ERROR
      When the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      And the state of "dev" is RUNNING

  @MIG-85 @linux @must
  Rule: VFIO_DEVICE_RESET during a saving session makes later reads of its data file fail with ENODEV
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_save_read, mtty_disable_files; drivers/vfio/pci/mlx5/main.c mlx5vf_disable_fds

    Scenario Outline: in <state>, <count> bytes read
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program reads <count> bytes from "stream of dev"
      And the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      When the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV

      Examples:
        | state        | count |
        | STOP_COPY    | 10    |
        | STOP_COPY    | 65536 |
        | PRE_COPY     | 10    |
        | PRE_COPY_P2P | 10    |

  @MIG-86 @linux @must
  Rule: VFIO_DEVICE_RESET during RESUMING makes later writes fail with ENODEV and discards what was written
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_resume_write, mtty_disable_files; drivers/vfio/pci/mlx5/main.c mlx5vf_disable_fds

    Scenario: the data file is dead
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      When the program writes all of "image" to "stream of dev", 65536 bytes at a time
      And the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      And the state of "dev" is RUNNING
      When the program writes bytes 0 to 9 of "image" to "stream of dev"
      Then the call fails with ENODEV

    Scenario: what was written counts for nothing in the next session
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      When the program writes all of "image" to "stream of dev", 65536 bytes at a time
      And the program calls VFIO_DEVICE_RESET on "dev"
      And the program sets the state of "dev" to RESUMING
      Then the call succeeds
      When the program sets the state of "dev" to STOP
      Then the call fails with one of EINVAL, EIO, EFAULT
      And the state of "dev" is one of RESUMING, ERROR

    Scenario: a serial card keeps nothing of it
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR0 of "source" holds X'5A' at 7
      And the program has saved "source" as "image"
      And BAR0 of "target" holds X'A7' at 7
      And the state of "target" is RESUMING
      When the program writes all of "image" to "stream of target", 4096 bytes at a time
      And the program calls VFIO_DEVICE_RESET on "target"
      Then the call succeeds
      And BAR0 of "target" does not hold X'5A' at 7

  @MIG-87 @linux @must
  Rule: A function-level reset by configuration space does to the migration what VFIO_DEVICE_RESET does
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_config.c vfio_exp_config_write, vfio_af_config_write; reset_done of the drivers

    Scenario Outline: in <state>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program asks for a function-level reset in the configuration space of "dev"
      Then the state of "dev" is RUNNING

      Examples:
        | state        |
        | ERROR        |
        | STOP         |
        | RUNNING      |
        | STOP_COPY    |
        | RESUMING     |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario Outline: the data file of <state> is dead
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program asks for a function-level reset in the configuration space of "dev"
      And the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV

      Examples:
        | state     |
        | STOP_COPY |
        | PRE_COPY  |

    Scenario: a conventional function, by its advanced features
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | 7  |
        | express   | no |
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program asks for a function-level reset in the configuration space of "dev"
      Then the state of "dev" is RUNNING
      When the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV

  @MIG-88 @linux @must
  Rule: A hot reset of the bus does to the migration what VFIO_DEVICE_RESET does
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_core.c vfio_pci_ioctl_pci_hot_reset; reset_done of the drivers

    Scenario Outline: in <state>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_DEVICE_PCI_HOT_RESET on "dev" with:
        | count | 1                    |
        | data  | fd of "group of dev" |
      Then the call succeeds
      And the state of "dev" is RUNNING

      Examples:
        | state        |
        | ERROR        |
        | STOP         |
        | RUNNING      |
        | STOP_COPY    |
        | RESUMING     |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario Outline: the data file of <state> is dead
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_DEVICE_PCI_HOT_RESET on "dev" with:
        | count | 1                    |
        | data  | fd of "group of dev" |
      And the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV

      Examples:
        | state     |
        | STOP_COPY |
        | PRE_COPY  |

  @MIG-89 @linux @must
  Rule: VFIO_DEVICE_RESET of a device that cannot be reset gives EINVAL
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_core.c vfio_pci_ioctl_reset

    Scenario: a PCI function without a reset method
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | 7  |
        | reset     | no |
      And the program has opened device "dev"
      And the state of "dev" is STOP
      When the program calls VFIO_DEVICE_RESET on "dev"
      Then the call fails with EINVAL
      And the state of "dev" is STOP

  @MIG-90 @linux @must
  Rule: VFIO_DEVICE_RESET while a SET is under way ends in RUNNING; SET may succeed and give a data file that is dead
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_state_mutex_unlock; drivers/vfio/pci/mlx5/main.c mlx5vf_state_mutex_unlock

    Scenario Outline: on the way to <target>, after <arcs> arcs
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When one thread sets the state of "dev" to <target> and, at its pause point <arcs>, another calls VFIO_DEVICE_RESET
      Then both calls succeed
      And the state of "dev" is RUNNING
      When the program reads 10 bytes from "stream of dev"
      Then the call fails with <error>

      Examples: STOP gives no data file, and RESUMING one that is not for reading
        | target       | arcs | error  |
        | STOP_COPY    | 1    | ENODEV |
        | STOP_COPY    | 2    | ENODEV |
        | PRE_COPY_P2P | 1    | ENODEV |
        | STOP         | 1    | EBADF  |
        | RESUMING     | 2    | EBADF  |

  @MIG-91 @architecture @provisional @must
  Rule: After VFIO_DEVICE_RESET a new session works and has a data file of its own
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario Outline: reset in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      When the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      When the program keeps data_fd as "second"
      Then "second" is another descriptor than "stream of dev"
      When the program reads "second" to its end as "all", 65536 bytes at a time
      Then the call returns 0
      And "all" is not empty

      Examples:
        | state     |
        | STOP_COPY |
        | PRE_COPY  |
        | RESUMING  |
