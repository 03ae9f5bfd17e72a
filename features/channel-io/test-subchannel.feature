@channel-io
Feature: TEST SUBCHANNEL and the interruption-response block

  TSCH stores what the subchannel has to say and takes it away.

  Background:
    Given a guest
    And device "reader" is a byte-device
    And device "holder" is a holding-device
    And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |

  @CSS-41 @architecture @must
  Rule: TSCH of an enabled subchannel without status gives condition code 1 and stores the IRB
    Source: css_do_tsch_get_irb; measured on QEMU 7.2

    Scenario: an idle subchannel
      Given frame 0x20000 is filled with X'EE'
      When the guest executes TSCH 0x20000 for "reader"
      Then the instruction completes
      And the condition code is 1
      And storage at 0x20000 holds X'00000000'

    Scenario: a program that runs
      When the guest executes SSCH for "holder"
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 1
      And the IRB holds:
        | FC | start                             |
        | AC | subchannel active + device active |
        | SC | none                              |

  @CSS-42 @architecture @must
  Rule: TSCH takes pending status away: the first gives condition code 0, the next 1 without status
    Source: css_do_tsch_update_subch; measured on QEMU 7.2

    Scenario: the ending status of a NOP
      When the guest runs the channel program on "reader"
      Then the condition code is 0
      And the IRB holds:
        | FC | start                         |
        | SC | primary + secondary + pending |
      When the guest executes TSCH for "reader"
      Then the condition code is 1
      And the IRB holds:
        | SC | none |

  @CSS-43 @architecture @must
  Rule: TSCH of a subchannel that is not operational gives condition code 3 and stores nothing
    Source: ioinst_handle_tsch; kvm-unit-tests s390x/css.c test_tsch

    Scenario: not provided
      Given frame 0x20000 is filled with X'EE'
      When the guest executes TSCH 0x20000 for "nothing"
      Then the condition code is 3
      And frame 0x20000 is all X'EE'

    Scenario: disabled
      Given the subchannel of "reader" has:
        | enabled | 0 |
      And frame 0x20000 is filled with X'EE'
      When the guest executes TSCH 0x20000 for "reader"
      Then the condition code is 3
      And frame 0x20000 is all X'EE'

  @CSS-44 @architecture @must
  Rule: TSCH stores 64 bytes where there are no extended-measurement words
    Source: QEMU 7.2 hw/s390x/css.c copy_irb_to_guest; fact sheet 3.4

    Scenario: what stands behind them
      Given frame 0x20000 is filled with X'EE'
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes TSCH 0x20000 for "reader"
      Then the condition code is 0
      And storage at 0x20040 still holds X'EEEEEEEEEEEEEEEE'

  @CSS-45 @architecture @must
  Rule: TSCH of a final status clears FC, the pending bits, suspended, SC and N
    Source: css_do_tsch_update_subch; Hercules channel.c test_subchan_clear

    Scenario: after the end of a program
      When the guest runs the channel program on "reader"
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | FC | none |
        | AC | none |
        | SC | none |
        | N  | 0    |

    Scenario: after a halt function
      When the guest executes HSCH for "reader"
      And the devices have time to work
      And the guest executes TSCH for "reader"
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | FC | none |
        | AC | none |
        | SC | none |

    Scenario: after a clear function
      When the guest executes CSCH for "reader"
      And the devices have time to work
      And the guest executes TSCH for "reader"
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | FC | none |
        | AC | none |
        | SC | none |

  @CSS-46 @architecture @must
  Rule: TSCH of an intermediate status clears SC and leaves the start function and what is active
    Source: Hercules test_subchan_clear; QEMU css_do_tsch_update_subch (Z: Hercules only)

    Scenario: a PCI while the device has not ended the command
      Given the format-1 channel program at 0x11000 is:
        | command | flags   | count | address |
        | 03 NOP  | PCI SLI | 1     | 0x0     |
      When the guest executes SSCH for "holder" with:
        | program address | 0x11000 |
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 0
      And the IRB holds:
        | FC                | start                  |
        | SC                | intermediate + pending |
        | subchannel status | PCI                    |
      When the guest executes STSCH for "holder"
      Then the SCHIB holds:
        | FC | start                             |
        | AC | subchannel active + device active |
        | SC | none                              |
        | Z  | 0                                 |

  @CSS-47 @architecture @must
  Rule: TSCH withdraws the pending I/O interruption of the subchannel
    Source: Hercules (QEMU 7.2 TCG fails: measured on QEMU 7.2)

    Scenario: TPI after TSCH
      Given CR6 is 0xFF000000
      And GR2 is 0x20000
      And frame 0x20000 is filled with X'EE'
      When the guest runs the channel program on "reader"
      And the guest executes TPI 0(2)
      Then the condition code is 0
      And frame 0x20000 is all X'EE'

  @CSS-48 @architecture @must
  Rule: An I/O interruption does not clear the status: TSCH afterwards gives condition code 0
    Source: kvm-unit-tests s390x/css.c lib css_lib.c css_irq_io; Linux cio

    Scenario: interruption, then TSCH
      Given I/O interruptions are on
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the CPU goes on for one unit of operation
      Then an input-output interruption is taken
      When the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | device status | channel end + device end      |
        | SC            | primary + secondary + pending |

  @CSS-85 @architecture @must @untested
  Rule: Of an IRB only the fields are compared that mean something in it
    Source: Linux scsw.h scsw_cmd_is_valid_*

    Reason: an obligation of the suite, not of a machine: a step that compares a field which says nothing in the IRB it sees ends in an error of the suite.

  @CSS-86 @architecture @must @untested
  Rule: Device status and subchannel status are not compared where the deferred condition code is 3
    Source: Linux scsw.h; fact sheet 3.2

    Reason: an obligation of the suite, not of a machine: a step that compares a field which says nothing in the IRB it sees ends in an error of the suite.

  @CSS-87 @architecture @must
  Rule: With concurrent sense a unit check brings 32 sense bytes: ERW is 0x01200000 and E is one
    Source: Linux irb/erw; Hercules (QEMU 0x01002000: measured on QEMU 7.2)

    Scenario: a control that ends in an equipment check
      Given the subchannel of "reader" has:
        | concurrent sense | 1 |
      And the format-1 channel program at 0x11000 is:
        | command    | flags | count | address |
        | 1F CONTROL | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader" with:
        | program address | 0x11000 |
      Then the IRB holds:
        | device status        | channel end + device end + unit check |
        | E                    | 1                                     |
        | ERW                  | 0x01200000                            |
        | ERW concurrent sense | 1                                     |
        | ERW sense count      | 32                                    |
        | sense byte 0         | 0x10                                  |

  @CSS-88 @architecture @must
  Rule: Without concurrent sense a unit check leaves E and the S bit of the ERW zero, and the sense data in the device
    Source: QEMU 7.2 hw/s390x/css.c build_irb_sense_data; measured on QEMU 7.2

    Scenario: a control that ends in an equipment check, then SENSE
      Given the format-1 channel program at 0x11000 is:
        | command    | flags | count | address |
        | 1F CONTROL | SLI   | 1     | 0x0     |
      And the format-1 channel program at 0x11100 is:
        | command  | flags | count | address |
        | 04 SENSE |       | 32    | 0x20000 |
      When the guest runs the channel program on "reader" with:
        | program address | 0x11000 |
      Then the IRB holds:
        | device status        | with unit check |
        | E                    | 0               |
        | ERW concurrent sense | 0               |
      When the guest runs the channel program on "reader" with:
        | program address | 0x11100 |
      Then the IRB holds:
        | device status | channel end + device end |
      And storage at 0x20000 holds X'10'

  @CSS-89 @architecture @must
  Rule: Byte 1 of the ESW is the path that was used, words 2-4 are zero
    Source: QEMU 7.2 hw/s390x/css.c copy_esw_to_guest; measured on QEMU 7.2 0x00800000

    Scenario Outline: path <path>
      Given the subchannel of "reader" has:
        | PIM | 0xC0 |
      When the guest runs the channel program on "reader" with:
        | LPM | <path> |
      Then the IRB holds:
        | L                 | 0      |
        | ESW byte 1 (LPUM) | <path> |
        | ESW words 2-4     | 0      |

      Examples:
        | path |
        | 0x80 |
        | 0x40 |
