@storage-keys
Feature: Storage keys and prefixing

  Keys belong to absolute frames. Real addresses 0-8191 and the 8192 real addresses that start at the prefix
  are exchanged on their way to absolute storage, and so are the keys found there.

  @KEY-43 @architecture @must
  Rule: SSKE with a real address in 0-8191 sets the key of the absolute frame at the prefix, and the other way round
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske, kvm_s390_real_to_abs

    Scenario Outline: SSKE of real frame <real> with prefix <prefix>
      Given a guest
      And the prefix is <prefix>
      And GR1 is 0x98
      And GR2 is <real>
      When the guest executes SSKE 1,2
      Then the instruction completes
      And frame <absolute> has key ACC 9 F
      And nothing else has changed

      Examples:
        | prefix   | real     | absolute |
        | 0x20000  | 0x0      | 0x20000  |
        | 0x20000  | 0x1000   | 0x21000  |
        | 0x20000  | 0x20000  | 0x0      |
        | 0x20000  | 0x21000  | 0x1000   |
        | 0x20000  | 0x2000   | 0x2000   |
        | 0x20000  | 0x1F000  | 0x1F000  |
        | 0x20000  | 0x22000  | 0x22000  |
        | 0x0      | 0x0      | 0x0      |
        | 0x2000   | 0x1000   | 0x3000   |
        | 0x2000   | 0x2000   | 0x0      |
        | 0xFFE000 | 0x1000   | 0xFFF000 |
        | 0xFFE000 | 0xFFF000 | 0x1000   |

  @KEY-44 @architecture @must
  Rule: ISKE with the real address of the prefix reads the key of absolute frame 0
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_iske, kvm_s390_real_to_abs

    Scenario Outline: ISKE of real frame <real>
      Given a guest
      And the prefix is 0x20000
      And frame 0x0 has key ACC 1
      And frame 0x1000 has key ACC 2 F
      And frame 0x2000 has key ACC 3
      And frame 0x20000 has key ACC 4
      And frame 0x21000 has key ACC 5 F
      And frame 0x22000 has key ACC 6
      And GR2 is <real>
      And GR4 is 0x0
      When the guest executes ISKE 4,2
      Then the instruction completes
      And bits 56-60 of GR4 are <key>
      And nothing else has changed

      Examples: ACC and F, five bits; reference and change are left aside
        | real    | key  |
        | 0x20000 | 0x02 |
        | 0x21000 | 0x05 |
        | 0x0     | 0x08 |
        | 0x1000  | 0x0B |
        | 0x2000  | 0x06 |
        | 0x22000 | 0x0C |

  @KEY-45 @architecture @must
  Rule: With DAT off a store at a logical address in 0-8191 is checked against the key of the absolute frame at the prefix
    Source: Linux 6.12 arch/s390/kvm kvm_s390_real_to_abs; z/Architecture prefixing

    Scenario Outline: a store at <address> is blocked by the key of frame <blocking>
      Given a guest
      And the prefix is 0x20000
      And frames 0x0 to 0x1000 have key ACC 5
      And frames 0x20000 to 0x21000 have key ACC 5
      And frame <blocking> has key ACC 3
      And the PSW key is 5
      And storage at <absolute> holds X'11223344'
      When the guest stores X'AABBCCDD' at <address>
      Then a protection exception is recognised
      And storage at <absolute> still holds X'11223344'
      And nothing else has changed

      Examples:
        | address | absolute | blocking |
        | 0x300   | 0x20300  | 0x20000  |
        | 0x1300  | 0x21300  | 0x21000  |
        | 0x20300 | 0x300    | 0x0      |
        | 0x21300 | 0x1300   | 0x1000   |

    Scenario Outline: a store at <address> is not blocked by the key of frame <other>
      Given a guest
      And the prefix is 0x20000
      And frames 0x0 to 0x1000 have key ACC 5
      And frames 0x20000 to 0x21000 have key ACC 5
      And frame <other> has key ACC 3
      And the PSW key is 5
      And storage at <absolute> holds X'11223344'
      When the guest stores X'AABBCCDD' at <address>
      Then the instruction completes
      And storage at <absolute> holds X'AABBCCDD'
      And nothing else has changed

      Examples:
        | address | absolute | other   |
        | 0x300   | 0x20300  | 0x0     |
        | 0x1300  | 0x21300  | 0x1000  |
        | 0x20300 | 0x300    | 0x20000 |
        | 0x21300 | 0x1300   | 0x21000 |

  @KEY-46 @architecture @must
  Rule: SPX changes at once which absolute frames real 0-8191 stand for, and so which keys
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_set_prefix, kvm_s390_real_to_abs

    Scenario: SSKE of real 0 after SPX
      Given a guest
      And storage at 0x30000 holds X'00020000'
      And GR1 is 0x98
      And GR2 is 0x0
      And GR3 is 0x30000
      When the guest executes:
        """
        SPX 0(3)
        SSKE 1,2
        """
      Then the instruction completes
      And frame 0x20000 has key ACC 9 F
      And frame 0x0 has key ACC 0, reference aside

    Scenario: a key set before SPX belongs to the absolute frame
      Given a guest
      And storage at 0x30000 holds X'00020000'
      And frame 0x20000 has key ACC 4
      And GR1 is 0x98
      And GR2 is 0x0
      And GR3 is 0x30000
      And GR4 is 0x0
      And GR5 is 0x0
      And GR6 is 0x20000
      When the guest executes:
        """
        SSKE 1,2
        SPX 0(3)
        ISKE 4,2
        ISKE 5,6
        """
      Then the instruction completes
      And bits 56-60 of GR4 are 0x08
      And bits 56-60 of GR5 are 0x13

    Scenario: SPX back to 0
      Given a guest
      And the prefix is 0x20000
      And storage at 0x30000 holds X'00000000'
      And frame 0x0 has key ACC 2
      And frame 0x20000 has key ACC 4
      And GR2 is 0x0
      And GR3 is 0x30000
      And GR4 is 0x0
      And GR5 is 0x0
      When the guest executes:
        """
        ISKE 4,2
        SPX 0(3)
        ISKE 5,2
        """
      Then the instruction completes
      And bits 56-60 of GR4 are 0x08
      And bits 56-60 of GR5 are 0x04

    Scenario: a store after SPX meets the key of the new frame
      Given a guest
      And storage at 0x30000 holds X'00020000'
      And frame 0x20000 has key ACC 5
      And frame 0x0 has key ACC 3
      And the PSW key is 5
      And GR1 is 0xAABBCCDD
      And GR2 is 0x300
      And GR3 is 0x30000
      When the guest executes:
        """
        SPX 0(3)
        ST 1,0(2)
        """
      Then the instruction completes
      And storage at 0x20300 holds X'AABBCCDD'

  @KEY-47 @architecture @must
  Rule: SSKE of multiple blocks takes an absolute address: prefixing does not apply
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario: from absolute 0xFE000, which is the prefix
      Given a guest
      And facility 8 is installed
      And the prefix is 0xFE000
      And frames 0x0 to 0x1000 have key ACC 4
      And GR1 is 0x98
      And GR2 is 0xFE000
      When the guest executes SSKE 1,2,1
      Then the instruction completes
      And frames 0xFE000 to 0xFF000 have key ACC 9 F
      And frame 0x0 has key ACC 4, reference aside
      And frame 0x1000 has key ACC 4, reference aside
      And GR2 is 0x100000
      And nothing else has changed

    Scenario: from absolute 0 with the prefix in the next megabyte
      Given a guest
      And facility 8 is installed
      And the prefix is 0x120000
      And frames 0x120000 to 0x121000 have key ACC 4
      And GR1 is 0x90
      And GR2 is 0x0
      When the guest executes SSKE 1,2,1
      Then the instruction completes
      And frame 0x0 has key ACC 9, reference aside
      And frame 0x1000 has key ACC 9, reference aside
      And frame 0x120000 has key ACC 4, reference aside
      And frame 0x121000 has key ACC 4, reference aside
      And GR2 is 0x100000

    Scenario: SSKE of one block with the same address is prefixed
      Given a guest
      And facility 8 is installed
      And the prefix is 0xFE000
      And GR1 is 0x98
      And GR2 is 0xFE000
      When the guest executes SSKE 1,2
      Then the instruction completes
      And frame 0x0 has key ACC 9 F
      And nothing else has changed
