@channel-io
Feature: HALT, CLEAR, CANCEL and RESUME SUBCHANNEL

  Four ways to interfere with a channel program: end it with status, drop it and all status, take back what has not
  begun, go on with what has been suspended.

  Background:
    Given a guest
    And device "reader" is a byte-device
    And device "holder" is a holding-device
    And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
    And the format-1 channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | S SLI | 1     | 0x0     |

  @CSS-49 @architecture @must
  Rule: HSCH of an idle subchannel gives condition code 0; then the halt function is status pending
    Source: QEMU 7.2 hw/s390x/css.c sch_handle_halt_func; measured on QEMU 7.2

    Scenario: nothing to halt
      When the guest executes HSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | FC                | halt         |
        | SC                | with pending |
        | subchannel status | none         |
      And device "reader" has executed no command

  @CSS-50 @architecture @must
  Rule: HSCH of a subchannel with primary, secondary or alert status gives condition code 1; the status stays
    Source: css_do_hsch; measured on QEMU 7.2

    Scenario: the ending status of a NOP
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes HSCH for "reader"
      Then the condition code is 1
      When the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | FC | start                         |
        | SC | primary + secondary + pending |

    Scenario: attention
      When device "reader" presents attention
      And the devices have time to work
      And the guest executes HSCH for "reader"
      Then the condition code is 1
      When the guest executes TSCH for "reader"
      Then the IRB holds:
        | SC            | alert + pending |
        | device status | attention       |

  @CSS-51 @architecture @must
  Rule: HSCH while a halt or clear function is in progress gives condition code 2
    Source: css_do_hsch; fact sheet 4.3

    Scenario Outline: <first>, then HSCH
      Given channel programs go on step by step
      When the guest executes <first> for "reader"
      And the guest executes HSCH for "reader"
      Then the condition code is 2

      Examples:
        | first |
        | HSCH  |
        | CSCH  |

  @CSS-52 @architecture @must
  Rule: HSCH of a suspended program gives condition code 0; then status is pending without device status
    Source: fact sheet 4.4; measured on QEMU 7.2 0x00802021

    Scenario: suspended without status
      When the guest executes SSCH for "reader" with:
        | S               | 1       |
        | U               | 1       |
        | program address | 0x11000 |
      And the devices have time to work
      And the guest executes HSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | FC                | with halt    |
        | SC                | with pending |
        | device status     | none         |
        | subchannel status | none         |
      And device "reader" has executed no command

  @CSS-53 @architecture @provisional @must
  Rule: HSCH of an active program: the IRB shows the start and the halt function
    Source: fact sheet 14; Hercules (QEMU turns start off: measured on QEMU 7.2)

    Scenario: the device has not ended the command
      When the guest executes SSCH for "holder"
      And the devices have time to work
      And the guest executes HSCH for "holder"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 0
      And the IRB holds:
        | FC | start + halt |
        | SC | with pending |

  @CSS-54 @architecture @must
  Rule: CSCH of an idle subchannel gives condition code 0; then the clear function is status pending alone
    Source: QEMU 7.2 hw/s390x/css.c sch_handle_clear_func; measured on QEMU 7.2

    Scenario: nothing to clear
      When the guest executes CSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | FC                | clear   |
        | AC                | none    |
        | SC                | pending |
        | device status     | none    |
        | subchannel status | none    |

  @CSS-55 @architecture @must
  Rule: CSCH drops pending status: what is then pending is the clear function alone
    Source: Hercules (QEMU 7.2 shows 0x1007: measured on QEMU 7.2)

    Scenario: the ending status of a NOP
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes CSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "reader"
      Then the IRB holds:
        | FC                | clear   |
        | SC                | pending |
        | device status     | none    |
        | subchannel status | none    |

    Scenario: its interruption is gone as well until the clear function has been performed
      Given channel programs go on step by step
      And CR6 is 0xFF000000
      And GR2 is 0x20000
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes CSCH for "reader"
      And GR2 is 0x20000
      And the guest executes TPI 0(2)
      Then the condition code is 0

  @CSS-56 @architecture @must
  Rule: CSCH ends a start function, a halt function and a suspended program
    Source: css_do_csch; fact sheet 4.3

    Scenario: the device has not ended the command
      When the guest executes SSCH for "holder"
      And the devices have time to work
      And the guest executes CSCH for "holder"
      Then the condition code is 0
      When the devices have time to work
      And device "holder" ends the command
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the IRB holds:
        | FC | clear   |
        | AC | none    |
        | SC | pending |
      When the guest executes TSCH for "holder"
      Then the condition code is 1

    Scenario: suspended
      When the guest executes SSCH for "reader" with:
        | S               | 1       |
        | U               | 1       |
        | program address | 0x11000 |
      And the devices have time to work
      And the guest executes CSCH for "reader"
      And the devices have time to work
      And the guest executes TSCH for "reader"
      Then the IRB holds:
        | FC | clear   |
        | AC | none    |
        | SC | pending |
      And device "reader" has executed no command

    Scenario: halt
      Given channel programs go on step by step
      When the guest executes HSCH for "reader"
      And the guest executes CSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "reader"
      Then the IRB holds:
        | FC | clear   |
        | SC | pending |

  @CSS-57 @architecture @must
  Rule: CSCH sets POM to 0xFF and PNOM to zero
    Source: QEMU 7.2 hw/s390x/css.c sch_handle_clear_func; Hercules perform_clear_subchan (LPUM: Hercules 0, QEMU 0x80: measured on QEMU 7.2)

    Scenario: POM was something else
      Given the subchannel of "reader" has:
        | POM | 0x7F |
      When the guest executes CSCH for "reader"
      And the devices have time to work
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | POM  | 0xFF           |
        | PNOM | 0              |
        | LPUM | one of 0, 0x80 |

  @CSS-58 @architecture @must
  Rule: XSCH of a suspended program gives condition code 0; afterwards nothing is left of it
    Source: css_do_xsch; measured on QEMU 7.2; Linux cio.c cio_cancel_halt_clear (Hercules 4.x: cc 1; 3.13 measured: cc 2)

    Scenario: suspended without status
      Given CR6 is 0xFF000000
      When the guest executes SSCH for "reader" with:
        | S               | 1       |
        | U               | 1       |
        | program address | 0x11000 |
      And the devices have time to work
      And the guest executes XSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | FC | none |
        | AC | none |
        | SC | none |
      When the guest executes TPI 0x600(0)
      Then the condition code is 0
      And device "reader" has executed no command

  @CSS-59 @architecture @must
  Rule: XSCH of an idle subchannel gives condition code 2, with pending status 1, of an active program 2
    Source: css_do_xsch; measured on QEMU 7.2 (Hercules 4.x: cc 1 instead of 2; 3.13 measured: cc 2)

    Scenario: three states
      Then the 3 condition codes are:
        |      | idle | status pending | active |
        | XSCH | 2    | 1              | 2      |

  @CSS-60 @architecture @must
  Rule: XSCH of a start that has not begun gives condition code 0, and no CCW is executed
    Source: fact sheet 4.3; Hercules

    Scenario: XSCH behind SSCH
      Given channel programs go on step by step
      When the guest executes SSCH for "reader"
      And the guest executes XSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 1
      And the IRB holds:
        | FC | none |
        | SC | none |
      And device "reader" has executed no command

  @CSS-61 @architecture @must
  Rule: RSCH of an idle subchannel gives condition code 2, with pending status 1, of a suspended program 0
    Source: css_do_rsch; measured on QEMU 7.2

    Scenario: three states
      Then the 3 condition codes are:
        |      | idle | status pending | suspended |
        | RSCH | 2    | 1              | 0         |

  @CSS-62 @architecture @must
  Rule: A second RSCH before the first has taken effect gives condition code 2
    Source: css_do_rsch; Hercules

    Scenario: RSCH, RSCH
      Given channel programs go on step by step
      When the guest executes SSCH for "reader" with:
        | S               | 1       |
        | U               | 1       |
        | program address | 0x11000 |
      And the devices have time to work
      And the guest executes RSCH for "reader"
      Then the condition code is 0
      When the guest executes RSCH for "reader"
      Then the condition code is 2
