@vfio-migration
Feature: DMA logging: which pages a device has written

  During pre-copy the program has to know which pages of guest memory the device has written since they were sent. A
  device that can say so logs its own DMA writes: three features of VFIO_DEVICE_FEATURE start the log over ranges of IOVA,
  report it as a bitmap and stop it. The log is no part of the migration state.

  @MIG-171 @linux @must
  Rule: DMA_LOGGING_START wants at least one range, and no more than fit a page of the kernel
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_logging_start

    An entry has 16 bytes, so 256 of them fit a page of 4096 bytes. The count is looked at before the first range is read.

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"

    Scenario Outline: <count> ranges at an address where nothing is
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags      | VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_DMA_LOGGING_START |
        | page_size  | 4096                                                            |
        | num_ranges | <count>                                                         |
        | ranges     | 0x10                                                            |
      Then the call fails with <result>
      And the structure is unchanged

      Examples:
        | count      | result |
        | 0          | EINVAL |
        | 1          | EFAULT |
        | 256        | EFAULT |
        | 257        | E2BIG  |
        | 0x80000000 | E2BIG  |
        | 0xFFFFFFFF | E2BIG  |

    Scenario Outline: <count> ranges that are there
      When the program starts DMA logging on "dev" in pages of 4096 bytes for <count> ranges of one page
      Then the result is <result>

      Examples:
        | count | result |
        | 1     | 0      |
        | 2     | 0      |
        | 256   | 0      |
        | 257   | E2BIG  |

  @MIG-172 @linux @must
  Rule: A range of DMA_LOGGING_START begins and ends at a page of the size asked for, and does not wrap around
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_logging_start

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"

    Scenario Outline: <length> bytes from <iova> in pages of <page> bytes
      When the program starts DMA logging on "dev" in pages of <page> bytes for:
        | iova   | length   |
        | <iova> | <length> |
      Then the result is <result>

      Examples: alignment
        | iova     | length  | page  | result |
        | 0x100000 | 0x1000  | 4096  | 0      |
        | 0x100001 | 0x1000  | 4096  | EINVAL |
        | 0x100800 | 0x1000  | 4096  | EINVAL |
        | 0x100FFF | 0x1000  | 4096  | EINVAL |
        | 0x100000 | 0x1001  | 4096  | EINVAL |
        | 0x100000 | 0x800   | 4096  | EINVAL |
        | 0x100000 | 0x1FFF  | 4096  | EINVAL |
        | 0x101000 | 0x2000  | 8192  | EINVAL |
        | 0x102000 | 0x1000  | 8192  | EINVAL |
        | 0x102000 | 0x2000  | 8192  | 0      |
        | 0x108000 | 0x10000 | 65536 | EINVAL |
        | 0x110000 | 0x10000 | 65536 | 0      |

      Examples: the end of the address space
        | iova               | length             | page | result    |
        | 0xFFFFFFFFFFFFE000 | 0x1000             | 4096 | 0         |
        | 0xFFFFFFFFFFFFF000 | 0x1000             | 4096 | EOVERFLOW |
        | 0xFFFFFFFFFFFFF000 | 0x2000             | 4096 | EOVERFLOW |
        | 0x1000             | 0xFFFFFFFFFFFFF000 | 4096 | EOVERFLOW |
        | 0x8000000000000000 | 0x8000000000000000 | 4096 | EOVERFLOW |
        | 0x0                | 0xFFFFFFFFFFFFF000 | 4096 | 0         |

  @MIG-173 @linux @must
  Rule: Ranges of DMA_LOGGING_START must not overlap; they may touch, and stand in any order
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_logging_start

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"

    Scenario Outline: <what>
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova     | length   |
        | 0x100000 | 0x4000   |
        | 0x200000 | 0x4000   |
        | <iova>   | <length> |
      Then the result is <result>

      Examples:
        | what                                        | iova     | length   | result |
        | the first one again                         | 0x100000 | 0x4000   | EINVAL |
        | the second one again                        | 0x200000 | 0x4000   | EINVAL |
        | the last page of the first                  | 0x103000 | 0x1000   | EINVAL |
        | the first page of the second and one before | 0x1FF000 | 0x2000   | EINVAL |
        | inside of the first                         | 0x101000 | 0x2000   | EINVAL |
        | around the first                            | 0xFF000  | 0x6000   | EINVAL |
        | around both                                 | 0x0      | 0x400000 | EINVAL |
        | right behind the first                      | 0x104000 | 0x1000   | 0      |
        | right before the first                      | 0xFF000  | 0x1000   | 0      |
        | all that lies between them                  | 0x104000 | 0xFC000  | 0      |
        | behind both                                 | 0x300000 | 0x1000   | 0      |

  @MIG-174 @linux @must
  Rule: Of several bad ranges the first in memory decides how DMA_LOGGING_START fails
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_logging_start

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"

    Scenario: one that wraps around before one that is not aligned
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova               | length |
        | 0x100000           | 0x1000 |
        | 0xFFFFFFFFFFFFF000 | 0x1000 |
        | 0x200800           | 0x1000 |
      Then the call fails with EOVERFLOW

    Scenario: one that is not aligned before one that wraps around
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova               | length |
        | 0x100000           | 0x1000 |
        | 0x200800           | 0x1000 |
        | 0xFFFFFFFFFFFFF000 | 0x1000 |
      Then the call fails with EINVAL

    Scenario: one that overlaps before one that wraps around
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova               | length |
        | 0x100000           | 0x1000 |
        | 0x100000           | 0x1000 |
        | 0xFFFFFFFFFFFFF000 | 0x1000 |
      Then the call fails with EINVAL

    Scenario: one that wraps around before one that overlaps
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova               | length |
        | 0x100000           | 0x1000 |
        | 0xFFFFFFFFFFFFF000 | 0x1000 |
        | 0x100000           | 0x1000 |
      Then the call fails with EOVERFLOW

    Scenario: one that is not aligned and wraps around
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova               | length |
        | 0xFFFFFFFFFFFFF800 | 0x1000 |
      Then the call fails with EINVAL

  @MIG-175 @architecture @must
  Rule: DMA logging that is on cannot be started again before it was stopped
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_DMA_LOGGING_START; drivers/vfio/pci/mlx5/cmd.c mlx5vf_start_page_tracker, drivers/vfio/pci/pds/dirty.c pds_vfio_dirty_enable

    The text names no error number. Drivers give EINVAL; EBUSY says the same.

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 8192 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x101FFF

    Scenario: for other pages
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova     | length |
        | 0x300000 | 0x1000 |
      Then the call fails with one of EINVAL, EBUSY

    Scenario: after it was stopped
      When the program stops DMA logging on "dev"
      Then the call succeeds
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova     | length |
        | 0x300000 | 0x1000 |
      Then the call succeeds

    Scenario: the log that is on goes on
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova     | length |
        | 0x300000 | 0x1000 |
      And device "dev" has X'11' to write to IOVA 0x101000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x101FFF, into "bitmap"
      Then the call succeeds
      And bit 1 of "bitmap" is set and no other

  @MIG-176 @architecture @must
  Rule: DMA_LOGGING_START writes back the page size in use, which may be another than the one wished for
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_DMA_LOGGING_START

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"

    Scenario Outline: pages of <wish> bytes are wished for
      When the program starts DMA logging on "dev" in pages of <wish> bytes for:
        | iova     | length   |
        | 0x400000 | 0x400000 |
      Then the call succeeds
      And the structure holds:
        | page_size | one of 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576, 2097152, 4194304 |

      Examples:
        | wish    |
        | 4096    |
        | 8192    |
        | 65536   |
        | 1048576 |
        | 4194304 |

    Scenario Outline: one byte makes a page dirty, of the size written back for the wish of <wish>
      Given the program has 262144 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x400000
      And the program has 4096 bytes of memory "bitmap"
      When the program starts DMA logging on "dev" in pages of <wish> bytes for:
        | iova     | length   |
        | 0x400000 | 0x400000 |
      And device "dev" has X'11' to write to IOVA 0x420000
      And the program keeps the page size it was told
      And the program asks which pages of 4096 bytes "dev" has written from 0x400000 to 0x7FFFFF, into "bitmap"
      Then the bits of "bitmap" from 0x400000 to 0x7FFFFF are set that lie in the page of that size around 0x420000, and no other

      Examples:
        | wish    |
        | 4096    |
        | 8192    |
        | 65536   |
        | 1048576 |

  @MIG-177 @linux @must
  Rule: DMA_LOGGING_STOP succeeds also where nothing is logged
    Source: Linux 6.12 drivers/vfio/pci/mlx5/cmd.c mlx5vf_stop_page_tracker, drivers/vfio/pci/pds/dirty.c pds_vfio_dma_logging_stop, samples/vfio-mdev/mtty.c mtty_log_stop

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"

    Scenario: it was never started
      When the program stops DMA logging on "dev"
      Then the call succeeds

    Scenario: it was stopped before
      Given the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x107FFF
      When the program stops DMA logging on "dev"
      Then the call succeeds
      When the program stops DMA logging on "dev"
      Then the call succeeds

  @MIG-178 @architecture @must
  Rule: DMA_LOGGING_REPORT fails while nothing is logged
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT; drivers/vfio/pci/mlx5/cmd.c mlx5vf_tracker_read_and_clear, drivers/vfio/pci/pds/dirty.c pds_vfio_dirty_sync

    The text names no error number. Drivers give EINVAL; a kernel without CONFIG_IOMMUFD_DRIVER has no bitmaps and gives
    EOPNOTSUPP before it asks the driver.

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 64 bytes of memory "bitmap"

    Scenario: it was never started
      When the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x107FFF, into "bitmap"
      Then the call fails with one of EINVAL, EOPNOTSUPP
      And no bit of "bitmap" is set

    Scenario: it was stopped
      Given the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x107FFF
      When the program stops DMA logging on "dev"
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x107FFF, into "bitmap"
      Then the call fails with one of EINVAL, EOPNOTSUPP
      And no bit of "bitmap" is set

  @MIG-179 @linux @must
  Rule: The page size of DMA_LOGGING_REPORT is a power of two, 4096 or more
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_logging_report

    The header allows any power of two.

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 4096 bytes of memory "bitmap"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x1FFFFF

    Scenario Outline: pages of <page> bytes
      When the program asks which pages of <page> bytes "dev" has written from 0x100000 to 0x1FFFFF, into "bitmap"
      Then the call fails with EINVAL
      And no bit of "bitmap" is set

      Examples:
        | page               |
        | 0                  |
        | 1                  |
        | 2048               |
        | 4095               |
        | 4097               |
        | 6144               |
        | 12288              |
        | 0x1001000          |
        | 0xFFFFFFFFFFFFFFFF |

    Scenario Outline: pages of <page> bytes will do
      When the program asks which pages of <page> bytes "dev" has written from 0x100000 to 0x1FFFFF, into "bitmap"
      Then the call succeeds
      And no bit of "bitmap" is set

      Examples:
        | page    |
        | 4096    |
        | 8192    |
        | 65536   |
        | 1048576 |

  @MIG-180 @linux @must
  Rule: A range of DMA_LOGGING_REPORT that wraps around gives EOVERFLOW
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_ioctl_device_feature_logging_report

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 4096 bytes of memory "bitmap"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x107FFF

    Scenario Outline: <length> bytes from <iova>, pages of <page> bytes
      When the program calls VFIO_DEVICE_FEATURE on "dev" with:
        | flags     | VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT |
        | iova      | <iova>                                                           |
        | length    | <length>                                                         |
        | page_size | <page>                                                           |
        | bitmap    | address of "bitmap"                                              |
      Then the call fails with <result>

      Examples: the page size is looked at first
        | iova               | length             | page | result    |
        | 0xFFFFFFFFFFFFF000 | 0x1000             | 4096 | EOVERFLOW |
        | 0xFFFFFFFFFFFFF000 | 0x2000             | 4096 | EOVERFLOW |
        | 0x1000             | 0xFFFFFFFFFFFFF000 | 4096 | EOVERFLOW |
        | 0x8000000000000000 | 0x8000000000000000 | 8192 | EOVERFLOW |
        | 0xFFFFFFFFFFFFF000 | 0x2000             | 2048 | EINVAL    |

  @MIG-181 @architecture @must
  Rule: DMA_LOGGING_REPORT sets the bits of the pages that the device has written, and changes no other bit
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 65536 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x10FFFF

    Scenario: nothing was written
      When the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And no bit of "bitmap" is set

    Scenario: pages that were written
      When device "dev" has X'11' to write to IOVA 0x100000
      And device "dev" has X'22' to write to IOVA 0x105FFF
      And device "dev" has X'3344' to write to IOVA 0x108FFF
      And device "dev" has X'55' to write to IOVA 0x10F000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And bits 0, 5, 8, 9 and 15 of "bitmap" are set and no other
      And memory "guest" holds X'22' at 0x5FFF

    Scenario: bits that are set remain set
      Given memory "bitmap" is filled with X'FF'
      When device "dev" has X'11' to write to IOVA 0x105000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And bits 0 to 511 of "bitmap" are set and no other

    Scenario: a page outside of the range asked for
      When device "dev" has X'11' to write to IOVA 0x103000
      And device "dev" has X'11' to write to IOVA 0x104000
      And device "dev" has X'11' to write to IOVA 0x107000
      And device "dev" has X'11' to write to IOVA 0x108000
      And the program asks which pages of 4096 bytes "dev" has written from 0x104000 to 0x107FFF, into "bitmap"
      Then the call succeeds
      And bits 0 and 3 of "bitmap" are set and no other

    Scenario: what was written before logging began
      When the program stops DMA logging on "dev"
      And device "dev" has X'11' to write to IOVA 0x105000
      And the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova     | length  |
        | 0x100000 | 0x10000 |
      And device "dev" has X'11' to write to IOVA 0x106000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then bit 6 of "bitmap" is set and no other

  @MIG-182 @architecture @must
  Rule: A report clears the log of the range that it reports
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 65536 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "first"
      And the program has 64 bytes of memory "second"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x10FFFF

    Scenario: nothing was written since
      When device "dev" has X'11' to write to IOVA 0x105000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "first"
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "second"
      Then bit 5 of "first" is set and no other
      And no bit of "second" is set

    Scenario: the same page and another were written since
      When device "dev" has X'11' to write to IOVA 0x105000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "first"
      And device "dev" has X'22' to write to IOVA 0x105000
      And device "dev" has X'22' to write to IOVA 0x107000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "second"
      Then bit 5 of "first" is set and no other
      And bits 5 and 7 of "second" are set and no other

    Scenario: pages beside the range that was reported keep their mark
      When device "dev" has X'11' to write to IOVA 0x101000
      And device "dev" has X'11' to write to IOVA 0x105000
      And device "dev" has X'11' to write to IOVA 0x109000
      And the program asks which pages of 4096 bytes "dev" has written from 0x104000 to 0x107FFF, into "first"
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "second"
      Then bit 1 of "first" is set and no other
      And bits 1 and 9 of "second" are set and no other

  @MIG-183 @architecture @must
  Rule: In the bitmap the page of an address is bit (address - iova) / page size, in 64-bit words of the host, the least significant bit first
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT; drivers/iommu/iommufd/iova_bitmap.c iova_bitmap_set

    The formula in the header takes addr % 64 for the bit, a slip: it has to be the number of the page.

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 1048576 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x1FFFFF

    Scenario Outline: page <page> of those from <iova>, written at <address>
      When device "dev" has X'11' to write to IOVA <address>
      And the program asks which pages of 4096 bytes "dev" has written from <iova> to 0x1FFFFF, into "bitmap"
      Then the call succeeds
      And bit <page> of "bitmap" is set and no other

      Examples:
        | iova     | address  | page |
        | 0x100000 | 0x100000 | 0    |
        | 0x100000 | 0x101000 | 1    |
        | 0x100000 | 0x107FFF | 7    |
        | 0x100000 | 0x108000 | 8    |
        | 0x100000 | 0x11F123 | 31   |
        | 0x100000 | 0x120000 | 32   |
        | 0x100000 | 0x13F000 | 63   |
        | 0x100000 | 0x140000 | 64   |
        | 0x100000 | 0x17F000 | 127  |
        | 0x100000 | 0x180000 | 128  |
        | 0x100000 | 0x1FFFFF | 255  |
        | 0x101000 | 0x101000 | 0    |
        | 0x101000 | 0x141000 | 64   |
        | 0x13F000 | 0x140000 | 1    |

  @MIG-184 @architecture @must
  Rule: A report in larger pages joins the bits of smaller ones, a report in smaller pages repeats those of larger ones
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 131072 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"

    Scenario: logged in pages of 4096 bytes, reported in pages of 16384
      Given the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x11FFFF
      When device "dev" has X'11' to write to IOVA 0x103000
      And device "dev" has X'11' to write to IOVA 0x108000
      And device "dev" has X'11' to write to IOVA 0x109000
      And device "dev" has X'11' to write to IOVA 0x11FFFF
      And the program asks which pages of 16384 bytes "dev" has written from 0x100000 to 0x11FFFF, into "bitmap"
      Then the call succeeds
      And bits 0, 2 and 7 of "bitmap" are set and no other

    Scenario: logged in pages of 65536 bytes, or what the device has instead, reported in pages of 4096
      When the program starts DMA logging on "dev" in pages of 65536 bytes for:
        | iova     | length  |
        | 0x100000 | 0x20000 |
      And the program keeps the page size it was told
      And device "dev" has X'11' to write to IOVA 0x111000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x11FFFF, into "bitmap"
      Then the bits of "bitmap" from 0x100000 to 0x11FFFF are set that lie in the page of that size around 0x111000, and no other

  @MIG-185 @architecture @must
  Rule: Only DMA writes are logged: neither accesses of the program to its memory nor those to the device
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_DMA_LOGGING_START

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 65536 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x10FFFF

    Scenario: the program writes to its memory
      Given memory "guest" is filled with X'77'
      When the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And no bit of "bitmap" is set

    Scenario: the program writes to the device
      Given BAR0 of "dev" holds X'12' at 3
      When the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And no bit of "bitmap" is set

    Scenario: the device reads
      When the engine of "dev" copies 4096 bytes from IOVA 0x102000 to IOVA 0x108000
      And 10 microseconds pass
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And bit 8 of "bitmap" is set and no other

  @MIG-186 @architecture @must
  Rule: DMA logging can be started, asked for and stopped in every state of a migration, and no change of state touches the log
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_DMA_LOGGING_START

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 65536 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"

    Scenario Outline: start, report and stop in <state>
      Given the state of "dev" is <state>
      When the program starts DMA logging on "dev" in pages of 4096 bytes for:
        | iova     | length  |
        | 0x100000 | 0x10000 |
      Then the call succeeds
      When the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And no bit of "bitmap" is set
      When the program stops DMA logging on "dev"
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
        | RESUMING     |
        | ERROR        |

    Scenario Outline: what was written in RUNNING is reported in <state>
      Given the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x10FFFF
      When device "dev" has X'11' to write to IOVA 0x105000
      And the program sets the state of "dev" to <state>
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And bit 5 of "bitmap" is set and no other

      Examples:
        | state        |
        | RUNNING      |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |
        | STOP         |
        | STOP_COPY    |
        | RESUMING     |

    Scenario: a log that was started in STOP is on in RUNNING
      Given the state of "dev" is STOP
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x10FFFF
      When the program sets the state of "dev" to RUNNING
      And device "dev" has X'11' to write to IOVA 0x105000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then bit 5 of "bitmap" is set and no other

  @MIG-187 @linux @may @recorded
  Rule: Whether DMA logging survives VFIO_DEVICE_RESET is left to the driver; with mlx5 it does
    Source: Linux 6.12 drivers/vfio/pci/mlx5/main.c mlx5vf_pci_aer_reset_done

    Scenario: a report after a reset
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 65536 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x10FFFF
      When the program calls VFIO_DEVICE_RESET on "dev"
      And device "dev" has X'11' to write to IOVA 0x105000
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And bit 5 of "bitmap" is set and no other

  @MIG-188 @architecture @must
  Rule: A device that is stopped writes nothing and so logs nothing: in STOP, STOP_COPY, RESUMING and ERROR
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state

    Background:
      Given the host has a migratable device "dev" that logs its DMA
      And the program has opened device "dev"
      And the program has 65536 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"
      And the program has started DMA logging on "dev" in pages of 4096 bytes from 0x100000 to 0x10FFFF

    Scenario Outline: a device in <state> has something to write
      Given the state of "dev" is <state>
      When device "dev" has X'11' to write to IOVA 0x105000
      And 100 microseconds pass
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And no bit of "bitmap" is set
      And memory "guest" holds X'00' at 0x5000

      Examples:
        | state     |
        | STOP      |
        | STOP_COPY |
        | RESUMING  |
        | ERROR     |

    Scenario Outline: a device that writes without end goes to <state>
      When the engine of "dev" counts at IOVA 0x105000
      And 10 microseconds pass
      And the program sets the state of "dev" to <state>
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then bit 5 of "bitmap" is set and no other
      Given memory "bitmap" is filled with X'00'
      When 100 microseconds pass
      And the program asks which pages of 4096 bytes "dev" has written from 0x100000 to 0x10FFFF, into "bitmap"
      Then the call succeeds
      And no bit of "bitmap" is set

      Examples:
        | state     |
        | STOP      |
        | STOP_COPY |
        | RESUMING  |
