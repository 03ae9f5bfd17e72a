@vfio-migration
Feature: Pre-copy

  In PRE_COPY and PRE_COPY_P2P the device runs and its stream can be read. The stream has temporary ends, where a read gives
  ENOMSG; in STOP_COPY the same data file goes on with the rest. VFIO_MIG_GET_PRECOPY_INFO on the data file tells how much
  of the initial data is left (initial_bytes) and how much has changed since it was read (dirty_bytes).

  @MIG-102 @architecture @must
  Rule: At a temporary end of pre-copy a read gives ENOMSG
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_PRE_COPY

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program reads "stream of dev" to its end as "early", 4096 bytes at a time
      Then the call fails with ENOMSG
      And "early" is not empty
      When the program reads 10 bytes from "stream of dev"
      Then the call fails with ENOMSG

      Examples:
        | state        |
        | PRE_COPY     |
        | PRE_COPY_P2P |

  @MIG-104 @architecture @must
  Rule: After pre-copy the rest of the data comes from the same data file in STOP_COPY
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_PRE_COPY, VFIO_DEVICE_STATE_STOP_COPY

    Scenario Outline: from <state>, after all of it was read
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program reads "stream of dev" to its end as "early", 4096 bytes at a time
      And the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      And the structure holds:
        | data_fd | -1 |
      When the program reads "stream of dev" to its end as "late", 4096 bytes at a time
      Then the call returns 0
      And "early" is not empty
      And "late" is not empty

      Examples:
        | state        |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario Outline: a serial card sends its identification in <state> and its port in STOP_COPY
      Given the host has a device "uart" of kind mtty
      And the program has opened device "uart"
      And the program has saved "uart" as "whole"
      And the state of "uart" is RUNNING
      And the state of "uart" is <state>
      When the program reads 4096 bytes from "stream of uart" as "early"
      And the program sets the state of "uart" to STOP_COPY
      Then the call succeeds
      When the program reads "stream of uart" to its end as "late", 4096 bytes at a time
      Then "early" is 24 bytes long
      And "late" is 36 bytes long
      And "whole" holds the bytes of "early" and then those of "late"

      Examples:
        | state        |
        | PRE_COPY     |
        | PRE_COPY_P2P |

  @MIG-128 @architecture @must
  Rule: VFIO_MIG_GET_PRECOPY_INFO gives EINVAL for an argsz of 23 and EFAULT for an argument that is not there
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_MIG_GET_PRECOPY_INFO; samples/vfio-mdev/mtty.c mtty_precopy_ioctl

    Scenario Outline: argsz <argsz>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz | <argsz> |
      Then the result is <result>

      Examples:
        | argsz | result |
        | 0     | EINVAL |
        | 8     | EINVAL |
        | 23    | EINVAL |
        | 24    | 0      |
        | 25    | 0      |
        | 4096  | 0      |

    Scenario: nothing at the address
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with an address where nothing is
      Then the call fails with EFAULT

    Scenario: memory that ends too early
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with only the first 23 bytes of:
        | argsz | 24 |
      Then the call fails with EFAULT

  @MIG-129 @architecture @must
  Rule: VFIO_MIG_GET_PRECOPY_INFO gives EINVAL in STOP_COPY
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_MIG_GET_PRECOPY_INFO

    Scenario: stop-copy from the start
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz | 24 |
      Then the call fails with EINVAL

    Scenario Outline: after <state>, on the same data file
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz | 24 |
      Then the call succeeds
      When the program sets the state of "dev" to STOP_COPY
      And the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz | 24 |
      Then the call fails with EINVAL

      Examples:
        | state        |
        | PRE_COPY     |
        | PRE_COPY_P2P |

  @MIG-130 @linux @must
  Rule: VFIO_MIG_GET_PRECOPY_INFO is a call of the data file; the device answers ENOTTY
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_core.c vfio_pci_core_ioctl; samples/vfio-mdev/mtty.c mtty_ioctl

    Scenario: in PRE_COPY
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "dev" with:
        | argsz | 24 |
      Then the call fails with ENOTTY

  @MIG-131 @architecture @must
  Rule: At the start of a session initial_bytes is not 0
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_MIG_GET_PRECOPY_INFO

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz         | 24 |
        | initial_bytes | 0  |
      Then the call succeeds
      And the structure holds:
        | initial_bytes | other than 0 |

      Examples:
        | state        |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario: in a second session too
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      And the state of "dev" is RUNNING
      And the state of "dev" is PRE_COPY
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz | 24 |
      Then the call succeeds
      And the structure holds:
        | initial_bytes | other than 0 |

  @MIG-132 @architecture @must
  Rule: Within a session initial_bytes never increases
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_MIG_GET_PRECOPY_INFO

    Scenario Outline: <piece> bytes at a time
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      When the program reads "stream of dev" to its end, <piece> bytes at a time, with VFIO_MIG_GET_PRECOPY_INFO before each
      Then initial_bytes has never increased

      Examples:
        | piece |
        | 4096  |

      @sweep
      Examples:
        | piece |
        | 5     |

    Scenario: in PRE_COPY_P2P and back, while the memory of a PCI function changes
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      When the program reads "stream of dev" to its end, 1024 bytes at a time, with VFIO_MIG_GET_PRECOPY_INFO before each
      And the program writes X'22' to BAR2 of "dev" at 0x1000
      And the program reads "stream of dev" to its end, 1024 bytes at a time, with VFIO_MIG_GET_PRECOPY_INFO before each
      And the program sets the state of "dev" to PRE_COPY_P2P
      And the program reads "stream of dev" to its end, 1024 bytes at a time, with VFIO_MIG_GET_PRECOPY_INFO before each
      Then initial_bytes has never increased

  @MIG-133 @architecture @must
  Rule: At the start of a session dirty_bytes is 0
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_MIG_GET_PRECOPY_INFO

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz       | 24 |
        | dirty_bytes | 77 |
      Then the call succeeds
      And the structure holds:
        | dirty_bytes | 0 |

      Examples:
        | state        |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario: memory of a PCI function that changed before the session is initial data
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "dev"
      And BAR2 of "dev" holds X'11' at 0
      And the state of "dev" is PRE_COPY
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz       | 24 |
        | dirty_bytes | 77 |
      Then the call succeeds
      And the structure holds:
        | dirty_bytes | 0 |

  @MIG-134 @linux @should
  Rule: Reading n bytes makes initial_bytes of a serial card smaller by n
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_precopy_ioctl

    Scenario Outline: <read> of 24 bytes read
      Given the host has a device "uart" of kind mtty
      And the program has opened device "uart"
      And the state of "uart" is PRE_COPY
      When the program reads <read> bytes from "stream of uart"
      And the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of uart" with:
        | argsz | 24 |
      Then the call succeeds
      And the structure holds:
        | initial_bytes | <left> |
        | dirty_bytes   | 0      |

      Examples:
        | read | left |
        | 1    | 23   |
        | 10   | 14   |
        | 23   | 1    |
        | 24   | 0    |

  @MIG-135 @architecture @must
  Rule: Pre-copy may be left for STOP_COPY before initial_bytes has reached 0, and nothing is lost
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_MIG_GET_PRECOPY_INFO: leaving at 0 is a recommendation

    Scenario Outline: <count> bytes read
      Given the host has a migratable device "dev"
      And the host has a migratable device "target"
      And the program has opened device "dev"
      And the program has opened device "target"
      And the state of "dev" is PRE_COPY
      And the state of "target" is RESUMING
      When the program reads <count> bytes from "stream of dev" as "early"
      And the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz | 24 |
      Then the structure holds:
        | initial_bytes | other than 0 |
      When the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      When the program reads "stream of dev" to its end as "late", 4096 bytes at a time
      And the program writes all of "early" to "stream of target", 4096 bytes at a time
      And the program writes all of "late" to "stream of target", 4096 bytes at a time
      And the program sets the state of "target" to STOP
      Then the call succeeds

      Examples:
        | count |
        | 1     |
        | 10    |

  @MIG-136 @architecture @must
  Rule: A device that tells PRE_COPY has VFIO_MIG_GET_PRECOPY_INFO
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_MIG_GET_PRECOPY_INFO

    Scenario Outline: <capabilities>, in <state>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls VFIO_MIG_GET_PRECOPY_INFO on "stream of dev" with:
        | argsz | 24 |
      Then the call succeeds
      And the structure holds:
        | argsz | 24 |
        | flags | 0  |

      Examples:
        | capabilities                | state        |
        | STOP_COPY and PRE_COPY      | PRE_COPY     |
        | STOP_COPY, P2P and PRE_COPY | PRE_COPY     |
        | STOP_COPY, P2P and PRE_COPY | PRE_COPY_P2P |

  @MIG-137 @linux @should @untested
  Rule: The driver of HiSilicon accelerators answers VFIO_MIG_GET_PRECOPY_INFO in PRE_COPY only
    Source: Linux 6.12 drivers/vfio/pci/hisilicon/hisi_acc_vfio_pci.c hisi_acc_vf_precopy_ioctl

    Reason: only that hardware could show it; it has no PRE_COPY_P2P, so that MIG-129 and MIG-136 demand the same of it.
