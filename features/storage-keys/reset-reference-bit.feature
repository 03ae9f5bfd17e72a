@storage-keys
Feature: RESET REFERENCE BIT EXTENDED

  RRBE R1,R2 sets the reference bit of one frame to zero and tells in the condition code what R and C were.
  R1 is ignored, R2 has the real address of the frame. RRBM does the same for 64 frames at once (facility 66).

  @KEY-77 @architecture @must
  Rule: RRBE gives condition code 0, 1, 2, 3 for R and C 00, 01, 10, 11, sets R to zero and leaves C unchanged
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_rrbe

    Scenario Outline: the key is <key>
      Given a guest
      And the condition code is <before>
      And frame 0x10000 has key <key>
      And GR1 is 0x1122334455667788
      And GR2 is <address>
      When the guest executes RRBE 1,2
      Then the instruction completes
      And the condition code is <cc>
      And frame 0x10000 has key <then>
      And nothing else has changed

      Examples:
        | key       | address | before | cc | then    |
        | ACC 3     | 0x10000 | 3      | 0  | ACC 3   |
        | ACC 3 C   | 0x10000 | 2      | 1  | ACC 3 C |
        | ACC 3 R   | 0x10000 | 1      | 2  | ACC 3   |
        | ACC 3 R C | 0x10000 | 0      | 3  | ACC 3 C |
        | ACC 3 R   | 0x10FFF | 0      | 2  | ACC 3   |
        | ACC 3 R C | 0x10001 | 2      | 3  | ACC 3 C |

    Scenario: the neighbours keep their reference bits
      Given a guest
      And frames 0x12000 to 0x14000 have key ACC 3 R C
      And GR2 is 0x13000
      When the guest executes RRBE 0,2
      Then the instruction completes
      And the condition code is 3
      And frame 0x12000 has key ACC 3 R C
      And frame 0x13000 has key ACC 3 C
      And frame 0x14000 has key ACC 3 R C
      And nothing else has changed

  @KEY-78 @architecture @must
  Rule: A second RRBE of a frame that was not accessed in between gives condition code 0 or 1
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_rrbe

    Scenario Outline: the key was <key>
      Given a guest
      And the condition code is 3
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      When the guest executes:
        """
        RRBE 0,2
        RRBE 0,2
        """
      Then the instruction completes
      And the condition code is <cc>
      And frame 0x10000 has key <then>
      And nothing else has changed

      Examples:
        | key       | cc | then    |
        | ACC 3     | 0  | ACC 3   |
        | ACC 3 C   | 1  | ACC 3 C |
        | ACC 3 R   | 0  | ACC 3   |
        | ACC 3 R C | 1  | ACC 3 C |

  @KEY-79 @architecture @must
  Rule: RRBE leaves ACC and F unchanged
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_rrbe

    Scenario Outline: the key is <key>
      Given a guest
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      When the guest executes RRBE 0,2
      Then the instruction completes
      And the condition code is 3
      And frame 0x10000 has key <then>
      And nothing else has changed

      Examples:
        | key          | then       |
        | ACC 0 R C    | ACC 0 C    |
        | ACC 0 F R C  | ACC 0 F C  |
        | ACC 1 R C    | ACC 1 C    |
        | ACC 2 F R C  | ACC 2 F C  |
        | ACC 4 R C    | ACC 4 C    |
        | ACC 8 F R C  | ACC 8 F C  |
        | ACC 15 R C   | ACC 15 C   |
        | ACC 15 F R C | ACC 15 F C |

  @KEY-80 @architecture @must
  Rule: RRBE of a frame that is not available is an addressing exception, and in the problem state a privileged-operation exception
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_rrbe; measured on QEMU 7.2

    Scenario: the first frame behind the storage
      Given a guest with 16 MiB of storage
      And frame 0xFFF000 has key ACC 3 R C
      And GR2 is 0x1000000
      When the guest executes RRBE 0,2
      Then an addressing exception is recognised
      And frame 0xFFF000 has key ACC 3 R C
      And nothing else has changed

    Scenario: the last frame of the storage
      Given a guest with 16 MiB of storage
      And frame 0xFFF000 has key ACC 3 R C
      And GR2 is 0xFFF000
      When the guest executes RRBE 0,2
      Then the instruction completes
      And the condition code is 3
      And frame 0xFFF000 has key ACC 3 C
      And nothing else has changed

    Scenario Outline: in the problem state, frame <address>
      Given a guest with 16 MiB of storage
      And the CPU is in the problem state
      And frame 0x10000 has key ACC 3 R C
      And GR2 is <address>
      When the guest executes RRBE 0,2
      Then a privileged operation exception is recognised
      And frame 0x10000 has key ACC 3 R C
      And nothing else has changed

      Examples:
        | address   |
        | 0x10000   |
        | 0x1000000 |

  @KEY-81 @architecture @provisional @must
  Rule: RRBM puts the reference bits of 64 frames into R1 and sets them to zero
    Source: z/Architecture RESET REFERENCE BITS MULTIPLE, facility 66

    Uncertainty: the Principles of Operation were not readable. Taken as given: R2 is an absolute address whose 18
    rightmost bits are ignored, bit 0 of R1 belongs to the first frame, the condition code stays.

    Scenario: 64 frames, three of them referenced
      Given a guest
      And facility 66 is installed
      And the condition code is 2
      And frames 0x3F000 to 0x80000 have key ACC 5 F C
      And frame 0x3F000 has key ACC 5 F R C
      And frame 0x40000 has key ACC 5 F R C
      And frame 0x41000 has key ACC 5 F R C
      And frame 0x7F000 has key ACC 5 F R C
      And frame 0x80000 has key ACC 5 F R C
      And GR1 is 0x1122334455667788
      And GR2 is 0x40000
      When the guest executes RRBM 1,2
      Then the instruction completes
      And the condition code is 2
      And GR1 is 0xC000000000000001
      And frame 0x3F000 has key ACC 5 F R C
      And frames 0x40000 to 0x7F000 have key ACC 5 F C
      And frame 0x80000 has key ACC 5 F R C
      And nothing else has changed

    Scenario: an address inside the 64 frames, all of them referenced
      Given a guest
      And facility 66 is installed
      And frames 0x40000 to 0x7F000 have key ACC 5 R
      And GR1 is 0x0
      And GR2 is 0x5F123
      When the guest executes RRBM 1,2
      Then the instruction completes
      And GR1 is 0xFFFFFFFFFFFFFFFF
      And frames 0x40000 to 0x7F000 have key ACC 5
      And nothing else has changed

    Scenario: in the problem state
      Given a guest
      And facility 66 is installed
      And the CPU is in the problem state
      And frame 0x40000 has key ACC 5 R
      And GR2 is 0x40000
      When the guest executes RRBM 1,2
      Then a privileged operation exception is recognised
      And frame 0x40000 has key ACC 5 R
      And nothing else has changed

    Scenario: without the facility
      Given a guest
      And facility 66 is not installed
      And frame 0x40000 has key ACC 5 R
      And GR2 is 0x40000
      When the guest executes RRBM 1,2
      Then an operation exception is recognised
      And frame 0x40000 has key ACC 5 R
      And nothing else has changed
