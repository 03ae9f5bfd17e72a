@storage-keys
Feature: The PSW key: SPKA and IPK

  SET PSW KEY FROM ADDRESS puts bits 56-59 of its operand address into the PSW key.
  INSERT PSW KEY puts the PSW key into general register 2.

  @KEY-120 @architecture @must
  Rule: SPKA changes the key that the very next access uses
    Source: kvm-unit-tests s390x/skey.c

    Scenario: the next store is allowed
      Given a guest
      And the PSW key is 5
      And frame 0x10000 has key ACC 3 F
      And GR1 is 0xAABBCCDD
      And GR2 is 0x10000
      When the guest executes:
        """
        SPKA 0x30(0)
        ST 1,0(2)
        """
      Then the instruction completes
      And the PSW key is 3
      And storage at 0x10000 holds X'AABBCCDD'
      And frame 0x10000 has key ACC 3 F R C
      And nothing else has changed

    Scenario: the next store is refused
      Given a guest
      And the PSW key is 3
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 3
      And GR1 is 0xAABBCCDD
      And GR2 is 0x10000
      When the guest executes:
        """
        SPKA 0x50(0)
        ST 1,0(2)
        """
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And nothing else has changed

    Scenario: the next fetch is refused
      Given a guest
      And frame 0x10000 has key ACC 3 F
      And GR1 is 0x55
      And GR2 is 0x10000
      When the guest executes:
        """
        SPKA 0x50(0)
        L 1,0(2)
        """
      Then a protection exception is recognised
      And GR1 is 0x55
      And nothing else has changed

    Scenario Outline: <instruction> with <base> in the base register sets key <key>
      Given a guest
      And the PSW key is 1
      And the condition code is 2
      And GR3 is <base>
      When the guest executes <instruction>
      Then the instruction completes
      And the PSW key is <key>
      And the condition code is 2
      And nothing else has changed

      Examples: only bits 56-59 of the address count
        | instruction   | base               | key |
        | SPKA 0(3)     | 0x00               | 0   |
        | SPKA 0(3)     | 0x80               | 8   |
        | SPKA 0(3)     | 0xF0               | 15  |
        | SPKA 0x40(0)  | 0x0                | 4   |
        | SPKA 0x20(3)  | 0x30               | 5   |
        | SPKA 0(3)     | 0xFFFFFFFFFFFFFF2F | 2   |
        | SPKA 0xF6F(0) | 0x0                | 6   |
        | SPKA 0(3)     | 0x700              | 0   |
        | SPKA 0(3)     | 0x7                | 0   |

  @KEY-121 @architecture @must
  Rule: IPK puts the PSW key into bits 56-59 of general register 2, zeros into bits 60-63, and leaves bits 0-55 unchanged
    Source: measured on Hercules 3.13

    Scenario Outline: the PSW key is <key>
      Given a guest
      And the PSW key is <key>
      And the condition code is 2
      And GR2 is 0x112233445566775F
      When the guest executes IPK
      Then the instruction completes
      And GR2 is <read>
      And the PSW key is <key>
      And the condition code is 2
      And nothing else has changed

      Examples:
        | key | read               |
        | 0   | 0x1122334455667700 |
        | 1   | 0x1122334455667710 |
        | 2   | 0x1122334455667720 |
        | 4   | 0x1122334455667740 |
        | 8   | 0x1122334455667780 |
        | 15  | 0x11223344556677F0 |

    Scenario: in the problem state without extraction authority
      Given a guest
      And the CPU is in the problem state
      And the extraction-authority control is off
      And the PSW key is 9
      And GR2 is 0x112233445566775F
      When the guest executes IPK
      Then a privileged operation exception is recognised
      And GR2 is 0x112233445566775F
      And nothing else has changed

    Scenario: in the problem state with extraction authority
      Given a guest
      And the CPU is in the problem state
      And the extraction-authority control is on
      And the PSW key is 9
      And GR2 is 0x112233445566775F
      When the guest executes IPK
      Then the instruction completes
      And GR2 is 0x1122334455667790
      And nothing else has changed
