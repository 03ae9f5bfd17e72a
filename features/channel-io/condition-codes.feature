@channel-io
Feature: Condition codes of the I/O instructions

  A subchannel is in one of a handful of states, and each of the eight instructions that name a subchannel answers every state
  with a condition code. In the tables below
  "not provided" is a subchannel number above every device, "not valid" a subchannel without a device (V is zero),
  "disabled" has E zero, "idle" is enabled without a function and without status,
  "status pending" has the ending status of a NOP, "intermediate" the intermediate status of a program that has suspended,
  "active" executes a command that its device does not end, "suspended" is a suspended program without status (U is one).

  @CSS-26 @architecture @must
  Rule: On a disabled subchannel SSCH, HSCH, CSCH, XSCH, RSCH and TSCH give condition code 3, STSCH and MSCH give 0
    Source: QEMU 7.2 hw/s390x/css.c css_do_ssch, css_do_hsch, css_do_csch, css_do_xsch, css_do_rsch, css_do_msch; measured on QEMU 7.2

    Scenario: all eight instructions
      Given a guest
      And device "reader" is a byte-device
      Then the 8 condition codes are:
        |       | disabled |
        | STSCH | 0        |
        | MSCH  | 0        |
        | SSCH  | 3        |
        | TSCH  | 3        |
        | HSCH  | 3        |
        | CSCH  | 3        |
        | XSCH  | 3        |
        | RSCH  | 3        |

  @CSS-27 @architecture @must
  Rule: On a subchannel that is not provided all eight instructions give condition code 3
    Source: kvm-unit-tests s390x/css.c test_stsch, test_tsch; QEMU 7.2 target/s390x/ioinst.c

    Scenario: a number above every device
      Given a guest
      And device "reader" is a byte-device
      Then the 8 condition codes are:
        |       | not provided |
        | STSCH | 3            |
        | MSCH  | 3            |
        | SSCH  | 3            |
        | TSCH  | 3            |
        | HSCH  | 3            |
        | CSCH  | 3            |
        | XSCH  | 3            |
        | RSCH  | 3            |

    Scenario: a subchannel whose device number is not valid
      Given a guest
      And device "reader" is a byte-device
      And device "gone" is a no-device
      Then the 8 condition codes are:
        |       | not valid |
        | STSCH | 0         |
        | MSCH  | 0         |
        | SSCH  | 3         |
        | TSCH  | 3         |
        | HSCH  | 3         |
        | CSCH  | 3         |
        | XSCH  | 3         |
        | RSCH  | 3         |

  @CSS-28 @architecture @must
  Rule: SSCH of an idle, enabled subchannel gives condition code 0; every other state has its own answer
    Source: QEMU 7.2 hw/s390x/css.c css_do_ssch; kvm-unit-tests s390x/css.c test_sense; fact sheet 4.3

    @sweep
    Scenario: instructions and states that last
      Given a guest
      And device "reader" is a byte-device
      And device "holder" is a holding-device
      Then the 39 condition codes are:
        |       | idle | status pending | intermediate | active | suspended |
        | STSCH | 0    | 0              | 0            | 0      | 0         |
        | MSCH  | 0    | 1              | 1 or 2       | 2      | 2         |
        | SSCH  | 0    | 1              | 1            | 2      | 2         |
        | TSCH  | 1    | 0              | 0            | 1      | 1         |
        | HSCH  | 0    | 1              | 0            | 0      | 0         |
        | CSCH  | 0    | 0              | 0            | 0      | 0         |
        | XSCH  | 2    | 1              | 1            | 2      | 0         |
        | RSCH  | 2    | 1              | 1            | -      | 0         |

    @sweep
    Scenario: instructions and states that pass
      Given a guest
      And device "reader" is a byte-device
      And channel programs go on step by step
      Then the 23 condition codes are:
        |       | start pending | halt pending | clear pending |
        | STSCH | 0             | 0            | 0             |
        | MSCH  | 2             | 2            | 2             |
        | SSCH  | 2             | 2            | 2             |
        | TSCH  | 1             | 1            | 1             |
        | HSCH  | 0             | 2            | 2             |
        | CSCH  | 0             | 0            | 0             |
        | XSCH  | 0             | 2            | 2             |
        | RSCH  | -             | 2            | 2             |
