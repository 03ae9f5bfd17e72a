@storage-keys
Feature: Storage-protection override

  With storage-protection override on (bit 39 of control register 0) a frame whose access-control bits are 9
  is open to fetches and stores with any access key.

  @KEY-27 @architecture @must
  Rule: With storage-protection override on, fetches and stores with any access key succeed in a frame with access-control bits 9
    Source: Linux selftest tools/testing/selftests/kvm/s390x/memop.c; measured on Hercules 3.13

    @sweep
    Scenario Outline: every access key, <length>-byte accesses
      Given a guest
      When every combination of these is tried with a <length>-byte access:
        | access                      | fetch, store |
        | access key                  | 0-15         |
        | access-control bits         | 9            |
        | fetch protection            | 0, 1         |
        | storage-protection override | on           |
      Then the 64 combinations end as the first matching line says:
        | access | ends with |
        | any    | completes |

      Examples:
        | length |
        | 1      |
        | 8      |

  @KEY-28 @architecture @must
  Rule: Storage-protection override looks at the access-control bits of the frame, not at the access key: access key 9 opens no other frame
    Source: Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key

    Scenario: access key 9 stores into a frame with access-control bits 8
      Given a guest
      And storage-protection override is on
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 8
      And the PSW key is 9
      When the guest stores X'AABBCCDD' at 0x10000
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And nothing else has changed

    @sweep
    Scenario: access key 9 and every other frame
      Given a guest
      When every combination of these is tried with a 4-byte access:
        | access                      | fetch, store         |
        | access key                  | 9                    |
        | access-control bits         | 0-15, other than 9   |
        | fetch protection            | 0, 1                 |
        | storage-protection override | on                   |
      Then the 60 combinations end as the first matching line says:
        | access | fetch protection | ends with            |
        | fetch  | 0                | completes            |
        | any    | any              | protection exception |

  @KEY-29 @architecture @must
  Rule: With storage-protection override off, a frame with access-control bits 9 is protected like any other
    Source: Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key

    @sweep
    Scenario: every access key
      Given a guest
      When every combination of these is tried with a 4-byte access:
        | access                      | fetch, store |
        | access key                  | 0-15         |
        | access-control bits         | 9            |
        | fetch protection            | 0, 1         |
        | storage-protection override | off          |
      Then the 64 combinations end as the first matching line says:
        | access | access key | fetch protection | ends with            |
        | any    | 0, 9       | any              | completes            |
        | fetch  | any        | 0                | completes            |
        | any    | any        | any              | protection exception |

  @KEY-30 @architecture @must
  Rule: Fetch-protection override and storage-protection override apply independently, each in its own area
    Source: Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key

    @sweep
    Scenario: all pairs of different keys, with and without each override, inside and outside 0-2047
      Given a guest
      When every combination of these is tried with a 4-byte access:
        | access                      | fetch, store                |
        | access key                  | 1-15                        |
        | access-control bits         | 0-15, other than access key |
        | fetch protection            | 0, 1                        |
        | fetch-protection override   | off, on                     |
        | storage-protection override | off, on                     |
        | address                     | 0x400, 0x10000              |
      Then the 7200 combinations end as the first matching line says:
        | access | access-control bits | fetch protection | fetch-protection override | storage-protection override | address | ends with            |
        | fetch  | any                 | 0                | any                       | any                         | any     | completes            |
        | any    | 9                   | any              | any                       | on                          | any     | completes            |
        | fetch  | any                 | any              | on                        | any                         | 0x400   | completes            |
        | any    | any                 | any              | any                       | any                         | any     | protection exception |

  @KEY-31 @architecture @provisional @must
  Rule: A change of bit 38 or 39 of control register 0 takes effect at the next access
    Source: z/Architecture LOAD CONTROL and control-register 0 assignments

    Uncertainty: stated from general knowledge; the text of the architecture was not readable.

    Scenario Outline: LCTLG turns <override> on before a fetch at <address>
      Given a guest
      And storage at 0x20000 holds <cr0>
      And storage at <address> holds X'A5A5A5A5'
      And frame <frame> has key ACC 9 F
      And the PSW key is 5
      And GR2 is <address>
      And GR3 is 0x20000
      And GR4 is 0x0
      When the guest executes:
        """
        LCTLG 0,0,0(3)
        L 4,0(2)
        """
      Then the instruction completes
      And GR4 is 0xA5A5A5A5
      And frame <frame> has key ACC 9 F, reference aside

      Examples:
        | override                    | cr0                 | frame   | address |
        | fetch-protection override   | X'00000000020000E0' | 0x0     | 0x400   |
        | storage-protection override | X'00000000010000E0' | 0x10000 | 0x10000 |

    Scenario Outline: LCTLG turns <override> off before a fetch at <address>
      Given a guest
      And <override> is on
      And storage at 0x20000 holds X'00000000000000E0'
      And storage at <address> holds X'A5A5A5A5'
      And frame <frame> has key ACC 9 F
      And the PSW key is 5
      And GR2 is <address>
      And GR3 is 0x20000
      And GR4 is 0x0
      And GR5 is 0x0
      When the guest executes:
        """
        L 4,0(2)
        LCTLG 0,0,0(3)
        L 5,0(2)
        """
      Then a protection exception is recognised
      And GR4 is 0xA5A5A5A5
      And GR5 is 0x0

      Examples:
        | override                    | frame   | address |
        | fetch-protection override   | 0x0     | 0x400   |
        | storage-protection override | 0x10000 | 0x10000 |

    Scenario: each bit is its own switch
      Given a guest
      And storage-protection override is on
      And storage at 0x20000 holds X'00000000020000E0'
      And frame 0x10000 has key ACC 9 F
      And the PSW key is 5
      And GR2 is 0x10000
      And GR3 is 0x20000
      And GR4 is 0x0
      When the guest executes:
        """
        LCTLG 0,0,0(3)
        L 4,0(2)
        """
      Then a protection exception is recognised
      And GR4 is 0x0
