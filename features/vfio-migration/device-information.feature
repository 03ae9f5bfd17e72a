@vfio-migration
Feature: What a VFIO device tells about itself

  VFIO_DEVICE_GET_INFO, VFIO_DEVICE_GET_REGION_INFO and VFIO_DEVICE_GET_IRQ_INFO: the caller states the size of its
  buffer in argsz, the kernel fills in what it knows, and behind it a chain of capabilities where there is room for it.

  @MIG-01 @architecture @must
  Rule: The ioctls of a device are the numbers 0x3B64 + n, without size and direction bits
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: ioctl <number> is <name>
      When the program calls ioctl <number> on "dev" with an address where nothing is
      Then the result is <result>

      Examples: what reads a structure fails with EFAULT; a number that is not known fails with ENOTTY
        | number | name                        | result |
        | 0x3B6B | VFIO_DEVICE_GET_INFO        | EFAULT |
        | 0x3B6C | VFIO_DEVICE_GET_REGION_INFO | EFAULT |
        | 0x3B6D | VFIO_DEVICE_GET_IRQ_INFO    | EFAULT |
        | 0x3B6E | VFIO_DEVICE_SET_IRQS        | EFAULT |
        | 0x3B6F | VFIO_DEVICE_RESET           | 0      |
        | 0x3B75 | VFIO_DEVICE_FEATURE         | EFAULT |

    Scenario Outline: ioctl <number>, <name> with size and direction bits, is unknown
      When the program calls ioctl <number> on "dev" with an address where nothing is
      Then the call fails with ENOTTY

      Examples:
        | number     | name                                                 |
        | 0x80103B6B | VFIO_DEVICE_GET_INFO with 16 bytes, read             |
        | 0xC0183B6B | VFIO_DEVICE_GET_INFO with 24 bytes, read and written |
        | 0xC0203B6C | VFIO_DEVICE_GET_REGION_INFO with 32 bytes            |
        | 0xC0103B6D | VFIO_DEVICE_GET_IRQ_INFO with 16 bytes               |
        | 0x40143B6E | VFIO_DEVICE_SET_IRQS with 20 bytes, written          |
        | 0xC0083B75 | VFIO_DEVICE_FEATURE with 8 bytes                     |

  @MIG-02 @architecture @must
  Rule: The same ioctl number is a different operation on a file of a different kind
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario: 0x3B75 on a device asks about a feature
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | argsz | 8                                                           |
        | flags | VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_MIGRATION |
      Then the call succeeds

    Scenario: 0x3B75 on a container starts and stops the tracking of dirty pages
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | argsz | 8                                 |
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_START |
      Then the call succeeds
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | argsz | 8                                |
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_STOP |
      Then the call succeeds

    Scenario: the flags that ask a device about a feature are unknown to a container
      When the program calls VFIO_DEVICE_FEATURE on "container" with:
        | argsz | 8                                                           |
        | flags | VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_MIGRATION |
      Then the call fails with EINVAL

    Scenario: the flag that starts the tracking of dirty pages names a feature of a device, and no operation
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "dev" with:
        | argsz | 8                                 |
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_START |
      Then the call fails with EINVAL

  @MIG-03 @linux @must
  Rule: An ioctl number that a device does not implement gives ENOTTY
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_core.c vfio_pci_core_ioctl, samples/vfio-mdev/mtty.c mtty_ioctl

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: ioctl <number> on a device, <what>
      When the program calls ioctl <number> on "dev" with an address where nothing is
      Then the call fails with ENOTTY

      Examples:
        | number | what                                                 |
        | 0x3B64 | VFIO_GET_API_VERSION of a container                  |
        | 0x3B67 | VFIO_GROUP_GET_STATUS of a group                     |
        | 0x3B79 | VFIO_MIG_GET_PRECOPY_INFO of a data stream           |
        | 0x3BC7 | the 99th behind VFIO_DEVICE_GET_REGION_INFO          |
        | 0xAE00 | KVM_GET_API_VERSION                                  |
        | 0x5401 | TCGETS of a terminal                                 |

  @MIG-04 @architecture @must
  Rule: VFIO_DEVICE_GET_INFO wants an argsz of 16 or more
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: argsz <argsz> is too small
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz | <argsz> |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | argsz |
        | 0     |
        | 1     |
        | 4     |
        | 12    |
        | 15    |

    Scenario Outline: argsz <argsz> is enough
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz | <argsz> |
      Then the call succeeds
      And the structure holds:
        | num_regions | at least 1 |

      Examples:
        | argsz      |
        | 16         |
        | 17         |
        | 20         |
        | 24         |
        | 4096       |
        | 0xFFFFFFFF |

  @MIG-05 @linux @must
  Rule: VFIO_DEVICE_GET_INFO with a buffer that cannot be read gives EFAULT, whatever argsz says
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_core.c vfio_pci_ioctl_get_info

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario: there is no memory
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with an address where nothing is
      Then the call fails with EFAULT

    Scenario Outline: argsz <argsz>, and memory ends after byte <length>
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with only the first <length> bytes of:
        | argsz | <argsz> |
      Then the call fails with EFAULT

      Examples:
        | argsz | length |
        | 15    | 4      |
        | 15    | 15     |
        | 0     | 15     |
        | 16    | 15     |

    Scenario: memory ends behind the 16 bytes that argsz states
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with only the first 16 bytes of:
        | argsz | 16 |
      Then the call succeeds

    Scenario: the buffer can be read and not written
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with read-only memory that holds:
        | argsz | 16 |
      Then the call fails with EFAULT
      And the structure is unchanged

  @MIG-06 @architecture @must
  Rule: VFIO_DEVICE_GET_INFO writes nothing behind the structure it knows or the argsz it was given
    A chain of capabilities takes more than 8 bytes, so none can lie behind the structure here.
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: argsz <argsz>
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz | <argsz> |
      Then the call succeeds
      And bytes 24 and following of the structure are unchanged

      Examples:
        | argsz |
        | 25    |
        | 28    |
        | 32    |

    Scenario Outline: a device without capabilities, argsz <argsz>
      Given the host has a device "uart" of kind mtty
      And the program has opened device "uart"
      When the program calls VFIO_DEVICE_GET_INFO on "uart" with:
        | argsz | <argsz> |
      Then the call succeeds
      And bytes 24 and following of the structure are unchanged

      Examples:
        | argsz |
        | 28    |
        | 64    |
        | 4096  |

    Scenario: argsz 16 of a buffer of 24 bytes
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz      | 16         |
        | cap_offset | 0x11223344 |
        | pad        | 0x55667788 |
      Then the call succeeds
      And bytes 16 and following of the structure are unchanged

  @MIG-07 @architecture @must
  Rule: VFIO_DEVICE_GET_INFO of a PCI device sets the PCI flag and tells of at least 9 regions and 5 interrupt indexes
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario: the device
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz | 24 |
      Then the call succeeds
      And the structure holds:
        | flags       | with VFIO_DEVICE_FLAGS_PCI                                  |
        | flags       | without VFIO_DEVICE_FLAGS_PLATFORM, VFIO_DEVICE_FLAGS_AMBA, VFIO_DEVICE_FLAGS_CCW, VFIO_DEVICE_FLAGS_AP, VFIO_DEVICE_FLAGS_FSL_MC, VFIO_DEVICE_FLAGS_CDX |
        | num_regions | at least VFIO_PCI_NUM_REGIONS                               |
        | num_irqs    | at least VFIO_PCI_NUM_IRQS                                  |

  @MIG-08 @architecture @must
  Rule: An information call without room for the capabilities succeeds, says that there are some, and how much room they need
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario Outline: a zPCI function, argsz <argsz>
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz      | <argsz> |
        | cap_offset | 0x1234  |
      Then the call succeeds
      And the structure holds:
        | flags       | with VFIO_DEVICE_FLAGS_CAPS   |
        | num_regions | at least VFIO_PCI_NUM_REGIONS |
        | cap_offset  | 0                             |
        | argsz       | at least 32                   |

      Examples:
        | argsz |
        | 24    |
        | 31    |

    Scenario: the BAR with the MSI-X table
      Given the host has a device "dev" of kind vfio-pci with:
        | msix | 8 |
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | argsz      | 32                         |
        | index      | VFIO_PCI_BAR4_REGION_INDEX |
        | cap_offset | 0x1234                     |
      Then the call succeeds
      And the structure holds:
        | flags      | with VFIO_REGION_INFO_FLAG_CAPS |
        | cap_offset | 0                               |
        | argsz      | at least 40                     |

    Scenario Outline: the IOMMU of a container, argsz <argsz>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_IOMMU_GET_INFO on "container" with:
        | argsz      | <argsz> |
        | cap_offset | 0x1234  |
      Then the call succeeds
      And the structure holds:
        | flags      | with VFIO_IOMMU_INFO_CAPS |
        | cap_offset | 0                         |
        | argsz      | at least 32               |

      Examples:
        | argsz |
        | 24    |
        | 31    |

  @MIG-09 @architecture @must
  Rule: The call repeated with the argsz it asked for gives a chain of capabilities that ends with next 0
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario: a zPCI function
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz | 24 |
      And the program repeats the call with the argsz it was told
      Then the call succeeds
      And the structure holds:
        | flags      | with VFIO_DEVICE_FLAGS_CAPS |
        | cap_offset | at least 24                 |
      And the chain of capabilities ends with next 0

    Scenario: the BAR with the MSI-X table
      Given the host has a device "dev" of kind vfio-pci with:
        | msix | 8 |
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | argsz | 32                         |
        | index | VFIO_PCI_BAR4_REGION_INDEX |
      And the program repeats the call with the argsz it was told
      Then the call succeeds
      And the structure holds:
        | flags      | with VFIO_REGION_INFO_FLAG_CAPS |
        | cap_offset | at least 32                     |
      And the chain of capabilities ends with next 0
      And every capability starts at a multiple of 8
      And the capabilities are among:
        | VFIO_REGION_INFO_CAP_SPARSE_MMAP   |
        | VFIO_REGION_INFO_CAP_MSIX_MAPPABLE |

    Scenario: the IOMMU of a container
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_IOMMU_GET_INFO on "container" with:
        | argsz | 24 |
      And the program repeats the call with the argsz it was told
      Then the call succeeds
      And the structure holds:
        | flags      | with VFIO_IOMMU_INFO_CAPS |
        | cap_offset | at least 24               |
      And the chain of capabilities ends with next 0

  @MIG-10 @architecture @must
  Rule: Every capability starts at a multiple of 8, and next counts from the start of the information structure
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario: the IOMMU of a container has at least two
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_IOMMU_GET_INFO on "container" with:
        | argsz | 4096 |
      Then the call succeeds
      And the chain of capabilities ends with next 0
      And every capability starts at a multiple of 8
      And the capabilities are among:
        | VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE |
        | VFIO_IOMMU_TYPE1_INFO_CAP_MIGRATION  |
        | VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL      |

    Scenario: a zPCI function
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz | 4096 |
      Then the call succeeds
      And the chain of capabilities ends with next 0
      And every capability starts at a multiple of 8
      And the capabilities are among:
        | VFIO_DEVICE_INFO_CAP_ZPCI_BASE       |
        | VFIO_DEVICE_INFO_CAP_ZPCI_GROUP      |
        | VFIO_DEVICE_INFO_CAP_ZPCI_UTIL       |
        | VFIO_DEVICE_INFO_CAP_ZPCI_PFIP       |
        | VFIO_DEVICE_INFO_CAP_PCI_ATOMIC_COMP |

  @MIG-11 @architecture @must
  Rule: VFIO_DEVICE_GET_REGION_INFO wants an argsz of 32 or more
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: argsz <argsz> is too small
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | argsz | <argsz>                      |
        | index | VFIO_PCI_CONFIG_REGION_INDEX |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | argsz |
        | 0     |
        | 16    |
        | 24    |
        | 31    |

    Scenario Outline: argsz <argsz> is enough
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | argsz | <argsz>                      |
        | index | VFIO_PCI_CONFIG_REGION_INDEX |
      Then the call succeeds
      And the structure holds:
        | index | VFIO_PCI_CONFIG_REGION_INDEX                                 |
        | flags | with VFIO_REGION_INFO_FLAG_READ, VFIO_REGION_INFO_FLAG_WRITE |
        | size  | at least 255                                                 |
      And bytes 32 and following of the structure are unchanged

      Examples:
        | argsz |
        | 32    |
        | 40    |
        | 4096  |

  @MIG-12 @architecture @must
  Rule: VFIO_DEVICE_GET_REGION_INFO of an index from num_regions on gives EINVAL
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario: the index is num_regions
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" for the first index behind num_regions
      Then the call fails with EINVAL

    Scenario Outline: index <index>
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | index | <index> |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | index      |
        | 0x10000    |
        | 0x80000000 |
        | 0xFFFFFFFF |

  @MIG-13 @architecture @must
  Rule: A BAR that a device does not have is told with success and size 0
    What flags it has is the driver's affair: vfio-pci has none, mtty has READ and WRITE.
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario: BAR 5
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | index | VFIO_PCI_BAR5_REGION_INDEX |
        | size  | 0x1122334455667788         |
      Then the call succeeds
      And the structure holds:
        | size | 0 |

  @MIG-14 @linux @must
  Rule: vfio-pci refuses the VGA region of a device that is no VGA device with EINVAL
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_core.c vfio_pci_ioctl_get_region_info

    Scenario: the device has no VGA region
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | index | VFIO_PCI_VGA_REGION_INDEX |
      Then the call fails with EINVAL
      And the structure is unchanged

  @MIG-15 @architecture @must
  Rule: A region lies where VFIO_DEVICE_GET_REGION_INFO says, and regions do not overlap
    The suite takes every offset of a region from the answer and computes none.
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario: no two regions overlap
      Then no two regions of "dev" overlap

    Scenario: configuration space can be read at the offset that was told
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | index | VFIO_PCI_CONFIG_REGION_INDEX |
      And the program reads 4 bytes from "dev" at the offset it was told
      Then the call returns 4

  @MIG-16 @linux @must
  Rule: vfio-pci and mtty put region n at offset n << 40
    Source: Linux 6.12 include/linux/vfio_pci_core.h VFIO_PCI_INDEX_TO_OFFSET; samples/vfio-mdev/mtty.c

    Scenario Outline: <region>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | index | <region> |
      Then the call succeeds
      And the structure holds:
        | offset | <offset> |

      Examples:
        | region                       | offset        |
        | VFIO_PCI_BAR0_REGION_INDEX   | 0x0           |
        | VFIO_PCI_BAR1_REGION_INDEX   | 0x10000000000 |
        | VFIO_PCI_BAR2_REGION_INDEX   | 0x20000000000 |
        | VFIO_PCI_BAR3_REGION_INDEX   | 0x30000000000 |
        | VFIO_PCI_BAR4_REGION_INDEX   | 0x40000000000 |
        | VFIO_PCI_BAR5_REGION_INDEX   | 0x50000000000 |
        | VFIO_PCI_ROM_REGION_INDEX    | 0x60000000000 |
        | VFIO_PCI_CONFIG_REGION_INDEX | 0x70000000000 |

  @MIG-17 @architecture @must
  Rule: VFIO_DEVICE_GET_IRQ_INFO wants an argsz of 16 or more
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"

    Scenario Outline: argsz <argsz> is too small
      When the program calls VFIO_DEVICE_GET_IRQ_INFO on "dev" with:
        | argsz | <argsz>                 |
        | index | VFIO_PCI_INTX_IRQ_INDEX |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | argsz |
        | 0     |
        | 8     |
        | 15    |

    Scenario Outline: argsz <argsz> is enough
      When the program calls VFIO_DEVICE_GET_IRQ_INFO on "dev" with:
        | argsz | <argsz>                 |
        | index | VFIO_PCI_INTX_IRQ_INDEX |
      Then the call succeeds
      And the structure holds:
        | count | 1 |
      And bytes 16 and following of the structure are unchanged

      Examples:
        | argsz |
        | 16    |
        | 24    |
        | 4096  |

  @MIG-18 @architecture @must
  Rule: VFIO_DEVICE_GET_IRQ_INFO of an index from num_irqs on gives EINVAL
    Source: Linux 6.12 include/uapi/linux/vfio.h; drivers/vfio/pci/vfio_pci_core.c vfio_pci_ioctl_get_irq_info

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"

    Scenario Outline: index <index>
      When the program calls VFIO_DEVICE_GET_IRQ_INFO on "dev" with:
        | index | <index> |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | index             |
        | VFIO_PCI_NUM_IRQS |
        | 6                 |
        | 0xFFFFFFFF        |

  @MIG-19 @architecture @must
  Rule: INTX is one interrupt that is masked when it was signalled and can be masked and unmasked
    Source: Linux 6.12 include/uapi/linux/vfio.h; drivers/vfio/pci/vfio_pci_core.c vfio_pci_ioctl_get_irq_info

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario: after VFIO_DEVICE_GET_INFO
      Given the program has called VFIO_DEVICE_GET_INFO on "dev"
      When the program calls VFIO_DEVICE_GET_IRQ_INFO on "dev" with:
        | index | VFIO_PCI_INTX_IRQ_INDEX |
      Then the call succeeds
      And the structure holds:
        | index | VFIO_PCI_INTX_IRQ_INDEX                                                     |
        | flags | VFIO_IRQ_INFO_EVENTFD + VFIO_IRQ_INFO_MASKABLE + VFIO_IRQ_INFO_AUTOMASKED |
        | count | 1                                                                           |

    Scenario: as the first call on the device
      When the program calls VFIO_DEVICE_GET_IRQ_INFO on "dev" with:
        | index | VFIO_PCI_INTX_IRQ_INDEX |
      Then the call succeeds
      And the structure holds:
        | flags | VFIO_IRQ_INFO_EVENTFD + VFIO_IRQ_INFO_MASKABLE + VFIO_IRQ_INFO_AUTOMASKED |
        | count | 1                                                                           |

  @MIG-20 @linux @must
  Rule: MSI can be signalled by eventfds, and its number of vectors cannot be changed while it is enabled
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_core.c vfio_pci_ioctl_get_irq_info

    Scenario: the flags of MSI
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"
      When the program calls VFIO_DEVICE_GET_IRQ_INFO on "dev" with:
        | index | VFIO_PCI_MSI_IRQ_INDEX |
      Then the call succeeds
      And the structure holds:
        | flags | VFIO_IRQ_INFO_EVENTFD + VFIO_IRQ_INFO_NORESIZE |
        | count | at least 1                                       |

  @MIG-21 @linux @must
  Rule: A conventional PCI device has no error interrupt: VFIO_DEVICE_GET_IRQ_INFO gives EINVAL
    Source: Linux 6.12 drivers/vfio/pci/vfio_pci_core.c vfio_pci_ioctl_get_irq_info

    Scenario Outline: express <express>
      Given the host has a device "dev" of kind vfio-pci with:
        | express | <express> |
      And the program has opened device "dev"
      When the program calls VFIO_DEVICE_GET_IRQ_INFO on "dev" with:
        | index | VFIO_PCI_ERR_IRQ_INDEX |
      Then the result is <result>

      Examples:
        | express | result |
        | no      | EINVAL |
        | yes     | 0      |

  @MIG-23 @linux @must
  Rule: The device file of a device is of no use before it is bound to an iommufd
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_device_fops_unl_ioctl, vfio_device_fops_read, vfio_device_fops_write, vfio_device_fops_mmap; drivers/vfio/device_cdev.c

    Background:
      Given the host has a migratable device "dev"
      And the program has opened the device file of "dev" as "cdev"

    Scenario Outline: <ioctl>
      When the program calls <ioctl> on "cdev" with an address where nothing is
      Then the call fails with EINVAL

      Examples: what is known, and what is not
        | ioctl                       |
        | VFIO_DEVICE_GET_INFO        |
        | VFIO_DEVICE_GET_REGION_INFO |
        | VFIO_DEVICE_GET_IRQ_INFO    |
        | VFIO_DEVICE_SET_IRQS        |
        | VFIO_DEVICE_RESET           |
        | VFIO_DEVICE_FEATURE         |
        | ioctl 0x3BC7                |

    Scenario: read and write
      When the program reads 4 bytes from "cdev" at offset 0
      Then the call fails with EINVAL
      When the program writes X'00' to "cdev" at offset 0
      Then the call fails with EINVAL

    Scenario: mmap
      When the program makes the call mmap with:
        | address    | 0                      |
        | length     | 4096                   |
        | protection | PROT_READ + PROT_WRITE |
        | flags      | MAP_SHARED             |
        | fd         | fd of "cdev"           |
        | offset     | 0                      |
      Then the call fails with EINVAL

    Scenario: bound, it is a device
      Given the program has opened "/dev/iommu" as "iommufd"
      When the program calls VFIO_DEVICE_BIND_IOMMUFD on "cdev" with:
        | iommufd | fd of "iommufd" |
      Then the call succeeds
      When the program calls VFIO_DEVICE_GET_INFO on "cdev" with:
        | argsz | 24 |
      Then the call succeeds
      And the structure holds:
        | flags | with VFIO_DEVICE_FLAGS_PCI |

  @MIG-204 @architecture @provisional @must
  Rule: What tells about the device works in every state
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has called VFIO_DEVICE_GET_INFO on "dev"

    Scenario Outline: in <state>
      Given the state of "dev" is <state>
      When the program calls VFIO_DEVICE_GET_INFO on "dev" with:
        | argsz | 24 |
      Then the call succeeds
      And the structure holds:
        | flags       | with VFIO_DEVICE_FLAGS_PCI    |
        | num_regions | at least VFIO_PCI_NUM_REGIONS |
      When the program calls VFIO_DEVICE_GET_REGION_INFO on "dev" with:
        | index | VFIO_PCI_CONFIG_REGION_INDEX |
      Then the call succeeds
      And the structure holds:
        | size | at least 255 |
      When the program calls VFIO_DEVICE_GET_IRQ_INFO on "dev" with:
        | index | VFIO_PCI_INTX_IRQ_INDEX |
      Then the call succeeds
      And the structure holds:
        | count | 1 |
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIGRATION |
      Then the call succeeds
      And the state of "dev" is <state>

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
