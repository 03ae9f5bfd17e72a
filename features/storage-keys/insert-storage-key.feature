@storage-keys
Feature: INSERT STORAGE KEY EXTENDED

  ISKE R1,R2 reads the key of the frame whose real address is in R2 into the rightmost byte of R1.

  @KEY-74 @architecture @must
  Rule: ISKE puts the key into bits 56-63 of R1 and leaves bits 0-55 and the condition code unchanged
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_iske

    Scenario Outline: the key is <key>
      Given a guest
      And the condition code is <cc>
      And frame 0x10000 has key <key>
      And GR4 is 0x1122334455667789
      And GR2 is 0x10000
      When the guest executes ISKE 4,2
      Then the instruction completes
      And GR4 is <read>
      And the condition code is <cc>
      And frame 0x10000 has key <key>
      And nothing else has changed

      Examples:
        | key          | cc | read               |
        | ACC 0        | 3  | 0x1122334455667700 |
        | ACC 8        | 0  | 0x1122334455667780 |
        | ACC 4        | 1  | 0x1122334455667740 |
        | ACC 2        | 2  | 0x1122334455667720 |
        | ACC 1        | 3  | 0x1122334455667710 |
        | ACC 0 F      | 0  | 0x1122334455667708 |
        | ACC 0 R      | 1  | 0x1122334455667704 |
        | ACC 0 C      | 2  | 0x1122334455667702 |
        | ACC 15 F R C | 0  | 0x11223344556677FE |

    Scenario: R1 and R2 are the same register
      Given a guest
      And frame 0x10000 has key ACC 11 R C
      And GR2 is 0x10000
      When the guest executes ISKE 2,2
      Then the instruction completes
      And GR2 is 0x100B6
      And nothing else has changed

    Scenario Outline: the address in the <mode>-bit addressing mode is <address>
      Given a guest
      And the CPU is in <mode>-bit addressing mode
      And frame 0x11000 has key ACC 1
      And frame 0x12000 has key ACC 11 R C
      And frame 0x13000 has key ACC 2
      And GR2 is <address>
      And GR4 is 0x0
      When the guest executes ISKE 4,2
      Then the instruction completes
      And GR4 is 0xB6
      And nothing else has changed

      Examples:
        | mode | address            |
        | 64   | 0x12FFF            |
        | 31   | 0xFFFFFFFF80012001 |
        | 24   | 0xFFFFFFFFFF012800 |

  @KEY-75 @architecture @must
  Rule: ISKE is a privileged-operation exception in the problem state, and an addressing exception for a frame that is not available
    Source: kvm-unit-tests s390x/skey.c; measured on Hercules 3.13 and QEMU 7.2

    Scenario Outline: in the problem state, frame <address>
      Given a guest with 16 MiB of storage
      And the CPU is in the problem state
      And frame 0x10000 has key ACC 11
      And GR2 is <address>
      And GR4 is 0x55
      When the guest executes ISKE 4,2
      Then a privileged operation exception is recognised
      And GR4 is 0x55
      And nothing else has changed

      Examples:
        | address   |
        | 0x10000   |
        | 0x1000000 |

    Scenario: the first frame behind the storage
      Given a guest with 16 MiB of storage
      And GR2 is 0x1000000
      And GR4 is 0x55
      When the guest executes ISKE 4,2
      Then an addressing exception is recognised
      And GR4 is 0x55
      And nothing else has changed

    Scenario: the last frame of the storage
      Given a guest with 16 MiB of storage
      And frame 0xFFF000 has key ACC 11
      And GR2 is 0xFFF000
      And GR4 is 0x55
      When the guest executes ISKE 4,2
      Then the instruction completes
      And GR4 is 0xB0
      And nothing else has changed

  @KEY-76 @architecture @must
  Rule: ISKE does not set the reference bit
    Source: z/Architecture reference recording; measured on QEMU 7.2

    Scenario Outline: read twice, the key stays <key>
      Given a guest
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      And GR4 is 0x0
      And GR5 is 0x0
      When the guest executes:
        """
        ISKE 4,2
        ISKE 5,2
        """
      Then the instruction completes
      And GR4 is <read>
      And GR5 is <read>
      And frame 0x10000 has key <key>
      And nothing else has changed

      Examples:
        | key         | read |
        | ACC 3       | 0x30 |
        | ACC 3 F C   | 0x3A |
        | ACC 3 R     | 0x34 |
        | ACC 3 F R C | 0x3E |
