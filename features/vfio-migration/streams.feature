@vfio-migration
Feature: The data stream of a migration

  A data file is a stream: a saving session reads it, a resuming session writes it, in pieces of any size. What is in it is
  the device's own matter, but for the serial card of the kernel's samples (mtty), whose stream is a header of 24 bytes (8
  magic, 4 major version, 4 minor version, 4 number of ports, 4 flags) and 36 bytes for each port. Byte 7 of its BAR0 is
  the scratch register: what is written there stands there until something else does.

  Where the uAPI demands that a step fails and names no error number, EINVAL, EIO and EFAULT are allowed: what the drivers
  of Linux give.

  @MIG-95 @linux @must
  Rule: The data file of a saving session cannot be written: EBADF
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_save_open and its like in other drivers: O_RDONLY

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program writes X'00' to "stream of dev"
      Then the call fails with EBADF

      Examples:
        | state     |
        | STOP_COPY |
        | PRE_COPY  |

  @MIG-96 @linux @must
  Rule: The data file of a resuming session cannot be read: EBADF
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_resume_open and its like in other drivers: O_WRONLY

    Scenario: in RESUMING
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is RESUMING
      When the program reads 1 bytes from "stream of dev"
      Then the call fails with EBADF

  @MIG-97 @linux @must
  Rule: A data file has no offsets: pread, pwrite and lseek give ESPIPE
    Source: Linux 6.12 fs/open.c stream_open, which all drivers call

    Scenario Outline: pread in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program reads 1 bytes from "stream of dev" at offset 0
      Then the call fails with ESPIPE

      Examples:
        | state     |
        | STOP_COPY |
        | PRE_COPY  |
        | RESUMING  |

    Scenario Outline: pwrite in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program writes X'00' to "stream of dev" at offset 0
      Then the call fails with ESPIPE

      Examples:
        | state     |
        | STOP_COPY |
        | RESUMING  |

    Scenario Outline: lseek in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program makes the call lseek with:
        | file   | fd of "stream of dev" |
        | offset | 0                     |
        | whence | <whence>              |
      Then the call fails with ESPIPE

      Examples:
        | state     | whence |
        | STOP_COPY | 0      |
        | STOP_COPY | 1      |
        | RESUMING  | 0      |

  @MIG-98 @linux @must
  Rule: Reading into memory that is not there gives EFAULT and does not advance
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_save_read

    Scenario: the next read gives the same bytes
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "whole"
      And the state of "dev" is STOP
      And the state of "dev" is STOP_COPY
      When the program reads 10 bytes from "stream of dev" as "head"
      And the program makes the call read with:
        | file   | fd of "stream of dev" |
        | buffer | 0x10                  |
        | length | 10                    |
      Then the call fails with EFAULT
      When the program reads "stream of dev" to its end as "tail", 65536 bytes at a time
      Then the call returns 0
      And "whole" holds the bytes of "head" and then those of "tail"

  @MIG-99 @architecture @must
  Rule: In STOP_COPY the end of the stream is a read of 0 bytes, every time
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_STOP_COPY

    Scenario Outline: <capabilities>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program reads "stream of dev" to its end as "all", 4096 bytes at a time
      Then the call returns 0
      When the program reads 4096 bytes from "stream of dev"
      Then the call returns 0
      When the program reads 1 bytes from "stream of dev"
      Then the call returns 0

      Examples:
        | capabilities                |
        | STOP_COPY                   |
        | STOP_COPY and P2P           |
        | STOP_COPY and PRE_COPY      |
        | STOP_COPY, P2P and PRE_COPY |

  @MIG-100 @architecture @must
  Rule: In STOP_COPY a read never gives ENOMSG
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_PRE_COPY

    @sweep
    Scenario Outline: <piece> bytes at a time, from RUNNING
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program reads "stream of dev" to its end as "all", <piece> bytes at a time
      Then the call returns 0
      And "all" is not empty

      Examples:
        | piece |
        | 1     |
        | 24    |
        | 60    |
        | 65536 |

    Scenario: after all of pre-copy was read
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      When the program reads "stream of dev" to its end as "early", 4096 bytes at a time
      And the program sets the state of "dev" to STOP_COPY
      And the program reads "stream of dev" to its end as "late", 4096 bytes at a time
      Then the call returns 0
      And "late" is not empty

  @MIG-101 @architecture @must
  Rule: In STOP_COPY poll says that the stream can be read, at its end too
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_STOP_COPY

    Scenario: before it is read
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      Then a poll of "stream of dev" shows POLLIN

    Scenario: at its end
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program reads "stream of dev" to its end as "all", 65536 bytes at a time
      Then the call returns 0
      And a poll of "stream of dev" shows POLLIN

  @MIG-105 @architecture @must
  Rule: All bytes of one saving session, written in one resuming session in pieces of any size, are accepted
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING

    @sweep
    Scenario Outline: read <read> and written <written> bytes at a time
      Given the host has a migratable device "source"
      And the host has a migratable device "target"
      And the program has opened device "source"
      And the program has opened device "target"
      And the state of "source" is STOP_COPY
      And the state of "target" is RESUMING
      When the program reads "stream of source" to its end as "image", <read> bytes at a time
      And the program writes all of "image" to "stream of target", <written> bytes at a time
      Then the call succeeds
      When the program sets the state of "target" to STOP
      Then the call succeeds
      And the state of "target" is STOP

      Examples:
        | read  | written |
        | 1     | 65536   |
        | 65536 | 1       |
        | 7     | 4096    |
        | 4096  | 7       |
        | 65536 | 65536   |

    Scenario: pre-copy and stop-copy of one session
      Given the host has a migratable device "source"
      And the host has a migratable device "target"
      And the program has opened device "source"
      And the program has opened device "target"
      And the state of "source" is PRE_COPY
      And the state of "target" is RESUMING
      When the program reads "stream of source" to its end as "early", 4096 bytes at a time
      And the program writes all of "early" to "stream of target", 4096 bytes at a time
      Then the call succeeds
      When the program sets the state of "source" to STOP_COPY
      And the program reads "stream of source" to its end as "late", 4096 bytes at a time
      And the program writes all of "late" to "stream of target", 4096 bytes at a time
      Then the call succeeds
      When the program sets the state of "target" to RUNNING
      Then the call succeeds
      And the state of "target" is RUNNING

  @MIG-106 @architecture @must
  Rule: Pieces of 1, 7 and 4096 bytes and the whole stream at once restore the same device
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING

    Scenario Outline: a serial card, <piece> bytes at a time
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR0 of "source" holds X'5A' at 7
      And the state of "source" is STOP_COPY
      And the state of "target" is RESUMING
      When the program reads "stream of source" to its end as "image", <piece> bytes at a time
      And the program writes all of "image" to "stream of target", <piece> bytes at a time
      And the program sets the state of "target" to RUNNING
      Then the call succeeds
      And BAR0 of "target" holds X'5A' at 7

      Examples:
        | piece |
        | 1     |
        | 7     |
        | 4096  |
        | 65536 |

    @sweep
    Scenario Outline: a PCI function with memory, <piece> bytes at a time
      Given the host has a device "source" of kind vfio-pci with:
        | migration | 7 |
      And the host has a device "target" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR2 of "source" holds X'0123456789ABCDEF' at 0x1FF0
      And the state of "source" is STOP_COPY
      And the state of "target" is RESUMING
      When the program reads "stream of source" to its end as "image", <piece> bytes at a time
      And the program writes all of "image" to "stream of target", <piece> bytes at a time
      And the program sets the state of "target" to RUNNING
      Then the call succeeds
      And BAR2 of "target" holds X'0123456789ABCDEF' at 0x1FF0

      Examples:
        | piece |
        | 1     |
        | 7     |
        | 4096  |
        | 65536 |

  @MIG-107 @architecture @must
  Rule: Pieces need not be cut in the same places on both sides
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING

    Scenario Outline: a serial card, read <read> and written <written> bytes at a time
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR0 of "source" holds X'5A' at 7
      And the state of "source" is STOP_COPY
      And the state of "target" is RESUMING
      When the program reads "stream of source" to its end as "image", <read> bytes at a time
      And the program writes all of "image" to "stream of target", <written> bytes at a time
      And the program sets the state of "target" to RUNNING
      Then the call succeeds
      And BAR0 of "target" holds X'5A' at 7

      Examples:
        | read | written |
        | 1    | 7       |
        | 7    | 1       |
        | 7    | 23      |
        | 23   | 7       |
        | 24   | 36      |
        | 36   | 24      |
        | 4096 | 1       |

  @MIG-108 @architecture @must
  Rule: A stream whose identification is another's fails to load
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING: an incompatible stream must be refused

    Scenario Outline: a serial card, <what>
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And the program has saved "source" as "image"
      And "bad" is "image" with bytes <one> and <other> exchanged
      And the state of "target" is RESUMING
      When the program writes all of "bad" to "stream of target", 4096 bytes at a time
      And the program sets the state of "target" to STOP
      Then the call fails with one of EINVAL, EIO, EFAULT
      And the state of "target" is one of RESUMING, ERROR

      Examples: the bytes differ in either byte order
        | what            | one | other |
        | magic           | 0   | 1     |
        | magic           | 3   | 4     |
        | major version   | 8   | 11    |
        | number of ports | 16  | 19    |

    Scenario: a serial card of two ports takes no stream of one port
      Given the host has a device "source" of kind mtty with:
        | ports | 1 |
      And the host has a device "target" of kind mtty with:
        | ports | 2 |
      And the program has opened device "source"
      And the program has opened device "target"
      And the program has saved "source" as "image"
      And the state of "target" is RESUMING
      When the program writes all of "image" to "stream of target", 4096 bytes at a time
      And the program sets the state of "target" to STOP
      Then the call fails with one of EINVAL, EIO, EFAULT
      And the state of "target" is one of RESUMING, ERROR

  @MIG-109 @architecture @must
  Rule: A stream that ends too early makes leaving RESUMING fail; the device stays in RESUMING or goes to ERROR
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING

    Scenario Outline: <missing> bytes are missing
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      When the program writes all but the last <missing> bytes of "image" to "stream of dev"
      And the program sets the state of "dev" to STOP
      Then the call fails with one of EINVAL, EIO, EFAULT
      And the structure holds:
        | data_fd | -1 |
      And the state of "dev" is one of RESUMING, ERROR

      Examples:
        | missing |
        | 1       |
        | 2       |
        | 8       |
        | 30      |
        | 50      |

  @MIG-110 @architecture @provisional @must
  Rule: An empty stream makes leaving RESUMING fail where the device has state to restore
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING

    Scenario Outline: <target>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is RESUMING
      When the program sets the state of "dev" to <target>
      Then the call fails with one of EINVAL, EIO, EFAULT
      And the state of "dev" is one of RESUMING, ERROR

      Examples:
        | target    |
        | STOP      |
        | RUNNING   |
        | STOP_COPY |

  @MIG-111 @linux @should
  Rule: A write of more than the device accepts fails with ENOMEM
    The pds driver answers EINVAL or takes less than it was given.
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_resume_write; drivers/vfio/pci/hisilicon, qat, pds

    Scenario: a byte behind a complete stream
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      When the program writes all of "image" to "stream of dev", 65536 bytes at a time
      Then the call succeeds
      When the program writes X'00' to "stream of dev"
      Then the call fails with ENOMEM

    Scenario: a serial card takes nothing of a write that is too long, and what came before is complete
      Given the host has a device "uart" of kind mtty
      And the program has opened device "uart"
      And BAR0 of "uart" holds X'5A' at 7
      And the program has saved "uart" as "image"
      And the state of "uart" is RESUMING
      When the program writes bytes 0 to 58 of "image" to "stream of uart"
      And the program writes X'0000' to "stream of uart"
      Then the call fails with ENOMEM
      When the program writes bytes 59 to 59 of "image" to "stream of uart"
      Then the call returns 1
      When the program sets the state of "uart" to RUNNING
      Then the call succeeds
      And BAR0 of "uart" holds X'5A' at 7

  @MIG-112 @architecture @must
  Rule: A device that cannot load its stream never ends in RUNNING
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING

    Scenario Outline: <target> is asked for, <missing> bytes are missing
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      When the program writes all but the last <missing> bytes of "image" to "stream of dev"
      And the program sets the state of "dev" to <target>
      Then the call fails with one of EINVAL, EIO, EFAULT
      And the state of "dev" is one of RESUMING, ERROR

      Examples:
        | target      | missing |
        | RUNNING     | 1       |
        | RUNNING     | 40      |
        | RUNNING_P2P | 1       |
        | PRE_COPY    | 1       |
        | STOP_COPY   | 1       |

  @MIG-113 @linux @should
  Rule: A serial card that stays in RESUMING takes the missing rest and then loads
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_load_state

    Scenario Outline: the first <count> bytes, then the rest
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR0 of "source" holds X'5A' at 7
      And the program has saved "source" as "image"
      And the state of "target" is RESUMING
      When the program writes bytes 0 to <last> of "image" to "stream of target"
      And the program sets the state of "target" to RUNNING
      Then the call fails with EINVAL
      And the state of "target" is RESUMING
      When the program writes bytes <count> to 59 of "image" to "stream of target"
      And the program sets the state of "target" to RUNNING
      Then the call succeeds
      And BAR0 of "target" holds X'5A' at 7

      Examples:
        | count | last |
        | 10    | 9    |
        | 24    | 23   |
        | 30    | 29   |
        | 59    | 58   |

  @MIG-114 @architecture @provisional @must
  Rule: Halves of streams of two sessions are refused, or restore what one of the sessions has saved
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING: data must not be mixed or out of order

    Scenario: a PCI function whose memory was saved twice
      Given the host has a device "source" of kind vfio-pci with:
        | migration | 7 |
      And the host has a device "target" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR2 of "source" holds X'1111' at 0x100
      And BAR2 of "source" holds X'1111' at 0x1100
      And the program has saved "source" as "first"
      And the state of "source" is RUNNING
      And BAR2 of "source" holds X'2222' at 0x100
      And BAR2 of "source" holds X'2222' at 0x1100
      And the program has saved "source" as "second"
      And "mixed" is bytes 0 to 5000 of "first" and what follows them in "second"
      And the state of "target" is RESUMING
      When the program writes all of "mixed" to "stream of target", 4096 bytes at a time
      And the program sets the state of "target" to STOP
      Then the call fails with one of EINVAL, EIO, EFAULT
      And the state of "target" is one of RESUMING, ERROR

    Scenario: a serial card, cut behind the identification
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR0 of "source" holds X'5A' at 7
      And the program has saved "source" as "first"
      And the state of "source" is RUNNING
      And BAR0 of "source" holds X'A7' at 7
      And the program has saved "source" as "second"
      And "mixed" is bytes 0 to 23 of "first" and what follows them in "second"
      And the state of "target" is RESUMING
      When the program writes all of "mixed" to "stream of target", 4096 bytes at a time
      And the program sets the state of "target" to RUNNING
      Then the call succeeds
      And BAR0 of "target" holds X'A7' at 7

    Scenario: a serial card, cut inside of its FIFO: where the next byte goes is of one session, how many there are of another
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And the program has saved "source" as "first"
      And the state of "source" is RUNNING
      And the state of "target" is RESUMING
      When the program writes X'01' to BAR0 of "source" at 2
      And the program writes X'41' to BAR0 of "source" at 0
      And the program sets the state of "source" to STOP_COPY
      And the program keeps data_fd as "out"
      And the program reads "out" to its end as "second", 4096 bytes at a time
      And the program writes bytes 0 to 48 of "first" to "stream of target"
      And the program writes bytes 49 to 59 of "second" to "stream of target"
      And the program sets the state of "target" to STOP
      Then the call fails with one of EINVAL, EIO, EFAULT
      And the state of "target" is one of RESUMING, ERROR

  @MIG-115 @architecture @must
  Rule: A device that has left RESUMING with a complete stream is as its source was in STOP_COPY
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING

    Scenario Outline: the scratch register of a serial card, by way of <target>
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR0 of "source" holds X'5A' at 7
      And BAR0 of "target" holds X'A7' at 7
      And the program has saved "source" as "image"
      And the state of "target" is RESUMING
      When the program writes all of "image" to "stream of target", 4096 bytes at a time
      And the program sets the state of "target" to <target>
      Then the call succeeds
      When the program sets the state of "target" to RUNNING
      Then the call succeeds
      And BAR0 of "target" holds X'5A' at 7

      Examples:
        | target      |
        | STOP        |
        | RUNNING_P2P |
        | RUNNING     |
        | PRE_COPY    |

    Scenario: bytes that a serial card has sent to itself and not received yet
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And the state of "target" is RESUMING
      When the program writes X'01' to BAR0 of "source" at 2
      And the program writes X'41' to BAR0 of "source" at 0
      And the program writes X'42' to BAR0 of "source" at 0
      And the program sets the state of "source" to STOP_COPY
      And the program keeps data_fd as "out"
      And the program reads "out" to its end as "image", 4096 bytes at a time
      And the program writes all of "image" to "stream of target", 4096 bytes at a time
      And the program sets the state of "target" to RUNNING
      Then the call succeeds
      And BAR0 of "target" holds X'41' at 0
      And BAR0 of "target" holds X'42' at 0

    Scenario: both ports of a serial card
      Given the host has a device "source" of kind mtty with:
        | ports | 2 |
      And the host has a device "target" of kind mtty with:
        | ports | 2 |
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR0 of "source" holds X'5A' at 7
      And BAR1 of "source" holds X'3C' at 7
      And the program has saved "source" as "image"
      And the state of "target" is RESUMING
      When the program writes all of "image" to "stream of target", 4096 bytes at a time
      And the program sets the state of "target" to RUNNING
      Then the call succeeds
      And BAR0 of "target" holds X'5A' at 7
      And BAR1 of "target" holds X'3C' at 7

    Scenario: the memory of a PCI function, written while pre-copy went on
      Given the host has a device "source" of kind vfio-pci with:
        | migration | 7 |
      And the host has a device "target" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR2 of "source" holds X'11' at 0
      And BAR2 of "source" holds X'11' at 0x1000
      And the state of "source" is PRE_COPY
      When the program reads "stream of source" to its end as "early", 4096 bytes at a time
      And the program writes X'22' to BAR2 of "source" at 0x1000
      And the program sets the state of "source" to STOP_COPY
      And the program reads "stream of source" to its end as "late", 4096 bytes at a time
      And the program sets the state of "target" to RESUMING
      And the program keeps data_fd as "in"
      And the program writes all of "early" to "in", 4096 bytes at a time
      And the program writes all of "late" to "in", 4096 bytes at a time
      And the program sets the state of "target" to RUNNING
      Then the call succeeds
      And BAR2 of "target" holds X'11' at 0
      And BAR2 of "target" holds X'22' at 0x1000

  @MIG-116 @linux @should
  Rule: What is written in RESUMING shows in the registers of a serial card when RESUMING is left and not before
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_load_state

    Scenario: the scratch register
      Given the host has a device "source" of kind mtty
      And the host has a device "target" of kind mtty
      And the program has opened device "source"
      And the program has opened device "target"
      And BAR0 of "source" holds X'5A' at 7
      And BAR0 of "target" holds X'A7' at 7
      And the program has saved "source" as "image"
      And the state of "target" is RESUMING
      When the program writes all of "image" to "stream of target", 4096 bytes at a time
      Then the call succeeds
      And BAR0 of "target" holds X'A7' at 7
      When the program sets the state of "target" to STOP
      Then the call succeeds
      When the program sets the state of "target" to RUNNING
      Then BAR0 of "target" holds X'5A' at 7

  @MIG-123 @linux @must
  Rule: A data file knows VFIO_MIG_GET_PRECOPY_INFO when it saves and no other call: ENOTTY
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_precopy_ioctl, mtty_resume_fops

    Scenario Outline: <call> on the data file of <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program calls <call> on "stream of dev" with the number 0
      Then the call fails with ENOTTY

      Examples: all of the type of VFIO, ';'
        | state     | call         |
        | STOP_COPY | ioctl 0x3B7A |
        | STOP_COPY | ioctl 0x3BFF |
        | STOP_COPY | ioctl 0x3B75 |
        | PRE_COPY  | ioctl 0x3B7A |
        | PRE_COPY  | ioctl 0x3B6B |
        | RESUMING  | ioctl 0x3B79 |
        | RESUMING  | ioctl 0x3B7A |
        | RESUMING  | ioctl 0x3B75 |

  @MIG-124 @linux @must
  Rule: Reading zero bytes gives 0 and changes nothing
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_save_read

    Scenario Outline: in <state>
      Given the host has a migratable device "dev"
      And the host has a migratable device "like"
      And the program has opened device "dev"
      And the program has opened device "like"
      And the state of "like" is <state>
      And the state of "dev" is <state>
      When the program reads 20 bytes from "stream of like" as "whole"
      And the program reads 10 bytes from "stream of dev" as "head"
      And the program reads 0 bytes from "stream of dev"
      Then the call returns 0
      When the program reads 10 bytes from "stream of dev" as "tail"
      Then "whole" holds the bytes of "head" and then those of "tail"

      Examples:
        | state     |
        | STOP_COPY |
        | PRE_COPY  |

  @MIG-125 @architecture @provisional @must
  Rule: A device that nothing has touched gives the same stream again
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_STOP: nothing changes in STOP

    Scenario: from STOP_COPY to STOP and back
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "first"
      And the state of "dev" is STOP
      And the program has saved "dev" as "second"
      When the program sets the state of "dev" to STOP
      Then the call succeeds
      And "first" and "second" hold the same bytes

    Scenario: a serial card in use
      Given the host has a device "uart" of kind mtty
      And the program has opened device "uart"
      And BAR0 of "uart" holds X'5A' at 7
      And the program has saved "uart" as "first"
      And the state of "uart" is STOP
      And the program has saved "uart" as "second"
      When the program sets the state of "uart" to STOP
      Then "first" and "second" hold the same bytes
