@channel-io
Feature: I/O interruptions and TEST PENDING INTERRUPTION

  Status that becomes pending makes an I/O interruption pending in the interruption subclass (ISC) of the subchannel.
  CR6 enables subclasses, PSW bit 6 enables interruptions; TPI takes one without the PSW.

  Background:
    Given a guest
    And device "reader" is a byte-device
    And device "printer" is a byte-device
    And frame 0x21000 is filled with X'EE'
    And GR4 is 0x21000
    And the format-1 channel program at 0x10000 is:
        | command | flags | count | address |
        | 03 NOP  | SLI   | 1     | 0x0     |

  @CSS-63 @architecture @must
  Rule: TPI with nothing pending in the subclasses that CR6 enables gives condition code 0 and stores nothing
    Source: QEMU misc_helper.c tpi; Hercules

    Scenario: nothing is pending
      Given CR6 is 0xFF000000
      When the guest executes TPI 0(4)
      Then the condition code is 0
      And frame 0x21000 is all X'EE'

    Scenario: the subclass is not enabled
      Given CR6 is 0x7F000000
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes TPI 0(4)
      Then the condition code is 0
      And frame 0x21000 is all X'EE'

  @CSS-64 @architecture @must
  Rule: TPI takes an interruption while PSW bit 6 is zero
    Source: Hercules io.c; fact sheet 4.3

    Scenario: I/O interruptions are disabled
      Given CR6 is 0x80000000
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0x11223344 |
      And the devices have time to work
      And the guest executes TPI 0(4)
      Then the condition code is 1
      And the interruption code at 0x21000 names "reader" with:
        | interruption parameter | 0x11223344 |

  @CSS-65 @architecture @must
  Rule: TPI with operand address 0 stores 12 bytes at real 0xB8, otherwise 8 bytes at the operand
    Source: QEMU misc_helper.c tpi; Hercules

    Scenario: at the operand
      Given CR6 is 0xFF000000
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0x11223344 |
      And the devices have time to work
      And the guest executes TPI 0(4)
      Then the condition code is 1
      And the interruption code at 0x21000 names "reader" with:
        | interruption parameter | 0x11223344 |
      And storage at 0x21008 still holds X'EEEEEEEEEEEEEEEE'

    Scenario: at 0xB8
      Given CR6 is 0xFF000000
      And the subchannel of "reader" has:
        | ISC | 6 |
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0x11223344 |
      And the devices have time to work
      And the guest executes TPI 0(0)
      Then the condition code is 1
      And the interruption code at 0xB8 names "reader" with:
        | interruption parameter | 0x11223344 |
        | ISC                    | 6          |
        | A                      | 0          |

  @CSS-66 @architecture @must
  Rule: TPI clears the interruption and leaves the status
    Source: QEMU tpi; Hercules

    Scenario: TPI, TPI, TSCH
      Given CR6 is 0xFF000000
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes TPI 0(4)
      Then the condition code is 1
      When the guest executes TPI 0(4)
      Then the condition code is 0
      When the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | SC | primary + secondary + pending |

  @CSS-67 @architecture @must
  Rule: Of several pending and enabled subclasses TPI takes the lowest number
    Source: QEMU qemu_s390_flic_dequeue_io; Hercules

    Scenario Outline: ISC <first> and <second>, CR6 <enabled>
      Given CR6 is <enabled>
      And the subchannel of "reader" has:
        | ISC | <first> |
      And the subchannel of "printer" has:
        | ISC | <second> |
      When the guest executes SSCH for "reader"
      And the guest executes SSCH for "printer"
      And the devices have time to work
      And the guest executes TPI 0(0)
      Then the condition code is 1
      And the interruption code at 0xB8 names <device> with:
        | ISC | <taken> |

      Examples:
        | first | second | enabled    | device    | taken |
        | 5     | 3      | 0xFF000000 | "printer" | 3     |
        | 2     | 3      | 0xFF000000 | "reader"  | 2     |
        | 0     | 7      | 0x01000000 | "printer" | 7     |
        | 0     | 7      | 0x81000000 | "reader"  | 0     |

  @CSS-68 @architecture @must
  Rule: TPI with an operand that cannot be accessed leaves the interruption pending
    Source: QEMU misc_helper.c tpi

    Scenario: behind the storage
      Given CR6 is 0xFF000000
      And GR5 is 0x1000000
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes TPI 0(5)
      Then an addressing exception is recognised
      When the guest executes TPI 0(4)
      Then the condition code is 1

  @CSS-69 @architecture @must
  Rule: An I/O interruption is taken with PSW bit 6 one and the bit of the ISC in CR6 one; it stores the subsystem identification, the parameter, the ISC and the old PSW
    Source: QEMU excp_helper.c do_io_interrupt; fact sheet 2.2

    Scenario Outline: ISC <isc>
      Given I/O interruptions are on
      And CR6 is <enabled>
      And the instruction address is 0x40000
      And the subchannel of "reader" has:
        | ISC | <isc> |
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0xA1B2C3D4 |
      And the devices have time to work
      And the CPU goes on for one unit of operation
      Then an input-output interruption is taken
      And the interruption code at 0xB8 names "reader" with:
        | interruption parameter | 0xA1B2C3D4 |
        | ISC                    | <isc>      |
        | A                      | 0          |
      And storage at 0x178 holds X'0000000000040004'

      Examples:
        | isc | enabled    |
        | 0   | 0x80000000 |
        | 1   | 0x40000000 |
        | 2   | 0x20000000 |
        | 3   | 0x10000000 |
        | 4   | 0x08000000 |
        | 5   | 0x04000000 |
        | 6   | 0x02000000 |
        | 7   | 0x01000000 |

    Scenario: the subclass is not enabled
      Given I/O interruptions are on
      And CR6 is 0x7F000000
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes IPM 3
      Then the instruction completes

    Scenario: PSW bit 6 is zero
      Given I/O interruptions are off
      And CR6 is 0xFF000000
      When the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes IPM 3
      Then the instruction completes

  @CSS-93 @architecture @must
  Rule: Two subchannels with status: one interruption at a time, both are told, each TSCH gives its own IRB
    Source: fact sheet 2.2; Hercules

    Scenario: a NOP and a unit exception
      Given CR6 is 0xFF000000
      And the subchannel of "reader" has:
        | ISC | 1 |
      And the subchannel of "printer" has:
        | ISC | 2 |
      And the format-1 channel program at 0x11000 is:
        | command    | flags | count | address |
        | 17 CONTROL | SLI   | 1     | 0x0     |
      When the guest executes SSCH for "reader" with:
        | interruption parameter | 0x11111111 |
      And the guest executes SSCH for "printer" with:
        | interruption parameter | 0x22222222 |
        | program address        | 0x11000    |
      And the devices have time to work
      And the guest executes TPI 0(4)
      Then the condition code is 1
      And the interruption code at 0x21000 names "reader" with:
        | interruption parameter | 0x11111111 |
      When the guest executes TPI 0(4)
      Then the condition code is 1
      And the interruption code at 0x21000 names "printer" with:
        | interruption parameter | 0x22222222 |
      When the guest executes TPI 0(4)
      Then the condition code is 0
      When the guest executes TSCH for "printer"
      Then the condition code is 0
      And the IRB holds:
        | device status | channel end + device end + unit exception |
        | CCW address   | 0x11008                                   |
      When the guest executes TSCH for "reader"
      Then the condition code is 0
      And the IRB holds:
        | device status | channel end + device end |
        | CCW address   | 0x10008                  |

  @CSS-94 @architecture @must
  Rule: MSCH with another ISC changes the subclass of the next interruption
    Source: css_inject_io_interrupt; kvm-unit-tests s390x/css.c test_enable

    Scenario: from 0 to 5
      Given CR6 is 0x04000000
      When the guest executes MSCH for "reader" with:
        | ISC | 5 |
      And the guest executes SSCH for "reader"
      And the devices have time to work
      And the guest executes TPI 0(0)
      Then the condition code is 1
      And the interruption code at 0xB8 names "reader" with:
        | ISC | 5 |
