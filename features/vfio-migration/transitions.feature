@vfio-migration
Feature: The way from one migration state to another

  VFIO_DEVICE_FEATURE with VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE and SET asks for a state; the kernel works out the arcs on
  the way there and asks the driver for one after the other. Which states there are depends on what
  VFIO_DEVICE_FEATURE_MIGRATION tells: VFIO_MIGRATION_STOP_COPY, which every migrating device has, VFIO_MIGRATION_P2P
  and VFIO_MIGRATION_PRE_COPY.

  Tables have the current state in the row and the requested one in the column, by these short names: S STOP, R RUNNING,
  SC STOP_COPY, RES RESUMING, RP RUNNING_P2P, PC PRE_COPY, PCP PRE_COPY_P2P, E ERROR. A cell is the walk, "-" where the
  device is there already, or the error number of a request that leaves the state alone. Every pair begins with a reset;
  a device in RESUMING has been given a complete stream of its own, so that it can leave.

  An observer at the driver sees the arcs themselves; the program sees where a walk ends.

  @MIG-57 @architecture @must @sweep
  Rule: With STOP_COPY alone the 16 pairs of STOP, RUNNING, STOP_COPY and RESUMING walk as this table says
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: seen by <watcher>
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, STOP_COPY, RESUMING in each of STOP, RUNNING, STOP_COPY, RESUMING, seen by <watcher>
      Then the 16 requests go as this table says:
        |     | S     | R       | SC       | RES      |
        | S   | -     | S>R     | S>SC     | S>RES    |
        | R   | R>S   | -       | R>S>SC   | R>S>RES  |
        | SC  | SC>S  | SC>S>R  | -        | SC>S>RES |
        | RES | RES>S | RES>S>R | RES>S>SC | -        |

      Examples:
        | watcher                   |
        | the program               |
        | an observer at its driver |

  @MIG-58 @architecture @must @sweep
  Rule: With STOP_COPY alone a driver is asked for 6 arcs and no others
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: every pair of states
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, STOP_COPY, RESUMING in each of STOP, RUNNING, STOP_COPY, RESUMING, seen by an observer at its driver
      Then the driver was asked for these arcs and no others:
        | R>S | S>R | S>SC | SC>S | S>RES | RES>S |

    Scenario: every sequence of four requests from RUNNING, states that do not exist here among them
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      When "dev" is asked for every sequence of 4 of ERROR, STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P, seen by an observer at its driver
      Then each of the 4096 sequences goes as this table says:
        |     | E      | S     | R       | SC       | RES      | RP     | PC     | PCP    |
        | S   | EINVAL | -     | S>R     | S>SC     | S>RES    | EINVAL | EINVAL | EINVAL |
        | R   | EINVAL | R>S   | -       | R>S>SC   | R>S>RES  | EINVAL | EINVAL | EINVAL |
        | SC  | EINVAL | SC>S  | SC>S>R  | -        | SC>S>RES | EINVAL | EINVAL | EINVAL |
        | RES | EINVAL | RES>S | RES>S>R | RES>S>SC | -        | EINVAL | EINVAL | EINVAL |
      And each of the 32 pairs of states was tried at least 100 times
      And the driver was asked for these arcs and no others:
        | R>S | S>R | S>SC | SC>S | S>RES | RES>S |

  @MIG-59 @architecture @must @sweep
  Rule: With STOP_COPY alone RUNNING_P2P, PRE_COPY and PRE_COPY_P2P are refused with EINVAL in every state
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: seen by <watcher>
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of RUNNING_P2P, PRE_COPY, PRE_COPY_P2P in each of STOP, RUNNING, STOP_COPY, RESUMING, seen by <watcher>
      Then the 12 requests go as this table says:
        |     | RP     | PC     | PCP    |
        | S   | EINVAL | EINVAL | EINVAL |
        | R   | EINVAL | EINVAL | EINVAL |
        | SC  | EINVAL | EINVAL | EINVAL |
        | RES | EINVAL | EINVAL | EINVAL |

      Examples:
        | watcher                   |
        | the program               |
        | an observer at its driver |

  @MIG-60 @architecture @must @sweep
  Rule: With STOP_COPY and P2P the 25 pairs of STOP, RUNNING, STOP_COPY, RESUMING and RUNNING_P2P walk as this table says
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: seen by <watcher>
      Given the host has a device "dev" that migrates with STOP_COPY and P2P
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P in each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, seen by <watcher>
      Then the 25 requests go as this table says:
        |     | S      | R          | SC        | RES        | RP       |
        | S   | -      | S>RP>R     | S>SC      | S>RES      | S>RP     |
        | R   | R>RP>S | -          | R>RP>S>SC | R>RP>S>RES | R>RP     |
        | SC  | SC>S   | SC>S>RP>R  | -         | SC>S>RES   | SC>S>RP  |
        | RES | RES>S  | RES>S>RP>R | RES>S>SC  | -          | RES>S>RP |
        | RP  | RP>S   | RP>R       | RP>S>SC   | RP>S>RES   | -        |

      Examples:
        | watcher                   |
        | the program               |
        | an observer at its driver |

    Scenario: every sequence of four requests from RUNNING
      Given the host has a device "dev" that migrates with STOP_COPY and P2P
      And the program has opened device "dev"
      When "dev" is asked for every sequence of 4 of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, seen by an observer at its driver
      Then each of the 625 sequences goes as this table says:
        |     | S      | R          | SC        | RES        | RP       |
        | S   | -      | S>RP>R     | S>SC      | S>RES      | S>RP     |
        | R   | R>RP>S | -          | R>RP>S>SC | R>RP>S>RES | R>RP     |
        | SC  | SC>S   | SC>S>RP>R  | -         | SC>S>RES   | SC>S>RP  |
        | RES | RES>S  | RES>S>RP>R | RES>S>SC  | -          | RES>S>RP |
        | RP  | RP>S   | RP>R       | RP>S>SC   | RP>S>RES   | -        |
      And each of the 25 pairs of states was tried at least 75 times
      And the driver was asked for these arcs and no others:
        | R>RP | RP>R | RP>S | S>RP | S>SC | SC>S | S>RES | RES>S |

  @MIG-61 @architecture @must
  Rule: With P2P the way from RUNNING to STOP passes RUNNING_P2P
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: <capabilities>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      And an observer at the driver of "dev"
      When the program sets the state of "dev" to STOP
      Then the call succeeds
      And the observer of "dev" has seen RUNNING > RUNNING_P2P > STOP

      Examples:
        | capabilities                |
        | STOP_COPY and P2P           |
        | STOP_COPY, P2P and PRE_COPY |

  @MIG-62 @architecture @must
  Rule: With P2P the way from STOP to RUNNING passes RUNNING_P2P
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: <capabilities>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      And the state of "dev" is STOP
      And an observer at the driver of "dev"
      When the program sets the state of "dev" to RUNNING
      Then the call succeeds
      And the observer of "dev" has seen STOP > RUNNING_P2P > RUNNING

      Examples:
        | capabilities                |
        | STOP_COPY and P2P           |
        | STOP_COPY, P2P and PRE_COPY |

  @MIG-63 @architecture @must @sweep
  Rule: Without PRE_COPY the states PRE_COPY and PRE_COPY_P2P are refused with EINVAL in every state, P2P or not
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: seen by <watcher>
      Given the host has a device "dev" that migrates with STOP_COPY and P2P
      And the program has opened device "dev"
      When "dev" is asked for each of PRE_COPY, PRE_COPY_P2P in each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, seen by <watcher>
      Then the 10 requests go as this table says:
        |     | PC     | PCP    |
        | S   | EINVAL | EINVAL |
        | R   | EINVAL | EINVAL |
        | SC  | EINVAL | EINVAL |
        | RES | EINVAL | EINVAL |
        | RP  | EINVAL | EINVAL |

      Examples:
        | watcher                   |
        | the program               |
        | an observer at its driver |

  @MIG-64 @architecture @must @sweep
  Rule: With STOP_COPY and PRE_COPY the 25 pairs of STOP, RUNNING, STOP_COPY, RESUMING and PRE_COPY walk as this table says
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: seen by <watcher>
      Given the host has a device "dev" that migrates with STOP_COPY and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, STOP_COPY, RESUMING, PRE_COPY in each of STOP, RUNNING, STOP_COPY, RESUMING, PRE_COPY, seen by <watcher>
      Then the 25 requests go as this table says:
        |     | S      | R       | SC       | RES        | PC         |
        | S   | -      | S>R     | S>SC     | S>RES      | S>R>PC     |
        | R   | R>S    | -       | R>S>SC   | R>S>RES    | R>PC       |
        | SC  | SC>S   | SC>S>R  | -        | SC>S>RES   | EINVAL     |
        | RES | RES>S  | RES>S>R | RES>S>SC | -          | RES>S>R>PC |
        | PC  | PC>R>S | PC>R    | PC>SC    | PC>R>S>RES | -          |

      Examples:
        | watcher                   |
        | the program               |
        | an observer at its driver |

    Scenario: the states with P2P are refused
      Given the host has a device "dev" that migrates with STOP_COPY and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of RUNNING_P2P, PRE_COPY_P2P in each of STOP, RUNNING, STOP_COPY, RESUMING, PRE_COPY, seen by the program
      Then the 10 requests go as this table says:
        |     | RP     | PCP    |
        | S   | EINVAL | EINVAL |
        | R   | EINVAL | EINVAL |
        | SC  | EINVAL | EINVAL |
        | RES | EINVAL | EINVAL |
        | PC  | EINVAL | EINVAL |

    Scenario: every sequence of four requests from RUNNING
      Given the host has a device "dev" that migrates with STOP_COPY and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for every sequence of 4 of STOP, RUNNING, STOP_COPY, RESUMING, PRE_COPY, seen by an observer at its driver
      Then each of the 625 sequences goes as this table says:
        |     | S      | R       | SC       | RES        | PC         |
        | S   | -      | S>R     | S>SC     | S>RES      | S>R>PC     |
        | R   | R>S    | -       | R>S>SC   | R>S>RES    | R>PC       |
        | SC  | SC>S   | SC>S>R  | -        | SC>S>RES   | EINVAL     |
        | RES | RES>S  | RES>S>R | RES>S>SC | -          | RES>S>R>PC |
        | PC  | PC>R>S | PC>R    | PC>SC    | PC>R>S>RES | -          |
      And each of the 25 pairs of states was tried at least 50 times
      And the driver was asked for these arcs and no others:
        | R>S | S>R | S>SC | SC>S | S>RES | RES>S | R>PC | PC>R | PC>SC |

  @MIG-65 @architecture @must
  Rule: STOP_COPY does not go back to PRE_COPY: EINVAL, the state stays STOP_COPY and its stream can still be read
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: <capabilities>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program sets the state of "dev" to PRE_COPY
      Then the call fails with EINVAL
      And the state of "dev" is STOP_COPY
      When the program reads 10 bytes from "stream of dev"
      Then the call returns 10
      When the program reads "stream of dev" to its end as "rest", 4096 bytes at a time
      Then the call returns 0
      And "rest" is not empty

      Examples:
        | capabilities                |
        | STOP_COPY and PRE_COPY      |
        | STOP_COPY, P2P and PRE_COPY |

  @MIG-66 @architecture @must
  Rule: Without P2P the way from PRE_COPY to STOP_COPY is one arc and the data file stays the same
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_PRE_COPY; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: the data file
      Given the host has a device "dev" that migrates with STOP_COPY and PRE_COPY
      And the host has a device "target" that migrates with STOP_COPY and PRE_COPY
      And the program has opened device "dev"
      And the program has opened device "target"
      And the state of "dev" is PRE_COPY
      When the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      And the structure holds:
        | device_state | VFIO_DEVICE_STATE_STOP_COPY |
        | data_fd      | -1                          |
      When the program reads "stream of dev" to its end as "all", 4096 bytes at a time
      Then the call returns 0
      When the program sets the state of "target" to RESUMING
      And the program keeps data_fd as "in"
      And the program writes all of "all" to "in", 4096 bytes at a time
      And the program sets the state of "target" to STOP
      Then the call succeeds

    Scenario: the arc
      Given the host has a device "dev" that migrates with STOP_COPY and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      And an observer at the driver of "dev"
      When the program sets the state of "dev" to STOP_COPY
      Then the observer of "dev" has seen PRE_COPY > STOP_COPY

  @MIG-67 @architecture @must
  Rule: Without P2P the way from PRE_COPY to STOP passes RUNNING and ends the saving session
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: the walk
      Given the host has a device "dev" that migrates with STOP_COPY and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      And an observer at the driver of "dev"
      When the program sets the state of "dev" to STOP
      Then the call succeeds
      And the observer of "dev" has seen PRE_COPY > RUNNING > STOP

    Scenario: the session
      Given the host has a device "dev" that migrates with STOP_COPY and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      When the program sets the state of "dev" to STOP
      Then the call succeeds
      And the structure holds:
        | data_fd | -1 |
      When the program reads 1 bytes from "stream of dev"
      Then the call fails with ENODEV

  @MIG-68 @architecture @must
  Rule: Without P2P the way from STOP to PRE_COPY passes RUNNING: the device runs for a moment
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: the walk
      Given the host has a device "dev" that migrates with STOP_COPY and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is STOP
      And an observer at the driver of "dev"
      When the program sets the state of "dev" to PRE_COPY
      Then the call succeeds
      And the observer of "dev" has seen STOP > RUNNING > PRE_COPY

  @MIG-69 @architecture @must @sweep
  Rule: With STOP_COPY, P2P and PRE_COPY the 49 pairs of states walk as this table says
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: seen by <watcher>
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P in each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P, seen by <watcher>
      Then the 49 requests go as this table says:
        |     | S         | R          | SC        | RES           | RP       | PC            | PCP          |
        | S   | -         | S>RP>R     | S>SC      | S>RES         | S>RP     | S>RP>R>PC     | S>RP>PCP     |
        | R   | R>RP>S    | -          | R>RP>S>SC | R>RP>S>RES    | R>RP     | R>PC          | R>RP>PCP     |
        | SC  | SC>S      | SC>S>RP>R  | -         | SC>S>RES      | SC>S>RP  | EINVAL        | EINVAL       |
        | RES | RES>S     | RES>S>RP>R | RES>S>SC  | -             | RES>S>RP | RES>S>RP>R>PC | RES>S>RP>PCP |
        | RP  | RP>S      | RP>R       | RP>S>SC   | RP>S>RES      | -        | RP>R>PC       | RP>PCP       |
        | PC  | PC>R>RP>S | PC>R       | PC>PCP>SC | PC>R>RP>S>RES | PC>R>RP  | -             | PC>PCP       |
        | PCP | PCP>RP>S  | PCP>RP>R   | PCP>SC    | PCP>RP>S>RES  | PCP>RP   | PCP>PC        | -            |

      Examples:
        | watcher                   |
        | the program               |
        | an observer at its driver |

    Scenario Outline: every sequence of <length> requests from RUNNING, ERROR among them, seen by <watcher>
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for every sequence of <length> of ERROR, STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P, seen by <watcher>
      Then each of the <sequences> sequences goes as this table says:
        |     | E      | S         | R          | SC        | RES           | RP       | PC            | PCP          |
        | S   | EINVAL | -         | S>RP>R     | S>SC      | S>RES         | S>RP     | S>RP>R>PC     | S>RP>PCP     |
        | R   | EINVAL | R>RP>S    | -          | R>RP>S>SC | R>RP>S>RES    | R>RP     | R>PC          | R>RP>PCP     |
        | SC  | EINVAL | SC>S      | SC>S>RP>R  | -         | SC>S>RES      | SC>S>RP  | EINVAL        | EINVAL       |
        | RES | EINVAL | RES>S     | RES>S>RP>R | RES>S>SC  | -             | RES>S>RP | RES>S>RP>R>PC | RES>S>RP>PCP |
        | RP  | EINVAL | RP>S      | RP>R       | RP>S>SC   | RP>S>RES      | -        | RP>R>PC       | RP>PCP       |
        | PC  | EINVAL | PC>R>RP>S | PC>R       | PC>PCP>SC | PC>R>RP>S>RES | PC>R>RP  | -             | PC>PCP       |
        | PCP | EINVAL | PCP>RP>S  | PCP>RP>R   | PCP>SC    | PCP>RP>S>RES  | PCP>RP   | PCP>PC        | -            |
      And each of the 56 pairs of states was tried at least <tries> times

      Examples:
        | length | watcher                   | sequences | tries |
        | 3      | the program               | 512       | 14    |
        | 4      | an observer at its driver | 4096      | 100   |

  @MIG-70 @architecture @must
  Rule: With P2P the way from PRE_COPY to STOP_COPY passes PRE_COPY_P2P within one session
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: the walk
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      And an observer at the driver of "dev"
      When the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      And the observer of "dev" has seen PRE_COPY > PRE_COPY_P2P > STOP_COPY

    Scenario: the session
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the host has a device "target" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the program has opened device "target"
      And the state of "dev" is PRE_COPY
      When the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      And the structure holds:
        | data_fd | -1 |
      When the program reads "stream of dev" to its end as "all", 4096 bytes at a time
      Then the call returns 0
      When the program sets the state of "target" to RESUMING
      And the program keeps data_fd as "in"
      And the program writes all of "all" to "in", 4096 bytes at a time
      And the program sets the state of "target" to STOP
      Then the call succeeds

  @MIG-71 @architecture @must
  Rule: With P2P the way from PRE_COPY to STOP passes RUNNING and RUNNING_P2P
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: the walk
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY
      And an observer at the driver of "dev"
      When the program sets the state of "dev" to STOP
      Then the call succeeds
      And the observer of "dev" has seen PRE_COPY > RUNNING > RUNNING_P2P > STOP

  @MIG-72 @architecture @must
  Rule: The way from PRE_COPY_P2P to RUNNING passes RUNNING_P2P
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: the walk
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is PRE_COPY_P2P
      And an observer at the driver of "dev"
      When the program sets the state of "dev" to RUNNING
      Then the call succeeds
      And the observer of "dev" has seen PRE_COPY_P2P > RUNNING_P2P > RUNNING

  @MIG-73 @architecture @must
  Rule: The ways into pre-copy pass the running side: from STOP to PRE_COPY_P2P by RUNNING_P2P, from RESUMING to PRE_COPY by STOP, RUNNING_P2P and RUNNING
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: from STOP to PRE_COPY_P2P
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is STOP
      And an observer at the driver of "dev"
      When the program sets the state of "dev" to PRE_COPY_P2P
      Then the call succeeds
      And the observer of "dev" has seen STOP > RUNNING_P2P > PRE_COPY_P2P

    Scenario: from RESUMING, with a complete stream, to PRE_COPY
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the program has saved "dev" as "image"
      And the state of "dev" is RESUMING
      And an observer at the driver of "dev"
      When the program writes all of "image" to "stream of dev", 4096 bytes at a time
      And the program sets the state of "dev" to PRE_COPY
      Then the call succeeds
      And the observer of "dev" has seen RESUMING > STOP > RUNNING_P2P > RUNNING > PRE_COPY

  @MIG-74 @architecture @must
  Rule: From STOP_COPY both PRE_COPY and PRE_COPY_P2P are refused with EINVAL, and the driver is asked for nothing
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: <target>, as the program sees it
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      When the program sets the state of "dev" to <target>
      Then the call fails with EINVAL
      And the state of "dev" is STOP_COPY

      Examples:
        | target       |
        | PRE_COPY     |
        | PRE_COPY_P2P |

    @sweep
    Scenario: both, as the driver sees it
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of PRE_COPY, PRE_COPY_P2P in each of STOP_COPY, seen by an observer at its driver
      Then the 2 requests go as this table says:
        |    | PC     | PCP    |
        | SC | EINVAL | EINVAL |

  @MIG-75 @architecture @must @sweep
  Rule: With STOP_COPY, P2P and PRE_COPY a driver is asked for 15 arcs and no others
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: every pair of states
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P in each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P, seen by an observer at its driver
      Then the driver was asked for these arcs and no others:
        | R>RP   | RP>R   | RP>S   | S>RP   | S>SC   |
        | SC>S   | S>RES  | RES>S  | R>PC   | PC>R   |
        | PC>PCP | PCP>PC | RP>PCP | PCP>RP | PCP>SC |

    Scenario: every sequence of three requests from RUNNING, ERROR among them
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for every sequence of 3 of ERROR, STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P, seen by an observer at its driver
      Then the driver was asked for these arcs and no others:
        | R>RP   | RP>R   | RP>S   | S>RP   | S>SC   |
        | SC>S   | S>RES  | RES>S  | R>PC   | PC>R   |
        | PC>PCP | PCP>PC | RP>PCP | PCP>RP | PCP>SC |

  @MIG-76 @architecture @must @sweep
  Rule: No walk passes through RESUMING or a state of the saving group, but for PRE_COPY_P2P on the way from PRE_COPY to STOP_COPY
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state; the exception by drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario: STOP_COPY
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, STOP_COPY, RESUMING in each of STOP, RUNNING, STOP_COPY, RESUMING, seen by an observer at its driver
      Then the walks pass through STOP and no other state

    Scenario: STOP_COPY and P2P
      Given the host has a device "dev" that migrates with STOP_COPY and P2P
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P in each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, seen by an observer at its driver
      Then the walks pass through STOP, RUNNING_P2P and no other state

    Scenario: STOP_COPY and PRE_COPY
      Given the host has a device "dev" that migrates with STOP_COPY and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, STOP_COPY, RESUMING, PRE_COPY in each of STOP, RUNNING, STOP_COPY, RESUMING, PRE_COPY, seen by an observer at its driver
      Then the walks pass through STOP, RUNNING and no other state

    Scenario: STOP_COPY, P2P and PRE_COPY, to all states but STOP_COPY
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP, RUNNING, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P in each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P, seen by an observer at its driver
      Then the walks pass through STOP, RUNNING, RUNNING_P2P and no other state

    Scenario: STOP_COPY, P2P and PRE_COPY, to STOP_COPY from all states but PRE_COPY
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP_COPY in each of STOP, RUNNING, STOP_COPY, RESUMING, RUNNING_P2P, PRE_COPY_P2P, seen by an observer at its driver
      Then the walks pass through STOP, RUNNING_P2P and no other state

    Scenario: STOP_COPY, P2P and PRE_COPY, to STOP_COPY from PRE_COPY
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      When "dev" is asked for each of STOP_COPY in each of PRE_COPY, seen by an observer at its driver
      Then the walks pass through PRE_COPY_P2P and no other state

  @MIG-77 @architecture @must
  Rule: A program that knows RUNNING, STOP, STOP_COPY and RESUMING only can migrate a device whatever its capabilities
    Source: Linux 6.12 include/uapi/linux/vfio.h enum vfio_device_mig_state

    Scenario Outline: <capabilities>
      Given the host has a device "source" that migrates with <capabilities>
      And the host has a device "target" that migrates with <capabilities>
      And the program has opened device "source"
      And the program has opened device "target"
      When the program sets the state of "source" to STOP
      Then the call succeeds
      And the state of "source" is STOP
      When the program sets the state of "source" to STOP_COPY
      Then the call succeeds
      When the program keeps data_fd as "out"
      And the program reads "out" to its end as "image", 65536 bytes at a time
      Then the call returns 0
      And "image" is not empty
      When the program sets the state of "target" to RESUMING
      Then the call succeeds
      When the program keeps data_fd as "in"
      And the program writes all of "image" to "in", 65536 bytes at a time
      Then the call succeeds
      When the program sets the state of "target" to RUNNING
      Then the call succeeds
      And the state of "target" is RUNNING
      When the program sets the state of "source" to STOP
      Then the call succeeds
      And the state of "source" is STOP

      Examples:
        | capabilities                |
        | STOP_COPY                   |
        | STOP_COPY and P2P           |
        | STOP_COPY and PRE_COPY      |
        | STOP_COPY, P2P and PRE_COPY |
