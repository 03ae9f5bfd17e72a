@vfio-migration
Feature: The migration region of 2020

  The first protocol, in the header from Linux 5.8 to 5.17: a region of the device with 32 bytes of registers and, behind
  them, a window through which the stream goes piece by piece. The state is three bits of device_state, freely combined:
  RUNNING (1), SAVING (2) and RESUMING (4). No driver in Linux ever offered it; QEMU 5.2 to 7.2 could use it.

  @MIG-223 @architecture @must
  Rule: The migration region is the one of type 3 and subtype 1
    Source: Linux 5.10 include/uapi/linux/vfio.h VFIO_REGION_TYPE_MIGRATION, VFIO_REGION_SUBTYPE_MIGRATION

    Scenario: a device that migrates by it
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      Then "dev" has 1 region of type 3 and subtype 1

    Scenario: a device that does not migrate
      Given the host has a device "dev" of kind vfio-pci
      And the program has opened device "dev"
      Then "dev" has 0 regions of type 3 and subtype 1

  @MIG-224 @architecture @must
  Rule: device_state is at offset 0, pending_bytes at 8, data_offset at 16, data_size at 24; behind that the window may begin
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And device_state of "dev" is SAVING

    Scenario Outline: <length> bytes at <offset>, of <register>
      When the program reads <length> bytes of the migration region of "dev" at <offset>
      Then the call returns <length>
      And <register> of "dev" reads <least> or more

      Examples:
        | register      | offset | length | least |
        | device_state  | 0      | 4      | 2     |
        | pending_bytes | 8      | 8      | 1     |
        | data_offset   | 16     | 8      | 32    |
        | data_size     | 24     | 8      | 1     |

  @MIG-225 @architecture @must
  Rule: The word at offset 4 reads 0 and ignores writes
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Scenario: all ones are written
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      Then reserved of "dev" reads 0
      When the program writes X'FFFFFFFF' to the migration region of "dev" at 4
      Then the call returns 4
      And reserved of "dev" reads 0
      And device_state of "dev" is RUNNING

  @MIG-226 @architecture @must
  Rule: device_state is RUNNING at first
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Scenario: right after the device was opened
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      Then device_state of "dev" is RUNNING

  @MIG-227 @architecture @provisional @must
  Rule: RESUMING together with another bit is refused
    Source: Linux 5.10 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_VALID; mlx5 driver of October 2021

    Uncertainty: the header calls the combinations invalid, or the error value, and does not say what a write of them does.

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"

    Scenario Outline: <state> is written in <before>
      Given device_state of "dev" is <before>
      When the program sets device_state of "dev" to <state>
      Then the call fails with EINVAL
      And device_state of "dev" is <before>

      Examples:
        | before           | state                       |
        | RUNNING          | RESUMING + RUNNING          |
        | RUNNING          | RESUMING + SAVING           |
        | RUNNING          | RESUMING + SAVING + RUNNING |
        | SAVING + RUNNING | RESUMING + RUNNING          |
        | SAVING + RUNNING | RESUMING + SAVING           |
        | SAVING           | RESUMING + SAVING           |
        | SAVING           | RESUMING + SAVING + RUNNING |
        | RESUMING         | RESUMING + RUNNING          |
        | RESUMING         | RESUMING + SAVING           |
        | 0                | RESUMING + SAVING + RUNNING |

  @MIG-228 @architecture @must
  Rule: After a write that failed device_state is what it was, or RESUMING and SAVING: the error value
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Scenario Outline: <state> is refused in <before>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And device_state of "dev" is <before>
      When the program sets device_state of "dev" to <state>
      Then the call fails with one of EINVAL, EIO
      And device_state of "dev" is one of <before>, RESUMING + SAVING

      Examples: what is refused in any case
        | before   | state                       |
        | RUNNING  | RESUMING + SAVING + RUNNING |
        | SAVING   | RESUMING + SAVING + RUNNING |
        | RESUMING | RESUMING + SAVING + RUNNING |
        | 0        | RESUMING + SAVING + RUNNING |

      Examples: nothing was loaded
        | before   | state   |
        | RESUMING | RUNNING |
        | RESUMING | 0       |

    Scenario Outline: the device cannot go from <before> to <state>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And device_state of "dev" is <before>
      When the next change of "dev" is going to fail
      And the program sets device_state of "dev" to <state>
      Then the call fails with one of EINVAL, EIO
      And device_state of "dev" is one of <before>, RESUMING + SAVING

      Examples:
        | before           | state            |
        | RUNNING          | SAVING + RUNNING |
        | RUNNING          | SAVING           |
        | RUNNING          | 0                |
        | RUNNING          | RESUMING         |
        | SAVING + RUNNING | SAVING           |
        | SAVING           | RUNNING          |
        | SAVING           | 0                |

  @MIG-229 @architecture @must
  Rule: Out of the error value only a reset leads, and it leads to RUNNING
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info; that it is RUNNING: mlx5 driver of October 2021, documentation RFC

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And "dev" has failed to load

    Scenario Outline: <state> is written
      When the program sets device_state of "dev" to <state>
      Then the call fails with EINVAL
      And device_state of "dev" is RESUMING + SAVING

      Examples:
        | state             |
        | 0                 |
        | RUNNING           |
        | SAVING            |
        | SAVING + RUNNING  |
        | RESUMING          |
        | RESUMING + SAVING |

    Scenario: VFIO_DEVICE_RESET
      When the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      And device_state of "dev" is RUNNING
      When the program sets device_state of "dev" to SAVING
      Then the call returns 4

  @MIG-230 @architecture @must
  Rule: Bits 3 to 31 of device_state are written back as they were read
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Scenario: SAVING is added to what was read
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      When the program adds SAVING to what device_state of "dev" reads
      Then the call returns 4
      And bits 3 to 31 of device_state of "dev" are as they were read
      And device_state of "dev" is SAVING + RUNNING

  @MIG-231 @architecture @must
  Rule: A device is saved with or without pre-copy, and stopped without being saved
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info; QEMU 7.2 hw/vfio/migration.c vfio_vmstate_change

    From 0 back to RUNNING is in no list of the header; QEMU does it.

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"

    Scenario: with pre-copy
      When the program sets device_state of "dev" to SAVING + RUNNING
      Then the call returns 4
      And device_state of "dev" is SAVING + RUNNING
      When the program sets device_state of "dev" to SAVING
      Then the call returns 4
      And device_state of "dev" is SAVING
      When the program sets device_state of "dev" to 0
      Then the call returns 4
      And device_state of "dev" is 0

    Scenario: without pre-copy
      When the program sets device_state of "dev" to SAVING
      Then the call returns 4
      And device_state of "dev" is SAVING
      When the program sets device_state of "dev" to 0
      Then the call returns 4
      And device_state of "dev" is 0

    Scenario: stopped, and on again
      When the program sets device_state of "dev" to 0
      Then the call returns 4
      And device_state of "dev" is 0
      When the program sets device_state of "dev" to RUNNING
      Then the call returns 4
      And device_state of "dev" is RUNNING

    Scenario: saved, and on again
      When the program sets device_state of "dev" to SAVING + RUNNING
      And the program sets device_state of "dev" to SAVING
      And the program sets device_state of "dev" to RUNNING
      Then the call returns 4
      And device_state of "dev" is RUNNING

  @MIG-232 @architecture @must
  Rule: A device goes from RUNNING to RESUMING, takes the pieces, and goes to RUNNING with what was saved
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the host has a device "target" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And the program has opened device "target"
      And BAR2 of "dev" holds X'0123456789ABCDEF' at 0x1110
      And BAR0 of "dev" holds X'FEDCBA9876543210' at 0x40

    Scenario: saved while stopped
      When the program sets device_state of "dev" to SAVING
      And the program reads all pieces that "dev" has, as "pieces"
      And the program sets device_state of "target" to RESUMING
      Then the call returns 4
      When the program writes all pieces "pieces" to "target"
      And the program sets device_state of "target" to RUNNING
      Then the call returns 4
      And device_state of "target" is RUNNING
      And BAR2 of "target" holds X'0123456789ABCDEF' at 0x1110
      And BAR0 of "target" holds X'FEDCBA9876543210' at 0x40

    Scenario: by way of 0
      When the program sets device_state of "dev" to SAVING
      And the program reads all pieces that "dev" has, as "pieces"
      And the program sets device_state of "target" to RESUMING
      And the program writes all pieces "pieces" to "target"
      And the program sets device_state of "target" to 0
      Then the call returns 4
      When the program sets device_state of "target" to RUNNING
      Then BAR2 of "target" holds X'0123456789ABCDEF' at 0x1110

  @MIG-233 @architecture @must
  Rule: pending_bytes can be read again and again and has no effect on what comes
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Scenario: five times before all is read
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And device_state of "dev" is SAVING
      When the program reads all pieces that "dev" has, as "once"
      And the program sets device_state of "dev" to RUNNING
      And the program sets device_state of "dev" to SAVING
      Then pending_bytes of "dev" reads 1 or more
      And pending_bytes of "dev" reads 1 or more
      And pending_bytes of "dev" reads 1 or more
      And pending_bytes of "dev" reads 1 or more
      And pending_bytes of "dev" reads 1 or more
      When the program reads all pieces that "dev" has, as "often"
      Then there are 1 or more pieces "once"
      And "once" and "often" hold the same bytes

  @MIG-234 @architecture @must
  Rule: data_offset and data_size show the same piece until pending_bytes is read again
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And device_state of "dev" is SAVING

    Scenario: the piece is read twice
      Then pending_bytes of "dev" reads 1 or more
      When the program reads the piece that "dev" shows, as "first"
      And the program reads the piece that "dev" shows, as "again"
      Then there are 1 or more pieces "first"
      And "first" and "again" hold the same bytes

    Scenario: pending_bytes ends the iteration
      Then pending_bytes of "dev" reads 1 or more
      When the program reads the piece that "dev" shows, as "first"
      Then pending_bytes of "dev" reads 1 or more
      When the program reads all pieces that "dev" has, as "tail"
      And the program sets device_state of "dev" to RUNNING
      And the program sets device_state of "dev" to SAVING
      And the program reads all pieces that "dev" has, as "all"
      Then "all" holds the bytes of "first" and then those of "tail"

  @MIG-235 @architecture @must
  Rule: data_offset is never 0 and never inside of the registers
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Scenario Outline: in <state>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And device_state of "dev" is <state>
      Then data_offset of "dev" reads 32 or more

      Examples:
        | state            |
        | SAVING           |
        | SAVING + RUNNING |
        | RESUMING         |

  @MIG-236 @architecture @must
  Rule: A device that is stopped and saved has no more to send when pending_bytes is 0, and gets there
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Scenario Outline: <what>
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And device_state of "dev" is <before>
      When the program sets device_state of "dev" to SAVING
      And the program reads all pieces that "dev" has, as "pieces"
      Then there are 1 or more pieces "pieces"
      And pending_bytes of "dev" reads 0
      And pending_bytes of "dev" reads 0

      Examples:
        | what             | before           |
        | without pre-copy | RUNNING          |
        | after pre-copy   | SAVING + RUNNING |

  @MIG-237 @architecture @must
  Rule: Pre-copy may be left with bytes pending, and what is sent in all is complete
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the host has a device "target" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And the program has opened device "target"
      And BAR2 of "dev" holds X'0123456789ABCDEF' at 0x1110
      And device_state of "dev" is SAVING + RUNNING

    Scenario: nothing was read in pre-copy
      Then pending_bytes of "dev" reads 1 or more
      When the program sets device_state of "dev" to SAVING
      Then the call returns 4
      When the program reads all pieces that "dev" has, as "pieces"
      And the program sets device_state of "target" to RESUMING
      And the program writes all pieces "pieces" to "target"
      And the program sets device_state of "target" to RUNNING
      Then BAR2 of "target" holds X'0123456789ABCDEF' at 0x1110

    Scenario: all was read in pre-copy, then the device changed
      When the program reads all pieces that "dev" has, as "early"
      And the program writes X'AAAAAAAA' to BAR2 of "dev" at 0x1110
      And the program sets device_state of "dev" to SAVING
      And the program reads all pieces that "dev" has, as "late"
      And the program sets device_state of "target" to RESUMING
      And the program writes all pieces "early" to "target"
      And the program writes all pieces "late" to "target"
      And the program sets device_state of "target" to RUNNING
      Then the call returns 4
      And BAR2 of "target" holds X'AAAAAAAA89ABCDEF' at 0x1110

    Scenario: pre-copy is given up
      When the program sets device_state of "dev" to RUNNING
      Then the call returns 4
      And device_state of "dev" is RUNNING
      And BAR2 of "dev" holds X'0123456789ABCDEF' at 0x1110

  @MIG-238 @architecture @must
  Rule: A piece is taken when data_size is written
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the host has a device "target" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And the program has opened device "target"
      And device_state of "dev" is SAVING

    Scenario: data_size is written for no piece
      When the program reads all pieces that "dev" has, as "pieces"
      And the program sets device_state of "target" to RESUMING
      And the program writes all pieces, without data_size, "pieces" to "target"
      And the program sets device_state of "target" to RUNNING
      Then the call fails with one of EINVAL, EIO
      And device_state of "target" is one of RESUMING, RESUMING + SAVING

    Scenario: data_size is written for each piece
      When the program reads all pieces that "dev" has, as "pieces"
      And the program sets device_state of "target" to RESUMING
      And the program writes all pieces "pieces" to "target"
      And the program sets device_state of "target" to RUNNING
      Then the call returns 4

    Scenario: the last piece is missing
      When the program reads all pieces that "dev" has, as "pieces"
      And the program sets device_state of "target" to RESUMING
      And the program writes all but the last of the pieces "pieces" to "target"
      And the program sets device_state of "target" to RUNNING
      Then the call fails with one of EINVAL, EIO
      And device_state of "target" is one of RESUMING, RESUMING + SAVING

  @MIG-239 @architecture @must
  Rule: Pieces are loaded in the sizes and the order in which they were saved; another order is not taken for a device
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the host has a device "target" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And the program has opened device "target"
      And device_state of "dev" is SAVING
      And device_state of "target" is RESUMING

    Scenario: as saved
      When the program reads all pieces that "dev" has, as "pieces"
      Then there are 2 or more pieces "pieces"
      When the program writes all pieces "pieces" to "target"
      And the program sets device_state of "target" to RUNNING
      Then the call returns 4

    Scenario: in the reverse order
      When the program reads all pieces that "dev" has, as "pieces"
      And the program writes all pieces, the last one first, "pieces" to "target"
      And the program sets device_state of "target" to RUNNING
      Then the call fails with one of EINVAL, EIO
      And device_state of "target" is one of RESUMING, RESUMING + SAVING

  @MIG-240 @architecture @provisional @must
  Rule: Registers are read and written in their width, where they are, or the access is refused
    Source: Linux 5.10 include/uapi/linux/vfio.h struct vfio_device_migration_info

    Uncertainty: the header leaves to the vendor what becomes of other accesses.

    Background:
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | v1 |
      And the program has opened device "dev"
      And device_state of "dev" is SAVING

    Scenario Outline: <length> bytes read at <offset>
      When the program reads <length> bytes of the migration region of "dev" at <offset>
      Then the call fails with one of EINVAL, EFAULT, EIO

      Examples:
        | offset | length |
        | 0      | 1      |
        | 0      | 2      |
        | 0      | 8      |
        | 1      | 4      |
        | 2      | 2      |
        | 8      | 4      |
        | 12     | 4      |
        | 10     | 8      |
        | 16     | 4      |
        | 24     | 2      |
        | 28     | 4      |

    Scenario Outline: <bytes> written at <offset>
      When the program writes <bytes> to the migration region of "dev" at <offset>
      Then the call fails with one of EINVAL, EFAULT, EIO
      And device_state of "dev" is SAVING

      Examples:
        | bytes               | offset |
        | X'01'               | 0      |
        | X'01'               | 3      |
        | X'0001'             | 2      |
        | X'0000000000000001' | 0      |
        | X'00000001'         | 24     |

  @MIG-245 @qemu @may @untested
  Rule: A piece that is larger than the window of the target is loaded in parts
    Source: QEMU 7.2 hw/vfio/migration.c vfio_load_buffer
    Reason: what a user of the interface does; the machine is the kernel that it uses.
