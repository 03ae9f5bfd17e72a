@storage-keys
Feature: SET STORAGE KEY EXTENDED

  SSKE R1,R2[,M3] sets the key of one frame. R1 has the new key in bits 56-62, R2 the real address of the frame.
  The mask M3 asks for more: 8 non-quiescing (facility 14), 4 MR and 2 MC, the conditional forms that leave a
  key alone which differs in the reference or change bit only (facility 10), 1 multiple block (facility 8).

  @KEY-56 @architecture @must
  Rule: SSKE in the problem state is a privileged-operation exception and leaves the key unchanged
    Source: kvm-unit-tests s390x/skey.c; measured on Hercules 3.13

    Scenario Outline: in the problem state, with mask <mask>
      Given a guest
      And the CPU is in the problem state
      And frame 0x10000 has key ACC 3 F
      And GR1 is 0x96
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,<mask>
      Then a privileged operation exception is recognised
      And frame 0x10000 has key ACC 3 F
      And nothing else has changed

      Examples:
        | mask |
        | 0    |
        | 1    |
        | 6    |
        | 8    |

    Scenario: the privilege is looked at before the address
      Given a guest with 16 MiB of storage
      And the CPU is in the problem state
      And GR1 is 0x96
      And GR2 is 0x1000000
      When the guest executes SSKE 1,2
      Then a privileged operation exception is recognised
      And nothing else has changed

    Scenario: in the supervisor state the same instruction sets the key
      Given a guest
      And the CPU is in the supervisor state
      And frame 0x10000 has key ACC 3 F
      And GR1 is 0x96
      And GR2 is 0x10000
      When the guest executes SSKE 1,2
      Then the instruction completes
      And frame 0x10000 has key ACC 9 R C
      And nothing else has changed

  @KEY-57 @architecture @must
  Rule: SSKE of a frame that is not available is an addressing exception
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske; measured on QEMU 7.2

    Scenario Outline: the first frame behind <size> MiB of storage
      Given a guest with <size> MiB of storage
      And frame <last> has key ACC 3
      And GR1 is 0x96
      And GR2 is <address>
      When the guest executes SSKE 1,2
      Then an addressing exception is recognised
      And frame <last> has key ACC 3
      And nothing else has changed

      Examples:
        | size | last      | address            |
        | 16   | 0xFFF000  | 0x1000000          |
        | 32   | 0x1FFF000 | 0x2000000          |
        | 16   | 0xFFF000  | 0x8000000000010000 |

    Scenario: the last frame is available
      Given a guest with 16 MiB of storage
      And frame 0xFFF000 has key ACC 3
      And GR1 is 0x96
      And GR2 is 0xFFFFFF
      When the guest executes SSKE 1,2
      Then the instruction completes
      And frame 0xFFF000 has key ACC 9 R C
      And nothing else has changed

  @KEY-58 @architecture @must
  Rule: SSKE ignores bits 52-63 of R2 and those bits on the left that the addressing mode leaves out
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario Outline: the address in the <mode>-bit addressing mode is <address>
      Given a guest
      And the CPU is in <mode>-bit addressing mode
      And frame 0x10000 has key ACC 3
      And GR1 is 0x96
      And GR2 is <address>
      When the guest executes SSKE 1,2
      Then the instruction completes
      And frame 0x10000 has key ACC 9 R C
      And nothing else has changed

      Examples:
        | mode | address            |
        | 64   | 0x10000            |
        | 64   | 0x10001            |
        | 64   | 0x10800            |
        | 64   | 0x10FFF            |
        | 31   | 0x80010000         |
        | 31   | 0xFFFFFFFF80010FFF |
        | 24   | 0xFF010000         |
        | 24   | 0xFFFFFFFFFF010FFF |

    Scenario: bit 33 counts in the 31-bit addressing mode
      Given a guest with 16 MiB of storage
      And the CPU is in 31-bit addressing mode
      And frame 0x10000 has key ACC 3
      And GR1 is 0x96
      And GR2 is 0x40010000
      When the guest executes SSKE 1,2
      Then an addressing exception is recognised
      And nothing else has changed

    Scenario: bit 40 counts in the 24-bit addressing mode
      Given a guest
      And the CPU is in 24-bit addressing mode
      And frame 0x10000 has key ACC 3
      And frame 0x810000 has key ACC 3
      And GR1 is 0x96
      And GR2 is 0x1810000
      When the guest executes SSKE 1,2
      Then the instruction completes
      And frame 0x810000 has key ACC 9 R C
      And nothing else has changed

  @KEY-59 @architecture @must
  Rule: SSKE without MR and MC leaves the condition code and R1 unchanged
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario Outline: the condition code stays <cc>
      Given a guest
      And the condition code is <cc>
      And frame 0x10000 has key <old>
      And GR1 is 0x1122334455667796
      And GR2 is 0x10000
      When the guest executes SSKE 1,2
      Then the instruction completes
      And the condition code is <cc>
      And GR1 is 0x1122334455667796
      And frame 0x10000 has key ACC 9 R C
      And nothing else has changed

      Examples:
        | cc | old         |
        | 0  | ACC 3       |
        | 1  | ACC 3 F R C |
        | 2  | ACC 3       |
        | 3  | ACC 3 F R C |
        | 0  | ACC 9 R C   |
        | 3  | ACC 9 R C   |

  @KEY-60 @architecture @must
  Rule: SSKE with MR and MC and equal ACC and F gives condition code 0 and leaves the key unchanged, R and C too
    Source: kvm-unit-tests s390x/skey.c; Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario Outline: <old> stays where <new> is asked for
      Given a guest
      And facility 10 is installed
      And the condition code is 3
      And frame 0x10000 has key <old>
      And GR1 is <new>
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,6
      Then the instruction completes
      And the condition code is 0
      And frame 0x10000 has key <old>
      And bits 56-63 of GR1 are <new>
      And nothing else has changed

      Examples:
        | old          | new  |
        | ACC 3        | 0x30 |
        | ACC 3        | 0x32 |
        | ACC 3        | 0x34 |
        | ACC 3        | 0x36 |
        | ACC 3 C      | 0x30 |
        | ACC 3 R      | 0x30 |
        | ACC 3 R C    | 0x30 |
        | ACC 3 R      | 0x32 |
        | ACC 3 C      | 0x34 |
        | ACC 3 F      | 0x3E |
        | ACC 15 F R C | 0xF8 |
        | ACC 0 R C    | 0x00 |

  @KEY-61 @architecture @must
  Rule: SSKE with MR and MC and a different ACC or F gives condition code 1 and sets the whole key, R and C too
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario Outline: <old> becomes <set>
      Given a guest
      And facility 10 is installed
      And the condition code is 3
      And frame 0x10000 has key <old>
      And GR1 is <new>
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,6
      Then the instruction completes
      And the condition code is 1
      And frame 0x10000 has key <set>
      And bits 56-63 of GR1 are <new>
      And nothing else has changed

      Examples: each bit of ACC, and F both ways
        | old         | new  | set         |
        | ACC 3 R C   | 0xB0 | ACC 11      |
        | ACC 3 R C   | 0x70 | ACC 7       |
        | ACC 3 R C   | 0x10 | ACC 1       |
        | ACC 3 R C   | 0x20 | ACC 2       |
        | ACC 3 R C   | 0x38 | ACC 3 F     |
        | ACC 3 F R C | 0x30 | ACC 3       |
        | ACC 3 F     | 0x36 | ACC 3 R C   |
        | ACC 3       | 0x4E | ACC 4 F R C |
        | ACC 3 R     | 0x52 | ACC 5 C     |
        | ACC 3 C     | 0x54 | ACC 5 R     |

  @KEY-62 @architecture @must
  Rule: SSKE with MR only sets the key when C differs and leaves it unchanged when only R differs
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario Outline: <old> and <new> asked for gives condition code <cc>
      Given a guest
      And facility 10 is installed
      And the condition code is 3
      And frame 0x10000 has key <old>
      And GR1 is <new>
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,4
      Then the instruction completes
      And the condition code is <cc>
      And frame 0x10000 has key <then>
      And bits 56-63 of GR1 are <new>
      And nothing else has changed

      Examples: all combinations of old and new R and C
        | old         | new  | cc | then        |
        | ACC 3 F     | 0x38 | 0  | ACC 3 F     |
        | ACC 3 F     | 0x3A | 1  | ACC 3 F C   |
        | ACC 3 F     | 0x3C | 0  | ACC 3 F     |
        | ACC 3 F     | 0x3E | 1  | ACC 3 F R C |
        | ACC 3 F C   | 0x38 | 1  | ACC 3 F     |
        | ACC 3 F C   | 0x3A | 0  | ACC 3 F C   |
        | ACC 3 F C   | 0x3C | 1  | ACC 3 F R   |
        | ACC 3 F C   | 0x3E | 0  | ACC 3 F C   |
        | ACC 3 F R   | 0x38 | 0  | ACC 3 F R   |
        | ACC 3 F R   | 0x3A | 1  | ACC 3 F C   |
        | ACC 3 F R   | 0x3C | 0  | ACC 3 F R   |
        | ACC 3 F R   | 0x3E | 1  | ACC 3 F R C |
        | ACC 3 F R C | 0x38 | 1  | ACC 3 F     |
        | ACC 3 F R C | 0x3A | 0  | ACC 3 F R C |
        | ACC 3 F R C | 0x3C | 1  | ACC 3 F R   |
        | ACC 3 F R C | 0x3E | 0  | ACC 3 F R C |

      Examples: ACC and F always count
        | old         | new  | cc | then        |
        | ACC 3 F     | 0x48 | 1  | ACC 4 F     |
        | ACC 3 F R C | 0x36 | 1  | ACC 3 R C   |

  @KEY-63 @architecture @must
  Rule: SSKE with MC only sets the key when R differs and leaves it unchanged when only C differs
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario Outline: <old> and <new> asked for gives condition code <cc>
      Given a guest
      And facility 10 is installed
      And the condition code is 3
      And frame 0x10000 has key <old>
      And GR1 is <new>
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,2
      Then the instruction completes
      And the condition code is <cc>
      And frame 0x10000 has key <then>
      And bits 56-63 of GR1 are <new>
      And nothing else has changed

      Examples: all combinations of old and new R and C
        | old         | new  | cc | then        |
        | ACC 3 F     | 0x38 | 0  | ACC 3 F     |
        | ACC 3 F     | 0x3A | 0  | ACC 3 F     |
        | ACC 3 F     | 0x3C | 1  | ACC 3 F R   |
        | ACC 3 F     | 0x3E | 1  | ACC 3 F R C |
        | ACC 3 F C   | 0x38 | 0  | ACC 3 F C   |
        | ACC 3 F C   | 0x3A | 0  | ACC 3 F C   |
        | ACC 3 F C   | 0x3C | 1  | ACC 3 F R   |
        | ACC 3 F C   | 0x3E | 1  | ACC 3 F R C |
        | ACC 3 F R   | 0x38 | 1  | ACC 3 F     |
        | ACC 3 F R   | 0x3A | 1  | ACC 3 F C   |
        | ACC 3 F R   | 0x3C | 0  | ACC 3 F R   |
        | ACC 3 F R   | 0x3E | 0  | ACC 3 F R   |
        | ACC 3 F R C | 0x38 | 1  | ACC 3 F     |
        | ACC 3 F R C | 0x3A | 1  | ACC 3 F C   |
        | ACC 3 F R C | 0x3C | 0  | ACC 3 F R C |
        | ACC 3 F R C | 0x3E | 0  | ACC 3 F R C |

      Examples: ACC and F always count
        | old         | new  | cc | then        |
        | ACC 3 F     | 0x48 | 1  | ACC 4 F     |
        | ACC 3 F R C | 0x36 | 1  | ACC 3 R C   |

  @KEY-64 @architecture @must
  Rule: A conditional SSKE puts the old key into bits 48-55 of R1 and leaves all other bits of R1 unchanged
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske; measured on Hercules 3.13

    Scenario Outline: the old key is <old>, the mask <mask>
      Given a guest
      And facility 10 is installed
      And frame 0x10000 has key <old>
      And GR1 is 0x1122334455667789
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,<mask>
      Then the instruction completes
      And the condition code is 1
      And GR1 is <then>
      And frame 0x10000 has key ACC 8 F
      And nothing else has changed

      Examples:
        | mask | old          | then               |
        | 2    | ACC 3 F R C  | 0x1122334455663E89 |
        | 4    | ACC 3 F R C  | 0x1122334455663E89 |
        | 6    | ACC 3 F R C  | 0x1122334455663E89 |
        | 6    | ACC 0        | 0x1122334455660089 |
        | 6    | ACC 15 F R C | 0x112233445566FE89 |

  @KEY-65 @architecture @must
  Rule: A conditional SSKE that sets nothing reports the old key in bits 48-55 of R1 too
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario Outline: the old key <old> stays, the mask is <mask>
      Given a guest
      And facility 10 is installed
      And the condition code is 1
      And frame 0x10000 has key <old>
      And GR1 is 0x1122334455667789
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,<mask>
      Then the instruction completes
      And the condition code is 0
      And GR1 is <then>
      And frame 0x10000 has key <old>
      And nothing else has changed

      Examples:
        | mask | old         | then               |
        | 2    | ACC 8 F C   | 0x1122334455668A89 |
        | 4    | ACC 8 F R   | 0x1122334455668C89 |
        | 6    | ACC 8 F R C | 0x1122334455668E89 |
        | 6    | ACC 8 F     | 0x1122334455668889 |

  @KEY-66 @linux @must
  Rule: Without facility 10 SSKE with MR or MC sets the key unconditionally and leaves the condition code and R1 unchanged
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario Outline: the mask is <mask>
      Given a guest
      And facility 10 is not installed
      And the condition code is 2
      And frame 0x10000 has key ACC 3 R C
      And GR1 is 0x1122334455667730
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,<mask>
      Then the instruction completes
      And the condition code is 2
      And GR1 is 0x1122334455667730
      And frame 0x10000 has key ACC 3
      And nothing else has changed

      Examples:
        | mask |
        | 2    |
        | 4    |
        | 6    |

  @KEY-67 @linux @must
  Rule: Without facility 8 SSKE with MB sets the key of one frame at a real address and leaves R2 unchanged
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario: the frames behind the first keep their keys
      Given a guest
      And facility 8 is not installed
      And frames 0x200000 to 0x2FF000 have key ACC 3
      And GR1 is 0x96
      And GR2 is 0x200123
      When the guest executes SSKE 1,2,1
      Then the instruction completes
      And GR2 is 0x200123
      And frame 0x200000 has key ACC 9 R C
      And frames 0x201000 to 0x2FF000 have key ACC 3
      And nothing else has changed

    Scenario: the address is real
      Given a guest
      And facility 8 is not installed
      And the prefix is 0x20000
      And frame 0x1000 has key ACC 3
      And frame 0x21000 has key ACC 4
      And GR1 is 0x96
      And GR2 is 0x21000
      When the guest executes SSKE 1,2,1
      Then the instruction completes
      And frame 0x1000 has key ACC 9 R C
      And frame 0x21000 has key ACC 4
      And nothing else has changed

  @KEY-68 @architecture @must
  Rule: SSKE with MB on the last frame of a megabyte sets that frame only and puts the address of the next megabyte into R2
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske; measured on Hercules 3.13

    Scenario: frame 0x2FF000
      Given a guest
      And facility 8 is installed
      And frame 0x2FE000 has key ACC 3
      And frame 0x2FF000 has key ACC 4
      And frame 0x300000 has key ACC 5
      And GR1 is 0x96
      And GR2 is 0x2FF000
      When the guest executes SSKE 1,2,1
      Then the instruction completes
      And GR2 is 0x300000
      And frame 0x2FE000 has key ACC 3
      And frame 0x2FF000 has key ACC 9 R C
      And frame 0x300000 has key ACC 5
      And nothing else has changed

  @KEY-69 @architecture @must
  Rule: SSKE with MB sets all frames from its address to the end of the megabyte, at most 256
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario: a whole megabyte
      Given a guest
      And facility 8 is installed
      And frames 0x1FF000 to 0x300000 have key ACC 3
      And GR1 is 0x9E
      And GR2 is 0x200000
      When the guest executes SSKE 1,2,1
      Then the instruction completes
      And GR2 is 0x300000
      And frame 0x1FF000 has key ACC 3
      And frames 0x200000 to 0x2FF000 have key ACC 9 F R C
      And frame 0x300000 has key ACC 3
      And nothing else has changed

    Scenario: the second half of a megabyte
      Given a guest
      And facility 8 is installed
      And frames 0x200000 to 0x300000 have key ACC 3
      And GR1 is 0x90
      And GR2 is 0x280000
      When the guest executes SSKE 1,2,1
      Then the instruction completes
      And GR2 is 0x300000
      And frames 0x200000 to 0x27F000 have key ACC 3
      And frames 0x280000 to 0x2FF000 have key ACC 9
      And frame 0x300000 has key ACC 3
      And nothing else has changed

  @KEY-70 @architecture @must
  Rule: SSKE with MB replaces bits 0-51 of R2 in the 64-bit addressing mode and bits 32-51 in the others; the rest of R2 is kept
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske; measured on Hercules 3.13

    Scenario Outline: the <mode>-bit addressing mode
      Given a guest
      And facility 8 is installed
      And the CPU is in <mode>-bit addressing mode
      And frame 0x2FF000 has key ACC 4
      And GR1 is 0x96
      And GR2 is <before>
      When the guest executes SSKE 1,2,1
      Then the instruction completes
      And GR2 is <after>
      And frame 0x2FF000 has key ACC 9 R C
      And nothing else has changed

      Examples:
        | mode | before             | after              |
        | 64   | 0x2FF123           | 0x300123           |
        | 64   | 0x2FFFFF           | 0x300FFF           |
        | 31   | 0xA5A5A5A5002FF123 | 0xA5A5A5A500300123 |
        | 24   | 0xA5A5A5A5002FF123 | 0xA5A5A5A500300123 |

  @KEY-71 @linux @must
  Rule: SSKE with MB and a conditional bit looks at every frame for itself and ends with condition code 3
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Uncertainty: Hercules 3.13 ends with condition code 0 at the first frame that has the key already and leaves R2
    there. Bits 48-55 of R1 are unpredictable and not looked at.

    Scenario: one frame of two has the key already
      Given a guest
      And facility 8 is installed
      And facility 10 is installed
      And the condition code is 1
      And frame 0x2FE000 has key ACC 3 R C
      And frame 0x2FF000 has key ACC 5 R C
      And GR1 is 0x1122334455667730
      And GR2 is 0x2FE000
      When the guest executes SSKE 1,2,7
      Then the instruction completes
      And the condition code is 3
      And frame 0x2FE000 has key ACC 3 R C
      And frame 0x2FF000 has key ACC 3
      And GR2 is 0x300000
      And bits 0-47 of GR1 are 0x112233445566
      And bits 56-63 of GR1 are 0x30
      And nothing else has changed

    Scenario Outline: all frames have the key already, mask <mask>
      Given a guest
      And facility 8 is installed
      And facility 10 is installed
      And the condition code is 1
      And frames 0x200000 to 0x2FF000 have key ACC 3
      And GR1 is 0x30
      And GR2 is 0x200000
      When the guest executes SSKE 1,2,<mask>
      Then the instruction completes
      And the condition code is 3
      And frames 0x200000 to 0x2FF000 have key ACC 3
      And GR2 is 0x300000

      Examples:
        | mask |
        | 3    |
        | 5    |
        | 7    |

  @KEY-72 @architecture @must
  Rule: SSKE with NQ gives the same result as without, as far as one CPU can see
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario: set unconditionally
      Given a guest
      And facility 14 is installed
      And the condition code is 2
      And frame 0x10000 has key ACC 9 F
      And GR1 is 0x96
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,8
      Then the instruction completes
      And the condition code is 2
      And GR1 is 0x96
      And frame 0x10000 has key ACC 9 R C
      And nothing else has changed

    Scenario Outline: conditionally, <old> and <new> asked for
      Given a guest
      And facility 10 is installed
      And facility 14 is installed
      And the condition code is 3
      And frame 0x10000 has key <old>
      And GR1 is <new>
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,14
      Then the instruction completes
      And the condition code is <cc>
      And frame 0x10000 has key <then>
      And bits 56-63 of GR1 are <new>
      And nothing else has changed

      Examples:
        | old       | new  | cc | then      |
        | ACC 9 R C | 0x90 | 0  | ACC 9 R C |
        | ACC 8 R C | 0x90 | 1  | ACC 9     |

    Scenario: multiple blocks
      Given a guest
      And facility 8 is installed
      And facility 14 is installed
      And frames 0x2FC000 to 0x300000 have key ACC 3
      And GR1 is 0x90
      And GR2 is 0x2FE000
      When the guest executes SSKE 1,2,9
      Then the instruction completes
      And GR2 is 0x300000
      And frames 0x2FC000 to 0x2FD000 have key ACC 3
      And frames 0x2FE000 to 0x2FF000 have key ACC 9
      And frame 0x300000 has key ACC 3
      And nothing else has changed

  @KEY-73 @linux @must
  Rule: SSKE ignores the mask bits of facilities that are not installed
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario Outline: the mask is <mask>, facilities 8, 10 and 14 are missing
      Given a guest
      And facility 8 is not installed
      And facility 10 is not installed
      And facility 14 is not installed
      And the condition code is 2
      And frame 0x10000 has key ACC 9 R C
      And frame 0x11000 has key ACC 9 R C
      And GR1 is 0x1122334455667790
      And GR2 is 0x10000
      When the guest executes SSKE 1,2,<mask>
      Then the instruction completes
      And the condition code is 2
      And GR1 is 0x1122334455667790
      And GR2 is 0x10000
      And frame 0x10000 has key ACC 9
      And frame 0x11000 has key ACC 9 R C
      And nothing else has changed

      Examples:
        | mask |
        | 1    |
        | 2    |
        | 4    |
        | 8    |
        | 15   |
