@vfio-migration
Feature: VFIO_DEVICE_FEATURE: what a device can do, and its migration state

  One ioctl asks for, reads and sets the features of a device: the low 16 bits of flags name the feature, GET, SET and
  PROBE say what is wanted. What is wrong with a call is decided in a fixed order.

  @MIG-24 @architecture @must
  Rule: VFIO_DEVICE_FEATURE wants an argsz of 8 or more, also to probe
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: argsz <argsz> with <operation>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | <argsz>                                                      |
        | flags | VFIO_DEVICE_FEATURE_<operation> + VFIO_DEVICE_FEATURE_MIGRATION |
      Then the result is <result>

      Examples:
        | argsz | operation | result |
        | 0     | PROBE     | EINVAL |
        | 4     | PROBE     | EINVAL |
        | 7     | PROBE     | EINVAL |
        | 7     | GET       | EINVAL |
        | 8     | PROBE     | 0      |
        | 16    | GET       | 0      |
        | 4096  | GET       | 0      |

  @MIG-25 @linux @must
  Rule: VFIO_DEVICE_FEATURE with a header that cannot be read gives EFAULT
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario: there is no memory
      When the program calls VFIO_DEVICE_FEATURE on "dev" with an address where nothing is
      Then the call fails with EFAULT

    Scenario Outline: memory ends after byte <length>, argsz <argsz>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with only the first <length> bytes of:
        | argsz | <argsz>                                                     |
        | flags | VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_MIGRATION |
      Then the result is <result>

      Examples: argsz is not looked at before the header is there
        | length | argsz | result |
        | 4      | 4     | EFAULT |
        | 7      | 7     | EFAULT |
        | 7      | 8     | EFAULT |
        | 8      | 8     | 0      |

  @MIG-26 @architecture @must
  Rule: A flag that is not defined gives EINVAL, also for a feature that the device has
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: flag <flag> with <operation>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 16                                                                                |
        | flags | <flag> + VFIO_DEVICE_FEATURE_<operation> + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | flag       | operation |
        | 0x80000    | GET       |
        | 0x80000    | PROBE     |
        | 0x100000   | GET       |
        | 0x200000   | GET       |
        | 0x400000   | GET       |
        | 0x800000   | GET       |
        | 0x1000000  | GET       |
        | 0x2000000  | GET       |
        | 0x4000000  | GET       |
        | 0x8000000  | GET       |
        | 0x10000000 | GET       |
        | 0x20000000 | GET       |
        | 0x40000000 | GET       |
        | 0x80000000 | GET       |
        | 0x80000000 | PROBE     |

  @MIG-27 @architecture @must
  Rule: GET and SET together, without PROBE, give EINVAL
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature

    Scenario: of the device state
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz        | 16                                                                                                  |
        | flags        | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
        | device_state | VFIO_DEVICE_STATE_STOP                                                                              |
      Then the call fails with EINVAL
      And the structure is unchanged
      And the state of "dev" is RUNNING

  @MIG-28 @architecture @must
  Rule: PROBE with GET and SET asks whether both are there
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature

    Scenario Outline: of the device state, argsz <argsz>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | <argsz>                                                                                                                        |
        | flags | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
      Then the call succeeds

      Examples:
        | argsz |
        | 8     |
        | 16    |

  @MIG-29 @architecture @must
  Rule: PROBE with an operation that the feature does not have gives EINVAL
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature; include/linux/vfio.h vfio_check_feature

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: PROBE and <operation> of <feature>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 8                                                                                         |
        | flags | VFIO_DEVICE_FEATURE_<operation> + VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_<feature> |
      Then the result is <result>

      Examples: MIGRATION and MIG_DATA_SIZE can be got, the device state can be got and set
        | feature          | operation | result |
        | MIGRATION        | GET       | 0      |
        | MIGRATION        | SET       | EINVAL |
        | MIG_DEVICE_STATE | GET       | 0      |
        | MIG_DEVICE_STATE | SET       | 0      |
        | MIG_DATA_SIZE    | GET       | 0      |
        | MIG_DATA_SIZE    | SET       | EINVAL |

    Scenario: PROBE with GET and SET of a feature that can only be got
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 8                                                                                                                       |
        | flags | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_MIGRATION |
      Then the call fails with EINVAL

  @MIG-30 @linux @must
  Rule: PROBE without an operation asks whether the feature is there
    Source: Linux 6.12 include/linux/vfio.h vfio_check_feature

    Scenario Outline: <feature>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 8                                                            |
        | flags | VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_<feature> |
      Then the call succeeds

      Examples:
        | feature          |
        | MIGRATION        |
        | MIG_DEVICE_STATE |
        | MIG_DATA_SIZE    |

  @MIG-31 @architecture @must
  Rule: PROBE changes nothing and neither reads nor writes data
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: PROBE and <operation> with data
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz        | 16                                                                                                |
        | flags        | VFIO_DEVICE_FEATURE_<operation> + VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
        | device_state | VFIO_DEVICE_STATE_STOP                                                                            |
        | data_fd      | 77                                                                                                |
      Then the call succeeds
      And the structure is unchanged
      And the state of "dev" is RUNNING

      Examples:
        | operation |
        | SET       |
        | GET       |

    Scenario Outline: PROBE and <operation> where memory ends behind the header
      When the program calls VFIO_DEVICE_FEATURE on "dev" with only the first 8 bytes of:
        | argsz | 16                                                                                                |
        | flags | VFIO_DEVICE_FEATURE_<operation> + VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
      Then the call succeeds
      And the state of "dev" is RUNNING

      Examples:
        | operation |
        | SET       |
        | GET       |

  @MIG-32 @architecture @must
  Rule: A feature that is not known gives ENOTTY
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: <operation> of feature <feature>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 4096                                        |
        | flags | VFIO_DEVICE_FEATURE_<operation> + <feature> |
      Then the call fails with ENOTTY
      And the structure is unchanged

      Examples:
        | operation | feature |
        | PROBE     | 77      |
        | GET       | 77      |
        | SET       | 77      |
        | PROBE     | 11      |
        | PROBE     | 0xFFFF  |
        | GET       | 0xFFFF  |

  @MIG-33 @architecture @must
  Rule: A device that cannot migrate has none of the features of migration, also for PROBE
    Source: Linux 6.12 include/uapi/linux/vfio.h; drivers/vfio/vfio_main.c vfio_ioctl_device_feature_migration

    Scenario Outline: <operation> of <feature>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | none |
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 16                                                              |
        | flags | VFIO_DEVICE_FEATURE_<operation> + VFIO_DEVICE_FEATURE_<feature> |
      Then the call fails with ENOTTY

      Examples:
        | feature          | operation |
        | MIGRATION        | PROBE     |
        | MIGRATION        | GET       |
        | MIG_DEVICE_STATE | PROBE     |
        | MIG_DEVICE_STATE | GET       |
        | MIG_DEVICE_STATE | SET       |
        | MIG_DATA_SIZE    | PROBE     |
        | MIG_DATA_SIZE    | GET       |

  @MIG-34 @architecture @must
  Rule: A device that cannot log its DMA has none of the features of DMA logging, also for PROBE
    Source: Linux 6.12 include/uapi/linux/vfio.h; drivers/vfio/vfio_main.c vfio_ioctl_device_feature_logging_start

    Scenario Outline: <operation> of <feature>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration   | 1  |
        | dma-logging | no |
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 40                                                              |
        | flags | VFIO_DEVICE_FEATURE_<operation> + VFIO_DEVICE_FEATURE_<feature> |
      Then the call fails with ENOTTY

      Examples:
        | feature            | operation |
        | DMA_LOGGING_START  | PROBE     |
        | DMA_LOGGING_START  | SET       |
        | DMA_LOGGING_STOP   | PROBE     |
        | DMA_LOGGING_STOP   | SET       |
        | DMA_LOGGING_REPORT | PROBE     |
        | DMA_LOGGING_REPORT | GET       |

  @MIG-35 @architecture @must
  Rule: Neither GET nor SET nor PROBE gives EINVAL
    Source: Linux 6.12 include/linux/vfio.h vfio_check_feature

    Scenario Outline: <feature>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 16                            |
        | flags | VFIO_DEVICE_FEATURE_<feature> |
      Then the call fails with EINVAL
      And the structure is unchanged
      And the state of "dev" is RUNNING

      Examples:
        | feature          |
        | MIGRATION        |
        | MIG_DEVICE_STATE |
        | MIG_DATA_SIZE    |

  @MIG-36 @architecture @must
  Rule: An argsz one byte too small for the data of the feature gives EINVAL
    Source: Linux 6.12 include/linux/vfio.h vfio_check_feature

    Scenario Outline: <operation> of <feature> with argsz <argsz>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | <argsz>                                                         |
        | flags | VFIO_DEVICE_FEATURE_<operation> + VFIO_DEVICE_FEATURE_<feature> |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | feature          | operation | argsz |
        | MIGRATION        | GET       | 15    |
        | MIGRATION        | GET       | 8     |
        | MIG_DEVICE_STATE | GET       | 15    |
        | MIG_DEVICE_STATE | SET       | 15    |
        | MIG_DEVICE_STATE | SET       | 8     |
        | MIG_DATA_SIZE    | GET       | 15    |

    Scenario Outline: DMA logging, <operation> of <feature> with argsz <argsz>
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | <argsz>                                                         |
        | flags | VFIO_DEVICE_FEATURE_<operation> + VFIO_DEVICE_FEATURE_<feature> |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | feature            | operation | argsz |
        | DMA_LOGGING_START  | SET       | 31    |
        | DMA_LOGGING_REPORT | GET       | 39    |

  @MIG-37 @linux @must
  Rule: Of a feature that is not there and flags that are wrong, the flags decide: EINVAL
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature

    Scenario Outline: <flags> with feature 77
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 16           |
        | flags | <flags> + 77 |
      Then the call fails with EINVAL

      Examples:
        | flags                                             |
        | 0x80000 + VFIO_DEVICE_FEATURE_PROBE               |
        | 0x80000000 + VFIO_DEVICE_FEATURE_GET              |
        | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_SET |

  @MIG-38 @linux @must
  Rule: Of a feature that is not there and an argsz too small for data, the feature decides: ENOTTY
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature

    Scenario Outline: <operation> with argsz <argsz> of feature 77
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | <argsz>                              |
        | flags | VFIO_DEVICE_FEATURE_<operation> + 77 |
      Then the result is <result>

      Examples: an argsz below the header is wrong before anything else
        | operation | argsz | result |
        | GET       | 8     | ENOTTY |
        | SET       | 8     | ENOTTY |
        | SET       | 15    | ENOTTY |
        | GET       | 7     | EINVAL |

  @MIG-39 @architecture @must
  Rule: MIGRATION tells STOP_COPY alone, or with P2P, PRE_COPY or both
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario: any device
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIGRATION |
      Then the call succeeds
      And the structure holds:
        | data.flags | one of 1, 3, 5, 7 |

    Scenario Outline: a device that migrates with <capabilities>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIGRATION |
      Then the call succeeds
      And the structure holds:
        | data.flags | <flags> |

      Examples:
        | capabilities                | flags |
        | STOP_COPY                   | 1     |
        | STOP_COPY and P2P           | 3     |
        | STOP_COPY and PRE_COPY      | 5     |
        | STOP_COPY, P2P and PRE_COPY | 7     |

  @MIG-40 @architecture @must
  Rule: MIGRATION can only be got: SET gives EINVAL
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_migration

    Scenario Outline: argsz <argsz>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz      | <argsz>                                                 |
        | flags      | VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_MIGRATION |
        | data.flags | VFIO_MIGRATION_STOP_COPY                                |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | argsz |
        | 8     |
        | 16    |

  @MIG-41 @linux @must
  Rule: A device that is opened for the first time is in RUNNING
    No sentence of the uAPI says so; every driver does it, and QEMU relies on it.
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_init_dev; open_device of the mlx5, hisilicon, qat and pds drivers

    Scenario: nobody has set a state
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      Then the state of "dev" is RUNNING

  @MIG-42 @architecture @provisional @must
  Rule: A device that was closed and is opened again is in RUNNING, whatever state it was in
    Source: Linux 6.12 include/uapi/linux/vfio.h; open_device of the mlx5, hisilicon, qat and pds drivers

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: closed in <state>
      Given the state of "dev" is <state>
      When the program closes "dev"
      And the program opens device "dev" again
      Then the call succeeds
      And the state of "dev" is RUNNING

      Examples:
        | state        |
        | ERROR        |
        | STOP         |
        | RUNNING      |
        | RUNNING_P2P  |

    Scenario Outline: closed in <state>, the data file too
      Given the state of "dev" is <state>
      When the program closes "stream of dev"
      And the program closes "dev"
      And the program opens device "dev" again
      Then the call succeeds
      And the state of "dev" is RUNNING

      Examples:
        | state        |
        | STOP_COPY    |
        | PRE_COPY     |
        | PRE_COPY_P2P |
        | RESUMING     |

    @destructive
    Scenario: closed in RESUMING, opened again and stopped
      Given the state of "dev" is RESUMING
      When the program closes "stream of dev"
      And the program closes "dev"
      And the program opens device "dev" again
      And the program sets the state of "dev" to STOP
      Then the call succeeds
      And the state of "dev" is STOP

  @MIG-43 @architecture @must
  Rule: GET of the device state gives data_fd -1, also while there is a data file
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags   | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
        | data_fd | 77                                                             |
      Then the call succeeds
      And the structure holds:
        | device_state | VFIO_DEVICE_STATE_<state> |
        | data_fd      | -1                        |

      Examples:
        | state        |
        | STOP         |
        | RUNNING      |
        | STOP_COPY    |
        | RESUMING     |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |

  @MIG-44 @linux @must
  Rule: SET of the state that the device is in succeeds without a data file and without effect
    Source: Linux 6.12 drivers/vfio/pci/mlx5/main.c mlx5vf_pci_set_device_state and its like in other drivers

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program sets the state of "dev" to <state>
      Then the call succeeds
      And the structure holds:
        | device_state | VFIO_DEVICE_STATE_<state> |
        | data_fd      | -1                        |
      And the state of "dev" is <state>

      Examples:
        | state        |
        | STOP         |
        | RUNNING      |
        | STOP_COPY    |
        | RESUMING     |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |

  @MIG-45 @linux @must
  Rule: SET of STOP_COPY in STOP_COPY leaves the data file where it was
    Source: Linux 6.12 drivers/vfio/pci/mlx5/main.c mlx5vf_pci_set_device_state and its like in other drivers

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario: the stream goes on, and ends as long as it would have been
      Given the program has saved "dev" as "whole"
      And the state of "dev" is STOP
      And the state of "dev" is STOP_COPY
      When the program reads 10 bytes from "stream of dev" as "head"
      And the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      And the structure holds:
        | data_fd | -1 |
      When the program reads "stream of dev" to its end as "tail", 4096 bytes at a time
      Then the call returns 0
      And "whole" holds the bytes of "head" and then those of "tail"

  @MIG-46 @architecture @must
  Rule: ERROR cannot be set
    Source: Linux 6.12 include/uapi/linux/vfio.h; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program sets the state of "dev" to ERROR
      Then the call fails with EINVAL
      And the state of "dev" is <state>

      Examples:
        | state        |
        | STOP         |
        | RUNNING      |
        | STOP_COPY    |
        | RESUMING     |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |

  @MIG-47 @architecture @must
  Rule: A number that is no state cannot be set
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: <number> in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags        | VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
        | device_state | <number>                                                       |
      Then the call fails with EINVAL
      And the state of "dev" is <state>

      Examples:
        | number     | state     |
        | 8          | RUNNING   |
        | 8          | STOP      |
        | 8          | STOP_COPY |
        | 8          | RESUMING  |
        | 8          | PRE_COPY  |
        | 9          | RUNNING   |
        | 255        | RUNNING   |
        | 0x80000002 | RUNNING   |
        | 0xFFFFFFFF | RUNNING   |
        | 0xFFFFFFFF | STOP_COPY |

  @MIG-48 @architecture @must
  Rule: A state that the device does not have cannot be set
    Source: Linux 6.12 include/uapi/linux/vfio.h; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: <target> in <state> of a device that migrates with <capabilities>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program sets the state of "dev" to <target>
      Then the call fails with EINVAL
      And the state of "dev" is <state>

      Examples:
        | capabilities           | state     | target       |
        | STOP_COPY              | RUNNING   | RUNNING_P2P  |
        | STOP_COPY              | RUNNING   | PRE_COPY     |
        | STOP_COPY              | RUNNING   | PRE_COPY_P2P |
        | STOP_COPY              | STOP      | RUNNING_P2P  |
        | STOP_COPY              | STOP_COPY | PRE_COPY     |
        | STOP_COPY              | RESUMING  | PRE_COPY_P2P |
        | STOP_COPY and P2P      | RUNNING   | PRE_COPY     |
        | STOP_COPY and P2P      | STOP      | PRE_COPY_P2P |
        | STOP_COPY and P2P      | STOP_COPY | PRE_COPY_P2P |
        | STOP_COPY and PRE_COPY | RUNNING   | RUNNING_P2P  |
        | STOP_COPY and PRE_COPY | STOP      | PRE_COPY_P2P |
        | STOP_COPY and PRE_COPY | PRE_COPY  | PRE_COPY_P2P |
        | STOP_COPY and PRE_COPY | RESUMING  | RUNNING_P2P  |

  @MIG-49 @linux @must
  Rule: SET that fails writes data_fd -1
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_mig_device_state

    Scenario Outline: device_state <target> in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags        | VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
        | device_state | <target>                                                       |
        | data_fd      | 77                                                             |
      Then the call fails with EINVAL
      And the structure holds:
        | data_fd | -1 |

      Examples:
        | state     | target                     |
        | RUNNING   | VFIO_DEVICE_STATE_ERROR    |
        | RUNNING   | 8                          |
        | RUNNING   | 0xFFFFFFFF                 |
        | STOP_COPY | VFIO_DEVICE_STATE_PRE_COPY |
        | RESUMING  | VFIO_DEVICE_STATE_STOP     |

  @MIG-50 @linux @must
  Rule: SET that fails leaves device_state as the program has it
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_mig_device_state

    Scenario Outline: device_state <target> in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags        | VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
        | device_state | <target>                                                       |
      Then the call fails with EINVAL
      And the structure holds:
        | device_state | <target> |

      Examples:
        | state     | target                     |
        | RUNNING   | VFIO_DEVICE_STATE_ERROR    |
        | RUNNING   | 8                          |
        | RUNNING   | 0x80000002                 |
        | STOP_COPY | VFIO_DEVICE_STATE_PRE_COPY |
        | RESUMING  | VFIO_DEVICE_STATE_STOP     |

  @MIG-51 @linux @must
  Rule: SET whose answer cannot be written gives EFAULT, and the state has changed nevertheless
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_mig_device_state

    Scenario Outline: <target>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with read-only memory that holds:
        | flags        | VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE |
        | device_state | VFIO_DEVICE_STATE_<target>                                     |
      Then the call fails with EFAULT
      And the structure is unchanged
      And the state of "dev" is <target>

      Examples: with and without a data file
        | target    |
        | STOP      |
        | STOP_COPY |
        | RESUMING  |

  @MIG-52 @linux @must
  Rule: A data file closes on exec
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioct_mig_return_fd

    Scenario Outline: of <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      Then "stream of dev" closes on exec

      Examples:
        | state     |
        | STOP_COPY |
        | PRE_COPY  |
        | RESUMING  |

  @MIG-53 @architecture @must
  Rule: SET that does not begin a data stream gives data_fd -1
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario Outline: from <state> to <target>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program sets the state of "dev" to <target>
      Then the call succeeds
      And the structure holds:
        | device_state | VFIO_DEVICE_STATE_<target> |
        | data_fd      | <data_fd>                  |

      Examples: no stream begins
        | state        | target       | data_fd |
        | RUNNING      | STOP         | -1      |
        | RUNNING      | RUNNING_P2P  | -1      |
        | RUNNING_P2P  | STOP         | -1      |
        | RUNNING_P2P  | RUNNING      | -1      |
        | STOP         | RUNNING      | -1      |
        | STOP         | RUNNING_P2P  | -1      |
        | STOP_COPY    | STOP         | -1      |
        | STOP_COPY    | RUNNING      | -1      |
        | STOP_COPY    | RUNNING_P2P  | -1      |
        | PRE_COPY     | RUNNING      | -1      |
        | PRE_COPY     | STOP         | -1      |
        | PRE_COPY     | PRE_COPY_P2P | -1      |
        | PRE_COPY     | STOP_COPY    | -1      |
        | PRE_COPY_P2P | PRE_COPY     | -1      |
        | PRE_COPY_P2P | STOP_COPY    | -1      |
        | PRE_COPY_P2P | RUNNING_P2P  | -1      |

      Examples: a stream begins
        | state        | target       | data_fd    |
        | RUNNING      | STOP_COPY    | at least 0 |
        | RUNNING      | PRE_COPY     | at least 0 |
        | RUNNING      | PRE_COPY_P2P | at least 0 |
        | RUNNING      | RESUMING     | at least 0 |
        | STOP_COPY    | RESUMING     | at least 0 |
        | PRE_COPY     | RESUMING     | at least 0 |

  @MIG-54 @linux @must
  Rule: SETs of two threads act as if one had come after the other
    Where a call can be stopped between its steps the second one begins there; elsewhere the threads race.
    Source: Linux 6.12 drivers/vfio/pci/mlx5/main.c mlx5vf_pci_set_device_state (state_mutex) and its like in other drivers

    Scenario Outline: STOP, after <steps> steps STOP_COPY
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When one thread sets the state of "dev" to STOP and, after <steps> steps, another to STOP_COPY
      Then it is as if they had come one after the other:
        | first        | second    | state     |
        | no data file | data file | STOP_COPY |
        | no data file | data file | STOP      |

      Examples:
        | steps |
        | 0     |
        | 1     |
        | 2     |
        | 3     |

    Scenario Outline: out of PRE_COPY to STOP_COPY, after <steps> steps to RUNNING
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      When one thread sets the state of "dev" to STOP_COPY and, after <steps> steps, another to RUNNING
      Then it is as if they had come one after the other:
        | first        | second       | state     |
        | no data file | no data file | RUNNING   |
        | data file    | no data file | STOP_COPY |

      Examples:
        | steps |
        | 0     |
        | 1     |
        | 2     |
        | 3     |

    Scenario Outline: RESUMING, which cannot be left without data, after <steps> steps STOP_COPY
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When one thread sets the state of "dev" to RESUMING and, after <steps> steps, another to STOP_COPY
      Then it is as if they had come one after the other:
        | first     | second    | state    |
        | data file | EINVAL    | RESUMING |
        | data file | data file | RESUMING |

      Examples:
        | steps |
        | 0     |
        | 1     |
        | 2     |
        | 3     |

    Scenario Outline: out of PRE_COPY to STOP, after <steps> steps to PRE_COPY, seen at the driver
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      And an observer at the driver of "dev"
      When one thread sets the state of "dev" to STOP and, after <steps> steps, another to PRE_COPY
      Then it is as if they had come one after the other:
        | first        | second       | state    |
        | no data file | data file    | PRE_COPY |
        | no data file | no data file | STOP     |
      And the observer of "dev" has seen one of these walks:
        | PRE_COPY > RUNNING > RUNNING_P2P > STOP > RUNNING_P2P > RUNNING > PRE_COPY |
        | PRE_COPY > RUNNING > RUNNING_P2P > STOP                                    |

      Examples:
        | steps |
        | 0     |
        | 1     |
        | 2     |

  @MIG-55 @architecture @must
  Rule: The state changes by SET and by reset alone
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      And the program has an eventfd "irq"

    Scenario Outline: everything else is done in <state>
      Given the state of "dev" is <state>
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz | 24 |
      And the program calls VFIO_DEVICE_GET_IRQ_INFO on "dev" with:
        | index | VFIO_PCI_MSI_IRQ_INDEX |
      And the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIG_DATA_SIZE |
      And the program wires INTX of "dev" to "irq"
      And the program triggers INTX of "dev"
      And the program disables INTX of "dev"
      And the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | index | VFIO_PCI_CONFIG_REGION_INDEX |
      And the program reads 4 bytes from "dev" at the offset it was told
      And the program makes the call poll with:
        | fds          | 0 |
        | nfds         | 0 |
        | milliseconds | 2 |
      Then the state of "dev" is <state>
      And the state of "dev" is <state>

      Examples:
        | state        |
        | STOP         |
        | RUNNING      |
        | STOP_COPY    |
        | RESUMING     |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario Outline: the data file of <state> is closed
      Given the state of "dev" is <state>
      When the program closes "stream of dev"
      Then the call returns 0
      And the state of "dev" is <state>

      Examples:
        | state        |
        | STOP_COPY    |
        | RESUMING     |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario: all of the stream is read
      Given the state of "dev" is STOP_COPY
      When the program reads "stream of dev" to its end as "all", 4096 bytes at a time
      Then the call returns 0
      And the state of "dev" is STOP_COPY
