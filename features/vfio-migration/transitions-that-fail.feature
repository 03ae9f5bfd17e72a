@vfio-migration
Feature: Requests of a state that fail on the way, and ERROR

  Whatever arc fails, the uAPI leaves the device in a state of the walk or in ERROR, and the program asks by GET which.
  Devices are made to fail an arc on the device face: once, or for good, which ends in ERROR. The error number of a failed
  arc is the device's own; these devices give EIO.

  @MIG-78 @architecture @must
  Rule: An arc that fails in the middle of a walk leaves the device in a state of that walk or in ERROR
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE

    Scenario Outline: <capabilities>: <arc> fails once on the way from <from> to <to>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      And the state of "dev" is <from>
      And "dev" fails the arc <arc> once
      When the program sets the state of "dev" to <to>
      Then the call fails with EIO
      And the state of "dev" is one of <walk>

      Examples:
        | capabilities                | from      | to           | arc                        | walk                                         |
        | STOP_COPY                   | RUNNING   | STOP_COPY    | STOP > STOP_COPY           | RUNNING, STOP, STOP_COPY, ERROR              |
        | STOP_COPY                   | RUNNING   | RESUMING     | STOP > RESUMING            | RUNNING, STOP, RESUMING, ERROR               |
        | STOP_COPY                   | STOP_COPY | RUNNING      | STOP > RUNNING             | STOP_COPY, STOP, RUNNING, ERROR              |
        | STOP_COPY and P2P           | RUNNING   | STOP         | RUNNING_P2P > STOP         | RUNNING, RUNNING_P2P, STOP, ERROR            |
        | STOP_COPY and P2P           | STOP_COPY | RUNNING      | STOP > RUNNING_P2P         | STOP_COPY, STOP, RUNNING_P2P, RUNNING, ERROR |
        | STOP_COPY and P2P           | STOP_COPY | RUNNING      | RUNNING_P2P > RUNNING      | STOP_COPY, STOP, RUNNING_P2P, RUNNING, ERROR |
        | STOP_COPY and PRE_COPY      | PRE_COPY  | STOP         | RUNNING > STOP             | PRE_COPY, RUNNING, STOP, ERROR               |
        | STOP_COPY and PRE_COPY      | STOP      | PRE_COPY     | RUNNING > PRE_COPY         | STOP, RUNNING, PRE_COPY, ERROR               |
        | STOP_COPY, P2P and PRE_COPY | PRE_COPY  | STOP_COPY    | PRE_COPY_P2P > STOP_COPY   | PRE_COPY, PRE_COPY_P2P, STOP_COPY, ERROR     |
        | STOP_COPY, P2P and PRE_COPY | PRE_COPY  | STOP         | RUNNING > RUNNING_P2P      | PRE_COPY, RUNNING, RUNNING_P2P, STOP, ERROR  |
        | STOP_COPY, P2P and PRE_COPY | PRE_COPY  | STOP         | RUNNING_P2P > STOP         | PRE_COPY, RUNNING, RUNNING_P2P, STOP, ERROR  |
        | STOP_COPY, P2P and PRE_COPY | STOP      | PRE_COPY_P2P | RUNNING_P2P > PRE_COPY_P2P | STOP, RUNNING_P2P, PRE_COPY_P2P, ERROR       |

    Scenario Outline: an arc that cannot be undone ends in ERROR: <arc> on the way from <from> to <to>
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is <from>
      And "dev" fails the arc <arc> for good
      When the program sets the state of "dev" to <to>
      Then the call fails with EIO
      And the state of "dev" is ERROR

      Examples:
        | from      | to        | arc                      |
        | RUNNING   | STOP      | RUNNING_P2P > STOP       |
        | RUNNING   | STOP_COPY | STOP > STOP_COPY         |
        | PRE_COPY  | STOP_COPY | PRE_COPY_P2P > STOP_COPY |
        | STOP_COPY | RUNNING   | STOP > RUNNING_P2P       |

  @MIG-79 @architecture @must
  Rule: A first arc that fails without damage leaves the device in the state it was in
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE

    Scenario Outline: <arc> on the way from <from> to <to>
      Given the host has a device "dev" that migrates with <capabilities>
      And the program has opened device "dev"
      And the state of "dev" is <from>
      And "dev" fails the arc <arc> once
      When the program sets the state of "dev" to <to>
      Then the call fails with EIO
      And the state of "dev" is <from>
      When the program sets the state of "dev" to <to>
      Then the call succeeds
      And the state of "dev" is <to>

      Examples:
        | capabilities                | from         | to        | arc                      |
        | STOP_COPY                   | RUNNING      | STOP      | RUNNING > STOP           |
        | STOP_COPY                   | STOP         | RUNNING   | STOP > RUNNING           |
        | STOP_COPY                   | STOP         | STOP_COPY | STOP > STOP_COPY         |
        | STOP_COPY                   | STOP         | RESUMING  | STOP > RESUMING          |
        | STOP_COPY                   | STOP_COPY    | RUNNING   | STOP_COPY > STOP         |
        | STOP_COPY and P2P           | RUNNING      | STOP      | RUNNING > RUNNING_P2P    |
        | STOP_COPY and P2P           | RUNNING_P2P  | RUNNING   | RUNNING_P2P > RUNNING    |
        | STOP_COPY and PRE_COPY      | RUNNING      | PRE_COPY  | RUNNING > PRE_COPY       |
        | STOP_COPY, P2P and PRE_COPY | PRE_COPY     | STOP_COPY | PRE_COPY > PRE_COPY_P2P  |
        | STOP_COPY, P2P and PRE_COPY | PRE_COPY_P2P | STOP_COPY | PRE_COPY_P2P > STOP_COPY |

    Scenario: a session that was to end goes on
      Given the host has a device "dev" that migrates with STOP_COPY
      And the program has opened device "dev"
      And the state of "dev" is STOP_COPY
      And "dev" fails the arc STOP_COPY > STOP once
      When the program sets the state of "dev" to STOP
      Then the call fails with EIO
      When the program reads 10 bytes from "stream of dev"
      Then the call returns 10

  @MIG-80 @architecture @provisional @must
  Rule: An arc that fails after an earlier one has ended a session does not bring the session back
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE

    Scenario Outline: <arc> fails on the way from <from> to <to>
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is <from>
      And "dev" fails the arc <arc> once
      When the program sets the state of "dev" to <to>
      Then the call fails with EIO
      When the program reads 10 bytes from "stream of dev"
      Then the call fails with ENODEV

      Examples:
        | from         | to      | arc                   |
        | PRE_COPY     | STOP    | RUNNING > RUNNING_P2P |
        | PRE_COPY     | STOP    | RUNNING_P2P > STOP    |
        | PRE_COPY_P2P | RUNNING | RUNNING_P2P > RUNNING |
        | STOP_COPY    | RUNNING | STOP > RUNNING_P2P    |

  @MIG-81 @architecture @must
  Rule: In ERROR every request of another state fails and the device stays in ERROR
    The core of Linux answers EINVAL, the pds driver EIO.
    Source: Linux 6.12 include/uapi/linux/vfio.h VFIO_DEVICE_STATE_ERROR; drivers/vfio/vfio_main.c vfio_mig_get_next_state

    Scenario Outline: <state>
      Given the host has a device "dev" that migrates with STOP_COPY, P2P and PRE_COPY
      And the program has opened device "dev"
      And the state of "dev" is ERROR
      When the program sets the state of "dev" to <state>
      Then the call fails with one of EINVAL, EIO
      And the state of "dev" is ERROR

      Examples:
        | state        |
        | STOP         |
        | RUNNING      |
        | STOP_COPY    |
        | RESUMING     |
        | RUNNING_P2P  |
        | PRE_COPY     |
        | PRE_COPY_P2P |

  @MIG-82 @linux @should
  Rule: A request in ERROR is refused by the core of VFIO with EINVAL and a WARN in the kernel log, after which all goes on
    A driver may refuse it before the core is asked: pds answers EIO. The WARN is no crash.
    Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state; drivers/vfio/pci/pds/vfio_dev.c pds_vfio_set_device_state

    Scenario Outline: <state>
      Given the host has a migratable device "dev"
      And the program has opened device "dev"
      And the state of "dev" is ERROR
      When the program sets the state of "dev" to <state>
      Then the call fails with EINVAL
      And the kernel log has a WARN of vfio_mig_get_next_state
      When the program calls VFIO_DEVICE_RESET on "dev"
      Then the call succeeds
      When the program sets the state of "dev" to STOP_COPY
      Then the call succeeds
      And the state of "dev" is STOP_COPY

      Examples:
        | state     |
        | STOP      |
        | RESUMING  |
        | STOP_COPY |
