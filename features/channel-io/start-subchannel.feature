@channel-io
Feature: START SUBCHANNEL

  SSCH hands an operation-request block to the channel subsystem. It checks the block itself; what is wrong with the
  channel program comes back as status.

  Background:
    Given a guest
    And device "reader" is a byte-device
    And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |

  @CSS-29 @architecture @must
  Rule: SSCH of a subchannel with pending status gives condition code 1; the status and its IRB stay
    Source: css_do_ssch; measured on QEMU 7.2

    Scenario: a second start before the status of the first is collected
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0x11111111 |
      And the devices have time to work
      And the guest executes SSCH for "reader" with:
        | interruption parameter | 0x22222222 |
        | key                    | 5          |
      Then the condition code is 1
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | interruption parameter | 0x11111111 |
      When the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | key           | 0                             |
        | FC            | start                         |
        | SC            | primary + secondary + pending |
        | device status | channel end + device end      |
        | CCW address   | 0x10008                       |
      And device "reader" has executed 03 NOP

  @CSS-30 @architecture @must
  Rule: SSCH while a function is in progress gives condition code 2 and the program goes on
    Source: css_do_ssch; measured on QEMU 7.2

    Scenario: a command that the device has not ended
      Given device "holder" is a holding-device
      When the guest executes SSCH for "holder" with:
        | interruption parameter | 0x11111111 |
      And the devices have time to work
      And the guest executes SSCH for "holder" with:
        | interruption parameter | 0x22222222 |
      Then the condition code is 2
      When device "holder" ends the command
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 0
      And the IRB holds:
        | FC            | start                    |
        | device status | channel end + device end |
        | CCW address   | 0x10008                  |
      And device "holder" has executed 03 NOP

    Scenario: a suspended program
      Given the format-1 channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | S SLI | 1     | 0x0     |
      When the guest executes SSCH for "reader" with:
        | S               | 1       |
        | U               | 1       |
        | program address | 0x11000 |
      And the devices have time to work
      And the guest executes SSCH for "reader"
      Then the condition code is 2
      When the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | FC | start     |
        | AC | suspended |
      And device "reader" has executed no command

  @CSS-31 @architecture @must
  Rule: SSCH with any of bits 26-30 of ORB word 1 set is an operand exception
    Source: QEMU 7.2 target/s390x/ioinst.c ioinst_orb_valid; kvm-unit-tests s390x/css.c test_ssch; measured on QEMU 7.2

    Scenario Outline: <bit> is one
      When the guest executes SSCH for "reader" with:
        | <bit> | 1 |
      Then an operand exception is recognised
      When the devices have time to work
      Then device "reader" has executed no command

      Examples:
        | bit    |
        | bit 26 |
        | bit 27 |
        | bit 28 |
        | bit 29 |
        | bit 30 |

    Scenario: an ORB of all ones
      Given frame 0x20000 is filled with X'FF'
      When the guest executes SSCH 0x20000 for "reader"
      Then an operand exception is recognised

  @CSS-32 @architecture @must
  Rule: SSCH with bit 0 of the program address set is an operand exception
    Source: ioinst_orb_valid; measured on QEMU 7.2

    Scenario Outline: program address <address>
      When the guest executes SSCH for "reader" with:
        | program address | <address> |
      Then an operand exception is recognised

      Examples:
        | address    |
        | 0x80000000 |
        | 0x80010000 |

  @CSS-33 @architecture @must
  Rule: SSCH of a transport-mode program is an operand exception where the facility is not installed
    Source: ioinst_orb_valid; measured on QEMU 7.2

    Scenario: B is one
      When the guest executes SSCH for "reader" with:
        | B | 1 |
      Then an operand exception is recognised

  @CSS-34 @architecture @must
  Rule: SSCH with D one is an operand exception where the MIDAW facility is not installed
    Source: ioinst_orb_valid; measured on QEMU 7.2

    Scenario: D is one
      Given the MIDAW facility is not installed
      When the guest executes SSCH for "reader" with:
        | D | 1 |
      Then an operand exception is recognised
      When the devices have time to work
      Then device "reader" has executed no command

  @CSS-35 @architecture @provisional @must
  Rule: SSCH with X one and zeros in the extension is accepted
    Source: QEMU 7.2 target/s390x/ioinst.c; measured on QEMU 7.2

    Scenario: words 3-7 are zero
      When the guest runs the channel program on "reader" with:
        | X | 1 |
      Then the IRB holds:
        | device status     | channel end + device end |
        | subchannel status | none                     |

  @CSS-36 @architecture @must
  Rule: A program address that is misaligned or, with format 0, above 16M is no operand exception but ends in a program check
    Source: measured on QEMU 7.2; fact sheet 3.3

    Scenario Outline: format <format>, program address <address>
      When the guest executes SSCH for "reader" with:
        | F               | <format>  |
        | program address | <address> |
      Then the instruction completes
      And the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "reader"
      Then the IRB holds:
        | subchannel status | program check                         |
        | SC                | alert + primary + secondary + pending |
      And device "reader" has executed no command

      Examples:
        | format | address    |
        | 1      | 0x10001    |
        | 1      | 0x10004    |
        | 0      | 0x10002    |
        | 0      | 0x01000000 |

  @CSS-37 @architecture @must
  Rule: SSCH puts ORB word 0 into the interruption parameter of the PMCW; the interruption brings it to 0xBC
    Source: css_do_ssch; css_inject_io_interrupt

    Scenario: STSCH after SSCH
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0xCAFEF00D |
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | interruption parameter | 0xCAFEF00D |

    Scenario: the interruption
      Given I/O interruptions are on
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0xCAFEF00D |
      And the devices have time to work
      And the CPU goes on for one unit of operation
      Then an input-output interruption is taken
      And the interruption code at 0xB8 names "reader" with:
        | interruption parameter | 0xCAFEF00D |
        | ISC                    | 0          |

  @CSS-38 @architecture @must
  Rule: The SCSW repeats key, S, F, P, I, A and U of the ORB until the next start
    Source: Linux scsw.h; Hercules (QEMU copies only F, sticky: measured on QEMU 7.2)

    Scenario Outline: <field> is <value>
      When the guest runs the channel program on "reader" with:
        | <field> | <value> |
      Then the IRB holds:
        | <field> | <value> |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | <field> | <otherwise> |

      Examples:
        | field | value | otherwise |
        | key   | 9     | 0         |
        | S     | 1     | 0         |
        | P     | 1     | 0         |
        | I     | 1     | 0         |
        | A     | 1     | 0         |
        | U     | 1     | 0         |

    Scenario: F
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | F | 1 |
      When the guest runs the channel program on "reader" with:
        | F | 0 |
      Then the IRB holds:
        | F | 0 |

  @CSS-39 @architecture @must
  Rule: Each start resets the deferred condition code: a start after a deferred condition code 3 ends with 0
    Source: Hercules; Linux scsw.h (QEMU 7.2 fails: measured on QEMU 7.2)

    Scenario: a device that is there again
      When device "reader" becomes not operational
      And the guest runs the channel program on "reader"
      Then the IRB holds:
        | CC | 3 |
      When device "reader" becomes operational
      And the guest runs the channel program on "reader"
      Then the IRB holds:
        | CC            | 0                        |
        | N             | 0                        |
        | L             | 0                        |
        | device status | channel end + device end |

  @CSS-40 @architecture @must
  Rule: STSCH between SSCH and the end of the program shows the start function, start pending or active
    Source: fact sheet 6; Hercules

    Scenario: the device has not ended the command
      Given device "holder" is a holding-device
      When the guest executes SSCH for "holder"
      And the devices have time to work
      And the guest executes STSCH for "holder"
      Then the SCHIB holds:
        | FC | start                             |
        | AC | subchannel active + device active |
        | SC | none                              |

    Scenario: nothing has happened yet
      Given channel programs go on step by step
      When the guest executes SSCH for "reader"
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | FC | start         |
        | AC | start pending |
        | SC | none          |

  @CSS-90 @architecture @provisional @must @recorded
  Rule: A logical-path mask without an available path is a deferred condition code 3
    Source: QEMU 7.2 hw/s390x/css.c sch_handle_start_func_virtual; Hercules; measured on QEMU 7.2 0x03804411

    Scenario: LPM 0x40 where only path 0x80 is installed
      When the guest runs the channel program on "reader" with:
        | LPM | 0x40 |
      Then the IRB holds:
        | CC | 3 |
      And device "reader" has executed no command

  @CSS-91 @architecture @must
  Rule: A deferred condition code 3 comes with alert and status pending and with the start function on
    Source: measured on QEMU 7.2 0x03804411; Linux device_status.c

    Scenario: a device that is not operational
      When device "reader" becomes not operational
      And the guest runs the channel program on "reader"
      Then the IRB holds:
        | CC | 3                   |
        | FC | start               |
        | SC | with alert, pending |
      And device "reader" has executed no command
