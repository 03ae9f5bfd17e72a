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
