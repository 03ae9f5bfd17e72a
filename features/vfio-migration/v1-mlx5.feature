@vfio-migration
Feature: The migration region as the mlx5 driver of October 2021 had it

  The series that began the thread: a driver whose window follows the registers at once and that refuses whatever the
  header leaves open. These are rules of that driver, for devices that are said to behave as it did.

  @MIG-241 @proposal @must
  Rule: Writing pending_bytes or data_offset gives EFAULT, as does any other place among the registers
    Source: "vfio/mlx5: Implement vfio_pci driver for mlx5 devices" V1, October 2021

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1-mlx5 |
      And the program has opened device "dev"

    Scenario Outline: <register> is written in <state>
      Given device_state of "dev" is <state>
      When the program writes 1 to <register> of "dev"
      Then the call fails with EFAULT
      And device_state of "dev" is <state>

      Examples:
        | register      | state    |
        | pending_bytes | RUNNING  |
        | pending_bytes | SAVING   |
        | pending_bytes | RESUMING |
        | data_offset   | RUNNING  |
        | data_offset   | SAVING   |
        | data_offset   | RESUMING |
        | reserved      | RUNNING  |

    Scenario Outline: <length> bytes are read at <offset>
      When the program reads <length> bytes of the migration region of "dev" at <offset>
      Then the call fails with EFAULT

      Examples:
        | offset | length |
        | 4      | 4      |
        | 12     | 4      |
        | 20     | 4      |
        | 28     | 4      |

    Scenario: device_state in another width
      When the program reads 2 bytes of the migration region of "dev" at 0
      Then the call fails with EINVAL

  @MIG-242 @proposal @must
  Rule: data_size is written in RESUMING only, and read while the device is saved and stopped only
    Source: "vfio/mlx5: Implement vfio_pci driver for mlx5 devices" V1, October 2021

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1-mlx5 |
      And the program has opened device "dev"

    Scenario Outline: written in <state>
      Given device_state of "dev" is <state>
      When the program writes 8 to data_size of "dev"
      Then the call fails with EINVAL

      Examples:
        | state            |
        | 0                |
        | RUNNING          |
        | SAVING           |
        | SAVING + RUNNING |

    Scenario Outline: read in <state>
      Given device_state of "dev" is <state>
      When the program reads 8 bytes of the migration region of "dev" at 24
      Then the call fails with EINVAL

      Examples:
        | state            |
        | 0                |
        | RUNNING          |
        | RESUMING         |
        | SAVING + RUNNING |

    Scenario: read in SAVING
      Given device_state of "dev" is SAVING
      Then data_size of "dev" reads 1 or more

  @MIG-243 @proposal @must
  Rule: Unknown bits, invalid combinations and any write in the error value give EINVAL
    Source: "vfio/mlx5: Implement vfio_pci driver for mlx5 devices" V1, October 2021

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1-mlx5 |
      And the program has opened device "dev"

    Scenario Outline: <state> is written
      When the program sets device_state of "dev" to <state>
      Then the call fails with EINVAL
      And device_state of "dev" is RUNNING

      Examples:
        | state                       |
        | 0x8                         |
        | 0x9                         |
        | 0x11                        |
        | 0x80000001                  |
        | 0xFFFFFFFF                  |
        | RESUMING + RUNNING          |
        | RESUMING + SAVING           |
        | RESUMING + SAVING + RUNNING |

    Scenario Outline: <state> is written after the device failed to load
      Given "dev" has failed to load
      When the program sets device_state of "dev" to <state>
      Then the call fails with EINVAL
      And device_state of "dev" is RESUMING + SAVING

      Examples:
        | state    |
        | 0        |
        | RUNNING  |
        | SAVING   |
        | RESUMING |

  @MIG-244 @proposal @must
  Rule: An access behind the window of 128 KiB gives EINVAL
    Source: "vfio/mlx5: Implement vfio_pci driver for mlx5 devices" V1, October 2021

    The window begins at offset 32, so 0x2001F is its last byte.

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1-mlx5 |
      And the program has opened device "dev"
      And device_state of "dev" is RESUMING

    Scenario Outline: <length> bytes at <offset>
      When the program reads <length> bytes of the migration region of "dev" at <offset>
      Then the result is <result>

      Examples:
        | offset  | length | result |
        | 0x20    | 8      | 8      |
        | 0x20018 | 8      | 8      |
        | 0x2001C | 8      | EINVAL |
        | 0x20020 | 1      | EINVAL |
        | 0x20020 | 8      | EINVAL |
        | 0x30000 | 8      | EINVAL |

    Scenario: a write that goes beyond it
      When the program writes X'0102030405060708' to the migration region of "dev" at 0x2001C
      Then the call fails with EINVAL
