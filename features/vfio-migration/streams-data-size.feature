@vfio-migration
Feature: How much data stop-copy is going to need

  VFIO_DEVICE_FEATURE with VFIO_DEVICE_FEATURE_MIG_DATA_SIZE and GET tells an estimate, stop_copy_length.

  @MIG-138 @architecture @must
  Rule: MIG_DATA_SIZE can be got in every state of a healthy device
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_MIG_DATA_SIZE

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags            | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIG_DATA_SIZE |
        | stop_copy_length | 0                                                           |
      Then the call succeeds
      And the structure holds:
        | stop_copy_length | other than 0 |
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

  @MIG-139 @linux @must
  Rule: MIG_DATA_SIZE of a serial card is 24 bytes and 36 for each port, and its stream is that long
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_migration_get_data_size

    Scenario Outline: <ports> ports
      Given the host has a device "uart" of kind mtty with:
        | ports | <ports> |
      And the program has opened device "uart"
      And the program has saved "uart" as "image"
      When the program calls VFIO_DEVICE_FEATURE on "uart" with:
        | flags | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIG_DATA_SIZE |
      Then the call succeeds
      And the structure holds:
        | stop_copy_length | <size> |
      And "image" is <size> bytes long

      Examples:
        | ports | size |
        | 1     | 60   |
        | 2     | 96   |

    Scenario Outline: <ports> ports, in <state>
      Given the host has a device "uart" of kind mtty with:
        | ports | <ports> |
      And the program has opened device "uart"
      And the state of "uart" is <state>
      When the program calls VFIO_DEVICE_FEATURE on "uart" with:
        | flags | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIG_DATA_SIZE |
      Then the call succeeds
      And the structure holds:
        | stop_copy_length | <size> |

      Examples:
        | ports | state    | size |
        | 1     | RUNNING  | 60   |
        | 2     | RUNNING  | 96   |
        | 1     | PRE_COPY | 60   |
        | 1     | RESUMING | 60   |

  @MIG-140 @architecture @must
  Rule: MIG_DATA_SIZE can only be got: SET gives EINVAL
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_migration_data_size

    Scenario Outline: argsz <argsz>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz            | <argsz>                                                     |
        | flags            | VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_MIG_DATA_SIZE |
        | stop_copy_length | 4096                                                        |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | argsz |
        | 8     |
        | 16    |
