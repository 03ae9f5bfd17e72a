@vfio-migration
Feature: Data files and sessions of a migration

  Entering the saving group (STOP_COPY, PRE_COPY, PRE_COPY_P2P) from outside begins a saving session, entering RESUMING a
  resuming session. Each session has one data file, whose descriptor is in data_fd of the SET that began it; everywhere else
  data_fd is -1. "stream of dev" is the data file that the program has got for device "dev".

  @MIG-92 @architecture @must
  Rule: Entering the saving group from outside gives a new data file that can be read
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state, data_fd of vfio_device_feature_mig_state

    @sweep
    Scenario: every pair of states
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP_COPY, PRE_COPY, PRE_COPY_P2P in each of STOP, RUNNING, RESUMING, RUNNING_P2P, seen by the program
      Then the 12 requests give these data files:
        |     | SC   | PC   | PCP  |
        | S   | file | file | file |
        | R   | file | file | file |
        | RES | file | file | file |
        | RP  | file | file | file |

    Scenario Outline: the data file of <state> can be read
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      When the program sets the state of "dev" to <state>
      Then the call succeeds
      When the program keeps data_fd as "out"
      And the program reads 10 bytes from "out"
      Then the call returns 10

      Examples:
        | state        |
        | STOP_COPY    |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario Outline: <capabilities>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      When the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      When the program keeps data_fd as "out"
      And the program reads 10 bytes from "out"
      Then the call returns 10

      Examples:
        | capabilities           |
        | STOP_COPY              |
        | STOP_COPY and P2P      |
        | STOP_COPY and PRE_COPY |

  @MIG-93 @architecture @must
  Rule: Entering RESUMING gives a new data file that can be written
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_RESUMING

    @sweep
    Scenario: every pair of states
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of RESUMING in each of STOP, RUNNING, STOP_COPY, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P, seen by the program
      Then the 6 requests give these data files:
        |     | RES  |
        | S   | file |
        | R   | file |
        | SC  | file |
        | RP  | file |
        | PC  | file |
        | PCP | file |

    Scenario: the data file can be written
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "image"
      When the program sets the state of "dev" to RESUMING
      Then the call succeeds
      When the program keeps data_fd as "in"
      And the program writes bytes 0 to 9 of "image" to "in"
      Then the call returns 10

  @MIG-94 @architecture @must
  Rule: Going from one state of the saving group to another gives no data file, and the earlier one goes on where it was
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_PRE_COPY, VFIO_DEVICE_STATE_PRE_COPY_P2P

    @sweep
    Scenario: every pair of states
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP_COPY, PRE_COPY, PRE_COPY_P2P in each of PRE_COPY, PRE_COPY_P2P, seen by the program
      Then the 6 requests give these data files:
        |     | SC | PC | PCP |
        | PC  | -  | -  | -   |
        | PCP | -  | -  | -   |

    Scenario Outline: from <first> to <then>, between two reads
      Given the host has a migratable device "dev"
      And the host has a migratable device "like"
      And the program has opened device "dev"
      And the program has opened device "like"
      And the state of "like" is <first>
      And the state of "dev" is <first>
      When the program reads 20 bytes from "stream of like" as "whole"
      And the program reads 10 bytes from "stream of dev" as "head"
      And the program sets the state of "dev" to <then>
      Then the call succeeds
      And the structure holds:
        | data_fd | -1 |
      When the program reads 10 bytes from "stream of dev" as "tail"
      Then the call returns 10
      And "whole" holds the bytes of "head" and then those of "tail"

      Examples:
        | first        | then         |
        | PRE_COPY     | PRE_COPY_P2P |
        | PRE_COPY_P2P | PRE_COPY     |
        | PRE_COPY_P2P | STOP_COPY    |
        | PRE_COPY     | STOP_COPY    |

  @MIG-117 @architecture @provisional @must
  Rule: A data file that is closed in STOP_COPY leaves the device in STOP_COPY
    Source: Linux 6.12 include/uapi/linux/vfio.h: only SET and reset change the state

    Scenario: closed before it was read
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program closes "stream of dev"
      Then the call succeeds
      And the state of "dev" is STOP_COPY

  @MIG-118 @architecture @provisional @must
  Rule: After a data file was closed early a new session gives a complete stream
    Source: Linux 6.12 include/uapi/linux/vfio.h

    Scenario: closed after ten bytes
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "whole"
      And the state of "dev" is STOP
      And the state of "dev" is STOP_COPY
      When the program reads 10 bytes from "stream of dev"
      And the program closes "stream of dev"
      And the program sets the state of "dev" to STOP
      And the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      When the program keeps data_fd as "again"
      And the program reads "again" to its end as "second", 4096 bytes at a time
      Then the call returns 0
      And "whole" and "second" hold the same bytes

  @MIG-119 @linux @must
  Rule: A session that has ended leaves a data file whose reads give ENODEV, data that was not read or not
    Source: Linux 6.12 samples/vfio-mdev/mtty.c mtty_save_read, mtty_disable_files; drivers/vfio/pci/mlx5/main.c mlx5vf_disable_fds

    Scenario Outline: from <state> to <then>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program reads 10 bytes from "stream of dev"
      Then the call returns 10
      When the program sets the state of "dev" to <then>
      Then the call succeeds
      And the structure holds:
        | data_fd | -1 |
      When the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV

      Examples:
        | state        | then        |
        | STOP_COPY    | STOP        |
        | STOP_COPY    | RUNNING     |
        | STOP_COPY    | RUNNING_P2P |
        | PRE_COPY     | RUNNING     |
        | PRE_COPY     | STOP        |
        | PRE_COPY_P2P | RUNNING_P2P |

    Scenario: a stream that was read to its end
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program reads "stream of dev" to its end as "all", 65536 bytes at a time
      And the program sets the state of "dev" to STOP
      And the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV

    Scenario: a resuming session that has ended takes no more
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      When the program writes all of "image" to "stream of dev", 65536 bytes at a time
      And the program sets the state of "dev" to STOP
      Then the call succeeds
      When the program writes bytes 0 to 9 of "image" to "stream of dev"
      Then the call fails with ENODEV

  @MIG-120 @proposal @must
  Rule: A data file of an ended session may stay open while a new session runs; neither touches the other
    Source: review of "Add mlx5 live migration driver", V6 and V7, Jan and Feb 2022

    Scenario: two data files of one device
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "whole"
      And the state of "dev" is STOP
      And the state of "dev" is STOP_COPY
      When the program reads 10 bytes from "stream of dev"
      And the program sets the state of "dev" to STOP
      And the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      When the program keeps data_fd as "second"
      And the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV
      When the program closes "stream of dev"
      Then the call succeeds
      When the program reads "second" to its end as "again", 4096 bytes at a time
      Then the call returns 0
      And "whole" and "again" hold the same bytes

  @MIG-121 @architecture @provisional @must
  Rule: A new session has a descriptor of its own and does not revive the data file of an earlier one
    Source: Linux 6.12 include/uapi/linux/vfio.h: a data_fd is never used for a later session

    Scenario Outline: a new session in <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program sets the state of "dev" to STOP
      And the program sets the state of "dev" to <state>
      Then the call succeeds
      When the program keeps data_fd as "second"
      Then "second" is another descriptor than "stream of dev"
      When the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV

      Examples:
        | state     |
        | STOP_COPY |
        | PRE_COPY  |
        | RESUMING  |

  @MIG-122 @linux @must
  Rule: A duplicate of a data file shares position and session
    Source: Linux 6.12 fs/file.c: a descriptor stands for an open file

    Scenario: two descriptors are read in turn
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the program has saved "dev" as "whole"
      And the state of "dev" is STOP
      And the state of "dev" is STOP_COPY
      When the program duplicates "stream of dev" as "twin"
      And the program reads 10 bytes from "stream of dev" as "head"
      And the program reads "twin" to its end as "tail", 65536 bytes at a time
      Then the call returns 0
      And "whole" holds the bytes of "head" and then those of "tail"

    Scenario: the session goes on while one of them is open, and ends for both
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program duplicates "stream of dev" as "twin"
      And the program closes "stream of dev"
      And the program reads 10 bytes from "twin"
      Then the call returns 10
      When the program sets the state of "dev" to STOP
      And the program reads 10 bytes from "twin"
      Then the call fails with ENODEV

  @MIG-126 @architecture @must
  Rule: A device that was saved and is not resumed elsewhere goes on as before when it is set to RUNNING again
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_STOP_COPY

    Scenario Outline: a serial card, <read>
      Given the host has a device "uart" of kind mtty
      And the program has opened device "uart"
      And BAR0 of "uart" holds X'5A' at 7
      And the state of "uart" is STOP_COPY
      When the program reads <count> bytes from "stream of uart"
      And the program sets the state of "uart" to RUNNING
      Then the call succeeds
      And the state of "uart" is RUNNING
      And BAR0 of "uart" holds X'5A' at 7

      Examples:
        | read                    | count |
        | its stream read in part | 10    |
        | its stream read whole   | 4096  |

    Scenario: the memory of a PCI function
      Given the host has a device "dev" of kind vfio-pci with:
        | migration | 7 |
      And the program has opened device "dev"
      And BAR2 of "dev" holds X'0123456789ABCDEF' at 0x1FF0
      And the program has saved "dev" as "cancelled"
      When the program sets the state of "dev" to RUNNING
      Then the call succeeds
      And the state of "dev" is RUNNING
      And BAR2 of "dev" holds X'0123456789ABCDEF' at 0x1FF0

    Scenario: what came after the cancelled migration is saved by the next one
      Given the host has a device "uart" of kind mtty
      And the host has a device "other" of kind mtty
      And the program has opened device "uart"
      And the program has opened device "other"
      And BAR0 of "uart" holds X'5A' at 7
      And the program has saved "uart" as "cancelled"
      And the state of "uart" is RUNNING
      And BAR0 of "uart" holds X'A7' at 7
      And the program has saved "uart" as "image"
      And the state of "other" is RESUMING
      When the program writes all of "image" to "stream of other", 4096 bytes at a time
      And the program sets the state of "other" to RUNNING
      Then the call succeeds
      And BAR0 of "other" holds X'A7' at 7

  @MIG-127 @architecture @must
  Rule: Cancelling in pre-copy leaves a device that runs and no session
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_PRE_COPY

    Scenario Outline: from <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is <state>
      When the program sets the state of "dev" to RUNNING
      Then the call succeeds
      And the structure holds:
        | data_fd | -1 |
      And the state of "dev" is RUNNING
      When the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV
      When the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      When the program keeps data_fd as "out"
      And the program reads 10 bytes from "out"
      Then the call returns 10

      Examples:
        | state        |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    Scenario: a serial card works on
      Given the host has a device "uart" of kind mtty
      And the program has opened device "uart"
      And BAR0 of "uart" holds X'5A' at 7
      And the state of "uart" is PRE_COPY
      When the program sets the state of "uart" to RUNNING
      Then the call succeeds
      And BAR0 of "uart" holds X'5A' at 7
