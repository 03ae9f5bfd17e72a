@channel-io
Feature: Program-controlled interruption, suspension and initial status

  Three ways in which a channel program tells something before it ends: a CCW with the PCI flag takes control, a CCW with the
  suspend flag stops the program before it, and the initial-status request tells that the first command has been accepted.

  Background:
    Given a guest
    And device "reader" is a byte-device
    And device "holder" is a holding-device
    And frame 0x20000 is filled with X'EE'

  @CCW-48 @architecture @must
  Rule: The PCI flag makes intermediate status with PCI pending when its CCW takes control, and the program goes on
    Source: fact sheet 5.6; Hercules (QEMU ignores: measured on QEMU 7.2)

    Scenario: while the device has not ended the command
      Given the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 02 READ | PCI SLI | 4     | 0x20000 |
      When the guest executes SSCH for "holder"
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 0
      And the IRB holds:
        | FC                | start                             |
        | AC                | subchannel active + device active |
        | SC                | intermediate + pending            |
        | subchannel status | PCI                               |
        | CCW address       | 0x10008                           |
      When device "holder" ends the command
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 0
      And the IRB holds:
        | SC                | primary + secondary + pending |
        | device status     | channel end + device end      |
        | subchannel status | none                          |
      And storage at 0x20000 holds X'00010203EE'

    Scenario: in the second CCW
      Given the format-1 channel program at 0x10000 is:
        | command | flags   | count | address |
        | 03 NOP  | CC SLI  | 1     | 0x0     |
        | 03 NOP  | PCI SLI | 1     | 0x0     |
      When the guest executes SSCH for "holder"
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 1
      When device "holder" ends the command
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 0
      And the IRB holds:
        | SC                | intermediate + pending |
        | subchannel status | PCI                    |
        | CCW address       | at least 0x10010       |

  @CCW-49 @architecture @must
  Rule: A PCI that is not collected before the end is shown with the ending status
    Source: GA22-7000-4 (Hercules keeps PCI status apart and collects it first; its comment calls that wrong)

    Scenario: TSCH after the end
      Given the format-1 channel program at 0x10000 is:
        | command | flags      | count | address |
        | 03 NOP  | CC PCI SLI | 1     | 0x0     |
        | 03 NOP  | SLI        | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | SC                | with primary, secondary, pending |
        | device status     | channel end + device end         |
        | subchannel status | PCI                              |
        | CCW address       | 0x10010                          |

  @CCW-50 @architecture @must
  Rule: The PCI flag of a format-0 TIC is ignored
    Source: fact sheet 5.2; Hercules

    Scenario: NOP, TIC, NOP
      Given the format-0 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | 08 TIC  | PCI    | 0     | 0x11000 |
      And the format-0 channel program at 0x11000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader"
      Then the IRB holds:
        | SC                | primary + secondary + pending |
        | subchannel status | none                          |
        | CCW address       | 0x11008                       |

  @CCW-51 @architecture @must
  Rule: The suspend flag with ORB.S zero is a program check at that CCW
    Source: css_interpret_ccw; measured on QEMU 7.2

    Scenario Outline: format <format>
      Given the format-<format> channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | 03 NOP  | S SLI  | 1     | 0x0     |
      When the guest runs the channel program on "reader" with:
        | S | 0 |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10010       |
      And device "reader" has executed 03 NOP

      Examples:
        | format |
        | 0      |
        | 1      |

  @CCW-52 @architecture @must
  Rule: The suspend flag with CD, or in a data-chained CCW, is a program check
    Source: Hercules

    Scenario Outline: <first>, then <second>
      Given the format-1 channel program at 0x10000 is:
        | command | flags    | count | address |
        | 02 READ | <first>  | 4     | 0x20000 |
        | 00      | <second> | 4     | 0x20010 |
      When the guest runs the channel program on "reader" with:
        | S | 1 |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | <address>     |

      Examples:
        | first | second | address |
        | CD S  | SLI    | 0x10008 |
        | CD    | S SLI  | 0x10010 |

  @CCW-53 @architecture @must
  Rule: The suspend flag with ORB.S one and U zero: the program is suspended, and intermediate status is pending
    Source: Hercules; GA22-7000-10; measured on QEMU 7.2 for the invalid CCW (QEMU otherwise: TSCH cc 1, measured on QEMU 7.2)

    Scenario: TSCH of a suspended program
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | 03 NOP  | S SLI  | 1     | 0x0     |
      When the guest executes SSCH for "reader" with:
        | S | 1 |
      And the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | FC | start                      |
        | AC | suspended                  |
        | SC | with intermediate, pending |
      And device "reader" has executed 03 NOP

    Scenario: an invalid command is a program check instead
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | 00      | S SLI  | 1     | 0x0     |
      When the guest runs the channel program on "reader" with:
        | S | 1 |
      Then the IRB holds:
        | subchannel status | program check |
        | CCW address       | 0x10010       |

  @CCW-54 @architecture @must
  Rule: With U one a suspension makes no status pending and no interruption
    Source: Hercules (QEMU queues one: measured on QEMU 7.2)

    Scenario: TPI and TSCH of a suspended program
      Given CR6 is 0xFF000000
      And GR2 is 0x21000
      And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | S SLI | 1     | 0x0     |
      When the guest executes SSCH for "reader" with:
        | S | 1 |
        | U | 1 |
      And the devices have time to work
      And the guest executes TPI 0x600(0)
      Then the condition code is 0
      When the guest executes TSCH for "reader"
      Then the condition code is 1
      And the IRB holds:
        | FC | start     |
        | AC | suspended |
        | SC | none      |

  @CCW-55 @architecture @must
  Rule: RSCH after the CPU has cleared the suspend flag: the CCW is fetched again and the program ends
    Source: fact sheet 5.7; Hercules; css_do_rsch

    Scenario Outline: P is <P>
      Given the format-1 channel program at 0x10000 is:
        | command | flags  | count | address |
        | 03 NOP  | CC SLI | 1     | 0x0     |
        | 02 READ | S SLI  | 4     | 0x20000 |
      When the guest executes SSCH for "reader" with:
        | S | 1   |
        | U | 1   |
        | P | <P> |
      And the devices have time to work
      And the guest stores X'20' at 0x10009
      And the guest executes RSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | SC            | primary + secondary + pending |
        | device status | channel end + device end      |
        | CCW address   | 0x10010                       |
      And device "reader" has executed 03 NOP, 02 READ
      And storage at 0x20000 holds X'00010203EE'

      Examples:
        | P |
        | 0 |
        | 1 |

  @CCW-56 @architecture @must
  Rule: RSCH with the suspend flag still on: the program is suspended again
    Source: fact sheet 5.7; Hercules

    Scenario: nothing has been changed
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | S SLI | 1     | 0x0     |
      When the guest executes SSCH for "reader" with:
        | S | 1 |
        | U | 1 |
      And the devices have time to work
      And the guest executes RSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      And the guest executes STSCH for "reader"
      Then the SCHIB holds:
        | FC | start     |
        | AC | suspended |
      And device "reader" has executed no command

  @CCW-57 @architecture @must
  Rule: A suspended CCW that the CPU replaces by a TIC: after RSCH execution goes on at the target
    Source: fact sheet 5.7; GA22-7000

    Scenario: TIC to 0x11000
      Given the format-1 channel program at 0x10000 is:
        | command  | flags  | count | address |
        | 03 NOP   | CC SLI | 1     | 0x0     |
        | 01 WRITE | S SLI  | 4     | 0x20000 |
      And the format-1 channel program at 0x11000 is:
        | command | flags | count | address |
        | 02 READ | SLI   | 4     | 0x20000 |
      When the guest executes SSCH for "reader" with:
        | S | 1 |
        | U | 1 |
      And the devices have time to work
      And the guest stores X'0800000000011000' at 0x10008
      And the guest executes RSCH for "reader"
      And the devices have time to work
      And the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | device status | channel end + device end |
        | CCW address   | 0x11008                  |
      And device "reader" has executed 03 NOP, 02 READ

  @CCW-58 @architecture @must
  Rule: Of a program that is suspended at its first CCW no command has reached the device
    Source: fact sheet 5.7; Hercules

    Scenario: the first CCW has the suspend flag
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | S SLI | 4     | 0x20000 |
      When the guest executes SSCH for "reader" with:
        | S | 1 |
        | U | 1 |
      And the devices have time to work
      Then device "reader" has executed no command
      And frame 0x20000 is all X'EE'

  @CCW-79 @architecture @must
  Rule: The initial-status request makes intermediate status with Z pending when the first command, not an immediate one, is accepted
    Source: fact sheet 6; Hercules

    Scenario: while the device has not ended the READ
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | SLI   | 4     | 0x20000 |
      When the guest executes SSCH for "holder" with:
        | I | 1 |
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 0
      And the IRB holds:
        | FC | start                  |
        | SC | intermediate + pending |
        | Z  | 1                      |
        | I  | 1                      |
      When device "holder" ends the command
      And the devices have time to work
      And the guest executes TSCH for "holder"
      Then the condition code is 0
      And the IRB holds:
        | SC | primary + secondary + pending |

  @CCW-80 @architecture @provisional @must
  Rule: With an immediate first command the initial-status request brings the final status only
    Source: fact sheet 6

    Scenario: NOP that the device has not ended
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |
      When the guest runs the channel program on "reader" with:
        | I | 1 |
      Then the IRB holds:
        | SC            | primary + secondary + pending |
        | device status | channel end + device end      |

  @CCW-81 @architecture @provisional @must
  Rule: No CCW is executed while the device is busy
    Source: fact sheet 6; Linux device_fsm.c, ccwreq.c (handle cc 1 as "not started"); no implementation read produces it

    Scenario: busy, then free
      Given the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 02 READ | SLI   | 4     | 0x20000 |
      When device "reader" becomes busy
      And the guest executes SSCH for "reader"
      Then the condition code is 0
      When the devices have time to work
      Then device "reader" has executed no command
      And frame 0x20000 is all X'EE'
