@storage-keys
Feature: PERFORM FRAME MANAGEMENT FUNCTION

  PFMF R1,R2 (facility 8) clears frames, sets their keys, or both. R1 has the order, R2 the address.
  Bits of R1: 0x20000 set key (SK), 0x10000 clear frame (CF), 0x7000 frame size (0 4 KiB, 1 1 MiB, 2 2 GiB),
  0x800 non-quiescing (NQ), 0x400 MR, 0x200 MC, 0xFE the key.

  @KEY-98 @architecture @must
  Rule: PFMF with CF and frame size 4 KiB clears exactly one frame whatever its key, at a real address, and leaves R2 unchanged
    Source: kvm-unit-tests s390x/pfmf.c; measured on Hercules 3.13

    Scenario Outline: R2 is <address>
      Given a guest
      And facility 8 is installed
      And the PSW key is 3
      And the condition code is <cc>
      And frame 0x11000 is filled with X'A5'
      And frame 0x12000 is filled with X'A5'
      And frame 0x13000 is filled with X'A5'
      And frame 0x12000 has key ACC 5 F R C
      And GR1 is 0x10000
      And GR2 is <address>
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x12000 is all X'00'
      And frame 0x12000 has key ACC 5 F R C
      And GR2 is <address>
      And the condition code is <cc>
      And nothing else has changed

      Examples:
        | address | cc |
        | 0x12000 | 0  |
        | 0x12001 | 1  |
        | 0x12FFF | 3  |

    Scenario: the key bits of R1 are ignored without SK
      Given a guest
      And facility 8 is installed
      And frame 0x12000 is filled with X'A5'
      And frame 0x12000 has key ACC 5 F R C
      And GR1 is 0x10090
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x12000 is all X'00'
      And frame 0x12000 has key ACC 5 F R C
      And nothing else has changed

    Scenario: the address is real
      Given a guest
      And facility 8 is installed
      And the prefix is 0x20000
      And frame 0x1000 is filled with X'A5'
      And frame 0x21000 is filled with X'5A'
      And frame 0x1000 has key ACC 0 R C
      And GR1 is 0x10000
      And GR2 is 0x21000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x1000 is all X'00'
      And frame 0x21000 is all X'5A'
      And nothing else has changed

    Scenario: a frame that is not available
      Given a guest with 16 MiB of storage
      And facility 8 is installed
      And frame 0xFFF000 is filled with X'A5'
      And GR1 is 0x10000
      And GR2 is 0x1000000
      When the guest executes PFMF 1,2
      Then an addressing exception is recognised
      And frame 0xFFF000 is all X'A5'
      And nothing else has changed

  @KEY-99 @architecture @must
  Rule: PFMF with SK sets the key in R1 and leaves the contents of the frame unchanged
    Source: kvm-unit-tests s390x/pfmf.c

    Scenario Outline: <old> becomes <key>
      Given a guest
      And facility 8 is installed
      And storage at 0x12000 holds X'A5A5A5A5'
      And frame 0x12000 has key <old>
      And GR1 is <order>
      And GR2 is 0x12345
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x12000 has key <key>
      And storage at 0x12000 still holds X'A5A5A5A5'
      And GR2 is 0x12345
      And nothing else has changed

      Examples:
        | old          | order   | key          |
        | ACC 0        | 0x20030 | ACC 3        |
        | ACC 0        | 0x200FE | ACC 15 F R C |
        | ACC 15 F R C | 0x20000 | ACC 0        |
        | ACC 3        | 0x20084 | ACC 8 R      |
        | ACC 3        | 0x2001A | ACC 1 F C    |

    Scenario: neither SK nor CF
      Given a guest
      And facility 8 is installed
      And storage at 0x12000 holds X'A5A5A5A5'
      And frame 0x12000 has key ACC 3
      And GR1 is 0x90
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x12000 has key ACC 3
      And storage at 0x12000 still holds X'A5A5A5A5'
      And nothing else has changed

  @KEY-100 @architecture @must
  Rule: PFMF with SK and CF clears the frame and sets its key
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_pfmf

    Scenario: both
      Given a guest
      And facility 8 is installed
      And the PSW key is 3
      And frame 0x12000 is filled with X'A5'
      And frame 0x12000 has key ACC 5 F
      And GR1 is 0x30096
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x12000 is all X'00'
      And frame 0x12000 has key ACC 9 R C
      And GR2 is 0x12000
      And nothing else has changed

  @KEY-101 @architecture @must
  Rule: PFMF with frame size 1 MiB works on the frames from an absolute address to the end of the megabyte and advances R2 to there
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_pfmf; measured on Hercules 3.13

    Uncertainty: bits 52-63 of R2 are not looked at: Linux makes them zero, Hercules keeps them.

    Scenario: a whole megabyte gets the key
      Given a guest
      And facility 8 is installed
      And frames 0x1FF000 to 0x300000 have key ACC 3
      And GR1 is 0x2109E
      And GR2 is 0x200000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And bits 0-51 of GR2 are 0x300
      And frame 0x1FF000 has key ACC 3
      And frames 0x200000 to 0x2FF000 have key ACC 9 F R C
      And frame 0x300000 has key ACC 3
      And nothing else has changed

    Scenario: the last two frames are cleared and get the key
      Given a guest
      And facility 8 is installed
      And frame 0x2FD000 is filled with X'A5'
      And frame 0x2FE000 is filled with X'A5'
      And frame 0x2FF000 is filled with X'A5'
      And frame 0x300000 is filled with X'A5'
      And frames 0x2FD000 to 0x300000 have key ACC 3
      And GR1 is 0x31090
      And GR2 is 0x2FE123
      When the guest executes PFMF 1,2
      Then the instruction completes
      And bits 0-51 of GR2 are 0x300
      And frame 0x2FE000 is all X'00'
      And frame 0x2FF000 is all X'00'
      And frame 0x2FD000 has key ACC 3
      And frames 0x2FE000 to 0x2FF000 have key ACC 9
      And frame 0x300000 has key ACC 3
      And nothing else has changed

    Scenario: the address is absolute
      Given a guest
      And facility 8 is installed
      And the prefix is 0x2FE000
      And frames 0x0 to 0x1000 have key ACC 4
      And frames 0x2FE000 to 0x2FF000 have key ACC 3
      And GR1 is 0x21090
      And GR2 is 0x2FE000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And bits 0-51 of GR2 are 0x300
      And frames 0x0 to 0x1000 have key ACC 4
      And frames 0x2FE000 to 0x2FF000 have key ACC 9
      And nothing else has changed

  @KEY-102 @architecture @must
  Rule: PFMF with a reserved bit one or frame size 3-7 is a specification exception
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_pfmf; measured on Hercules 3.13

    Scenario Outline: R1 is <order>
      Given a guest
      And facility 8 is installed
      And storage at 0x12000 holds X'A5A5A5A5'
      And frame 0x12000 has key ACC 3
      And GR1 is <order>
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then a specification exception is recognised
      And frame 0x12000 has key ACC 3
      And storage at 0x12000 still holds X'A5A5A5A5'
      And nothing else has changed

      Examples: each reserved bit
        | order      |
        | 0x80030090 |
        | 0x40030090 |
        | 0x20030090 |
        | 0x10030090 |
        | 0x08030090 |
        | 0x04030090 |
        | 0x02030090 |
        | 0x01030090 |
        | 0x00830090 |
        | 0x00430090 |
        | 0x00230090 |
        | 0x00130090 |
        | 0x000B0090 |
        | 0x00070090 |
        | 0x00030190 |
        | 0x00030091 |

      Examples: frame sizes 3 to 7
        | order      |
        | 0x00033090 |
        | 0x00034090 |
        | 0x00035090 |
        | 0x00036090 |
        | 0x00037090 |

  @KEY-103 @architecture @must
  Rule: PFMF with frame size 2 GiB is a specification exception without facility 78, and with it in the 24-bit addressing mode
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_pfmf

    Scenario: without facility 78
      Given a guest
      And facility 8 is installed
      And facility 78 is not installed
      And storage at 0x12000 holds X'A5A5A5A5'
      And frame 0x12000 has key ACC 3
      And GR1 is 0x32090
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then a specification exception is recognised
      And frame 0x12000 has key ACC 3
      And storage at 0x12000 still holds X'A5A5A5A5'
      And nothing else has changed

    Scenario: with facility 78 in the 24-bit addressing mode
      Given a guest
      And facility 8 is installed
      And facility 78 is installed
      And the CPU is in 24-bit addressing mode
      And storage at 0x12000 holds X'A5A5A5A5'
      And frame 0x12000 has key ACC 3
      And GR1 is 0x32090
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then a specification exception is recognised
      And frame 0x12000 has key ACC 3
      And storage at 0x12000 still holds X'A5A5A5A5'
      And nothing else has changed

    Scenario: with facility 78 in the 64-bit addressing mode the frame size is valid
      Given a guest with 16 MiB of storage
      And facility 8 is installed
      And facility 78 is installed
      And frame 0xFFF000 has key ACC 3
      And GR1 is 0x22090
      And GR2 is 0xFFF000
      When the guest executes PFMF 1,2
      Then an addressing exception is recognised

  @KEY-104 @linux @must
  Rule: PFMF with NQ is a specification exception without facility 14
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_pfmf

    Scenario: without facility 14
      Given a guest
      And facility 8 is installed
      And facility 14 is not installed
      And frame 0x12000 has key ACC 3
      And GR1 is 0x20890
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then a specification exception is recognised
      And frame 0x12000 has key ACC 3
      And nothing else has changed

    Scenario: with facility 14
      Given a guest
      And facility 8 is installed
      And facility 14 is installed
      And frame 0x12000 has key ACC 3
      And GR1 is 0x20890
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x12000 has key ACC 9
      And nothing else has changed

  @KEY-105 @architecture @must
  Rule: PFMF is an operation exception without facility 8, and with it a privileged-operation exception in the problem state
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_pfmf

    Scenario Outline: without facility 8, in the <state> state
      Given a guest
      And facility 8 is not installed
      And the CPU is in the <state> state
      And storage at 0x12000 holds X'A5A5A5A5'
      And frame 0x12000 has key ACC 3
      And GR1 is 0x30090
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then an operation exception is recognised
      And frame 0x12000 has key ACC 3
      And storage at 0x12000 still holds X'A5A5A5A5'
      And nothing else has changed

      Examples:
        | state      |
        | supervisor |
        | problem    |

    Scenario Outline: with facility 8 in the problem state, R1 is <order>
      Given a guest
      And facility 8 is installed
      And the CPU is in the problem state
      And storage at 0x12000 holds X'A5A5A5A5'
      And frame 0x12000 has key ACC 3
      And GR1 is <order>
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then a privileged operation exception is recognised
      And frame 0x12000 has key ACC 3
      And storage at 0x12000 still holds X'A5A5A5A5'
      And nothing else has changed

      Examples: a valid order, and one with a reserved bit
        | order   |
        | 0x30090 |
        | 0x30190 |

  @KEY-106 @architecture @provisional @must
  Rule: PFMF with SK and MR or MC sets the key conditionally as SSKE does and leaves the condition code and R1 unchanged
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_pfmf

    Uncertainty: the Principles of Operation were not readable.

    Scenario Outline: <old>, R1 is <order>, condition code <cc>
      Given a guest
      And facility 8 is installed
      And facility 10 is installed
      And the condition code is <cc>
      And frame 0x12000 has key <old>
      And GR1 is <order>
      And GR2 is 0x12000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And the condition code is <cc>
      And GR1 is <order>
      And frame 0x12000 has key <then>
      And nothing else has changed

      Examples: MR and MC
        | old       | order   | cc | then      |
        | ACC 3 R C | 0x20630 | 3  | ACC 3 R C |
        | ACC 3     | 0x20636 | 2  | ACC 3     |
        | ACC 3 R C | 0x20640 | 0  | ACC 4     |
        | ACC 3 R C | 0x20638 | 0  | ACC 3 F   |

      Examples: MR only
        | old       | order   | cc | then      |
        | ACC 3 R   | 0x20430 | 1  | ACC 3 R   |
        | ACC 3 R C | 0x20430 | 2  | ACC 3     |

      Examples: MC only
        | old       | order   | cc | then      |
        | ACC 3 C   | 0x20230 | 1  | ACC 3 C   |
        | ACC 3 R C | 0x20230 | 2  | ACC 3     |

  @KEY-107 @linux @must
  Rule: PFMF with CF reports low-address protection before a bad frame size
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_pfmf

    Scenario Outline: R1 is <order>, address <address>
      Given a guest
      And facility 8 is installed
      And low-address protection is on
      And storage at 0x1000 holds X'A5A5A5A5'
      And GR1 is <order>
      And GR2 is <address>
      When the guest executes PFMF 1,2
      Then a protection exception is recognised
      And storage at 0x1000 still holds X'A5A5A5A5'
      And nothing else has changed

      Examples:
        | order   | address |
        | 0x13000 | 0x0     |
        | 0x17000 | 0x1000  |

    Scenario: without CF the frame size is what is wrong
      Given a guest
      And facility 8 is installed
      And low-address protection is on
      And frame 0x1000 has key ACC 0
      And GR1 is 0x23090
      And GR2 is 0x1000
      When the guest executes PFMF 1,2
      Then a specification exception is recognised
      And frame 0x1000 has key ACC 0
      And nothing else has changed
