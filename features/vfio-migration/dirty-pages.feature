@vfio-migration
Feature: VFIO_IOMMU_DIRTY_PAGES: which pages of a container count as dirty

  A container knows less than a device that logs its DMA: once the tracking of dirty pages is on, every page that devices
  could have written counts as dirty. One flag of VFIO_IOMMU_DIRTY_PAGES starts tracking, one stops it, one asks for a
  bitmap.

  @MIG-189 @linux @must
  Rule: Tracking can be started and stopped any number of times; a bitmap is there only while it is on
    Source: Linux 6.12 drivers/vfio/vfio_iommu_type1.c vfio_iommu_type1_dirty_pages

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has 16384 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"

    Scenario: started twice, stopped twice
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_START |
      Then the call succeeds
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_START |
      Then the call succeeds
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_STOP |
      Then the call succeeds
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_STOP |
      Then the call succeeds

    Scenario: a bitmap before tracking was started
      When the program asks the container which pages from 0x100000 to 0x103FFF are dirty, into "bitmap"
      Then the call fails with EINVAL
      And no bit of "bitmap" is set

    Scenario: a bitmap while tracking is on
      Given the program has started the tracking of dirty pages
      When the program asks the container which pages from 0x100000 to 0x103FFF are dirty, into "bitmap"
      Then the call succeeds

    Scenario: a bitmap after tracking was started twice and stopped once
      Given the program has started the tracking of dirty pages
      And the program has started the tracking of dirty pages
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_STOP |
      And the program asks the container which pages from 0x100000 to 0x103FFF are dirty, into "bitmap"
      Then the call fails with EINVAL
      And no bit of "bitmap" is set

    Scenario: a bitmap after tracking was stopped and started again
      Given the program has started the tracking of dirty pages
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_STOP |
      And the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_START |
      And the program asks the container which pages from 0x100000 to 0x103FFF are dirty, into "bitmap"
      Then the call succeeds

  @MIG-190 @architecture @must
  Rule: VFIO_IOMMU_DIRTY_PAGES takes exactly one of its flags
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_IOMMU_DIRTY_PAGES; drivers/vfio/vfio_iommu_type1.c vfio_iommu_type1_dirty_pages

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"

    Scenario Outline: <what>
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | argsz | 48      |
        | flags | <flags> |
      Then the call fails with EINVAL
      And the structure is unchanged

      Examples:
        | what                       | flags                                                                |
        | no flag                    | 0                                                                    |
        | START with STOP            | VFIO_IOMMU_DIRTY_PAGES_FLAG_START + VFIO_IOMMU_DIRTY_PAGES_FLAG_STOP |
        | START with GET_BITMAP      | 1 + VFIO_IOMMU_DIRTY_PAGES_FLAG_GET_BITMAP                           |
        | STOP with GET_BITMAP       | 2 + VFIO_IOMMU_DIRTY_PAGES_FLAG_GET_BITMAP                           |
        | all three                  | 7                                                                    |
        | a flag that is not defined | 8                                                                    |
        | START with one of these    | VFIO_IOMMU_DIRTY_PAGES_FLAG_START + 0x80000000                       |

    Scenario: what was refused has started nothing
      Given the program has 16384 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | flags | VFIO_IOMMU_DIRTY_PAGES_FLAG_START + VFIO_IOMMU_DIRTY_PAGES_FLAG_STOP |
      And the program asks the container which pages from 0x100000 to 0x103FFF are dirty, into "bitmap"
      Then the call fails with EINVAL

  @MIG-191 @linux @must
  Rule: A bitmap has one bit for each page of the smallest size that the IOMMU knows, and no other page size will do
    Source: Linux 6.12 drivers/vfio/vfio_iommu_type1.c vfio_iommu_type1_dirty_pages

    On a host with pages of 4096 bytes that is the smallest size.

    Background:
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has 65536 bytes of memory "guest"
      And the program has mapped memory "guest" for DMA at IOVA 0x100000
      And the program has 64 bytes of memory "bitmap"
      And the program has started the tracking of dirty pages

    Scenario Outline: pages of <page> bytes, <size> bytes from <iova>
      When the program calls VFIO_IOMMU_DIRTY_PAGES on "container" with:
        | flags         | VFIO_IOMMU_DIRTY_PAGES_FLAG_GET_BITMAP |
        | iova          | <iova>                                 |
        | size          | <size>                                 |
        | bitmap.pgsize | <page>                                 |
        | bitmap.size   | 64                                     |
        | bitmap.data   | address of "bitmap"                    |
      Then the result is <result>

      Examples:
        | iova     | size    | page  | result |
        | 0x100000 | 0x10000 | 4096  | 0      |
        | 0x100000 | 0x10000 | 1024  | EINVAL |
        | 0x100000 | 0x10000 | 2048  | EINVAL |
        | 0x100000 | 0x10000 | 8192  | EINVAL |
        | 0x100000 | 0x10000 | 16384 | EINVAL |
        | 0x100000 | 0x10000 | 65536 | EINVAL |

      Examples: pages that begin elsewhere
        | iova     | size    | page | result |
        | 0x100800 | 0x1000  | 4096 | EINVAL |
        | 0x100000 | 0x10800 | 4096 | EINVAL |
        | 0x100000 | 0x0     | 4096 | EINVAL |
