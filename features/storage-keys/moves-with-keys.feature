@storage-keys
Feature: Moves with explicit keys

  MVCK, MVCSK, MVCDK, MVCP, MVCS and MVCOS move bytes with a second access key besides the PSW key.

  @KEY-112 @architecture @must
  Rule: MVCK moves the length in R1, but at most 256 bytes, and gives condition code 3 for a longer one, otherwise 0
    Source: measured on Hercules 3.13; true length in the addressing modes: Hercules 3.13 source, QEMU 7.2
    target/s390x/tcg/mem_helper.c wrap_length32 (MVCP)

    Scenario Outline: length <length>
      Given a guest
      And the condition code is <before>
      And frame 0x10000 is filled with X'00'
      And frame 0x12000 is filled with X'0123456789ABCDEF'
      And GR1 is <length>
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is 0x0
      When the guest executes MVCK 0(1,2),0(3),4
      Then the instruction completes
      And the condition code is <cc>
      And the <moved> bytes at 0x10000 are all X'0123456789ABCDEF'
      And the 8 bytes at <behind> are all X'00'
      And frame 0x10000 has key ACC 0 R C
      And frame 0x12000 may have any key
      And nothing else has changed

      Examples:
        | length             | before | cc | moved | behind  |
        | 8                  | 3      | 0  | 8     | 0x10008 |
        | 128                | 3      | 0  | 128   | 0x10080 |
        | 256                | 3      | 0  | 256   | 0x10100 |
        | 257                | 0      | 3  | 256   | 0x10100 |
        | 300                | 0      | 3  | 256   | 0x10100 |
        | 512                | 0      | 3  | 256   | 0x10100 |
        | 0xFFFFFFFFFFFFFFFF | 0      | 3  | 256   | 0x10100 |
        | 0x100000008        | 0      | 3  | 256   | 0x10100 |

    Scenario: length 0 moves nothing
      Given a guest
      And the condition code is 3
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 0
      And GR1 is 0x0
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is 0x0
      When the guest executes MVCK 0(1,2),0(3),4
      Then the instruction completes
      And the condition code is 0
      And storage at 0x10000 still holds X'11223344'
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

    Scenario: length 1 moves one byte
      Given a guest
      And the condition code is 3
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x12000 has key ACC 0
      And GR1 is 0x1
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is 0x0
      When the guest executes MVCK 0(1,2),0(3),4
      Then the instruction completes
      And the condition code is 0
      And storage at 0x10000 holds X'AA223344'
      And frame 0x10000 has key ACC 0 R C
      And frame 0x12000 has key ACC 0 R
      And nothing else has changed

    Scenario: in the 31-bit addressing mode bits 0-31 of the length are ignored
      Given a guest
      And the CPU is in 31-bit addressing mode
      And the condition code is 3
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And GR1 is 0x100000002
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is 0x0
      When the guest executes MVCK 0(1,2),0(3),4
      Then the instruction completes
      And the condition code is 0
      And storage at 0x10000 holds X'AABB3344'
      And frame 0x10000 has key ACC 0 R C
      And nothing else has changed

  @KEY-113 @architecture @must
  Rule: MVCK checks the source with the key in bits 56-59 of R3 and the destination with the PSW key
    Source: measured on Hercules 3.13, both sides

    Scenario Outline: PSW key <psw key>, R3 <r3>, destination <destination>, source <source>
      Given a guest
      And the PSW key is <psw key>
      And the condition code is 3
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR1 is 0x4
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is <r3>
      When the guest executes MVCK 0(1,2),0(3),4
      Then the instruction completes
      And the condition code is 0
      And storage at 0x10000 holds X'AABBCCDD'
      And the change bit of frame 0x10000 is 1
      And the change bit of frame 0x12000 is 0
      And nothing else has changed

      Examples:
        | psw key | r3                 | destination | source  |
        | 5       | 0x30               | ACC 5       | ACC 3 F |
        | 5       | 0x30               | ACC 5 F     | ACC 7   |
        | 5       | 0x00               | ACC 5       | ACC 7 F |
        | 0       | 0x30               | ACC 7 F     | ACC 3 F |
        | 3       | 0x80               | ACC 3       | ACC 8 F |
        | 5       | 0xFFFFFFFFFFFFFF3F | ACC 5       | ACC 3 F |
        | 5       | 0x703              | ACC 5       | ACC 3 F |

    Scenario Outline: PSW key <psw key>, R3 <r3>, destination <destination>, source <source> is refused
      Given a guest
      And the PSW key is <psw key>
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR1 is 0x4
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is <r3>
      When the guest executes MVCK 0(1,2),0(3),4
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

      Examples:
        | psw key | r3    | destination | source  |
        | 5       | 0x30  | ACC 5       | ACC 5 F |
        | 5       | 0x30  | ACC 3       | ACC 3   |
        | 0       | 0x30  | ACC 0       | ACC 5 F |
        | 5       | 0x00  | ACC 3       | ACC 3 F |
        | 5       | 0x30  | ACC 0       | ACC 3 F |

      Examples: the other key would have been right
        | psw key | r3    | destination | source  |
        | 3       | 0x50  | ACC 5       | ACC 3   |
        | 3       | 0x50  | ACC 3       | ACC 3 F |

  @KEY-114 @architecture @must
  Rule: MVCSK uses the key in bits 56-59 of R1 for the source only, MVCDK for the destination only, and the PSW key for the other operand
    Source: measured on Hercules 3.13, both sides

    Scenario Outline: <instruction>, PSW key <psw key>, GR1 <r1>, destination <destination>, source <source>
      Given a guest
      And the PSW key is <psw key>
      And the condition code is 2
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR0 is 0x3
      And GR1 is <r1>
      And GR2 is 0x10000
      And GR3 is 0x12000
      When the guest executes <instruction> 0(2),0(3)
      Then the instruction completes
      And the condition code is 2
      And storage at 0x10000 holds X'AABBCCDD'
      And the change bit of frame 0x10000 is 1
      And the change bit of frame 0x12000 is 0
      And nothing else has changed

      Examples: MVCSK
        | instruction | psw key | r1                 | destination | source  |
        | MVCSK       | 5       | 0x30               | ACC 5       | ACC 3 F |
        | MVCSK       | 5       | 0x30               | ACC 5 F     | ACC 7   |
        | MVCSK       | 5       | 0x00               | ACC 5       | ACC 7 F |
        | MVCSK       | 0       | 0x80               | ACC 7       | ACC 8 F |
        | MVCSK       | 5       | 0xFFFFFFFFFFFFFF3F | ACC 5       | ACC 3 F |

      Examples: MVCDK
        | instruction | psw key | r1                 | destination | source  |
        | MVCDK       | 5       | 0x30               | ACC 3       | ACC 5 F |
        | MVCDK       | 5       | 0x30               | ACC 3 F     | ACC 7   |
        | MVCDK       | 5       | 0x00               | ACC 7       | ACC 5 F |
        | MVCDK       | 0       | 0x80               | ACC 8       | ACC 7 F |
        | MVCDK       | 5       | 0xFFFFFFFFFFFFFF3F | ACC 3       | ACC 5 F |

    Scenario Outline: <instruction>, PSW key <psw key>, GR1 <r1>, destination <destination>, source <source> is refused
      Given a guest
      And the PSW key is <psw key>
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR0 is 0x3
      And GR1 is <r1>
      And GR2 is 0x10000
      And GR3 is 0x12000
      When the guest executes <instruction> 0(2),0(3)
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

      Examples: MVCSK
        | instruction | psw key | r1   | destination | source  |
        | MVCSK       | 5       | 0x30 | ACC 5       | ACC 5 F |
        | MVCSK       | 5       | 0x30 | ACC 3       | ACC 3   |
        | MVCSK       | 5       | 0x00 | ACC 7       | ACC 5   |
        | MVCSK       | 0       | 0x30 | ACC 0       | ACC 0 F |

      Examples: MVCDK
        | instruction | psw key | r1   | destination | source  |
        | MVCDK       | 5       | 0x30 | ACC 5       | ACC 5   |
        | MVCDK       | 5       | 0x30 | ACC 3       | ACC 3 F |
        | MVCDK       | 5       | 0x00 | ACC 5       | ACC 7 F |
        | MVCDK       | 0       | 0x30 | ACC 0       | ACC 0   |

  @KEY-115 @architecture @must
  Rule: MVCSK and MVCDK move one byte more than bits 56-63 of general register 0 say, 1 to 256, and leave the condition code unchanged
    Source: z/Architecture MOVE WITH SOURCE KEY, MOVE WITH DESTINATION KEY

    Scenario Outline: <instruction> with <r0> in general register 0
      Given a guest
      And the condition code is <cc>
      And frame 0x10000 is filled with X'00'
      And frame 0x12000 is filled with X'A5'
      And GR0 is <r0>
      And GR1 is 0x0
      And GR2 is 0x10000
      And GR3 is 0x12000
      When the guest executes <instruction> 0(2),0(3)
      Then the instruction completes
      And the condition code is <cc>
      And the <moved> bytes at 0x10000 are all X'A5'
      And the 1 byte at <behind> are all X'00'
      And frame 0x10000 has key ACC 0 R C
      And frame 0x12000 may have any key
      And nothing else has changed

      Examples:
        | instruction | r0                 | cc | moved | behind  |
        | MVCSK       | 0x0                | 0  | 1     | 0x10001 |
        | MVCSK       | 0x1                | 1  | 2     | 0x10002 |
        | MVCSK       | 0x7F               | 2  | 128   | 0x10080 |
        | MVCSK       | 0xFF               | 3  | 256   | 0x10100 |
        | MVCSK       | 0xFFFFFFFFFFFFFF00 | 3  | 1     | 0x10001 |
        | MVCDK       | 0x0                | 0  | 1     | 0x10001 |
        | MVCDK       | 0x1                | 1  | 2     | 0x10002 |
        | MVCDK       | 0x80               | 2  | 129   | 0x10081 |
        | MVCDK       | 0xFF               | 3  | 256   | 0x10100 |
        | MVCDK       | 0xFFFFFFFFFFFFFF00 | 3  | 1     | 0x10001 |

  @KEY-116 @architecture @must
  Rule: MVCP, MVCS and MVCOS with DAT off are special-operation exceptions; so are MVCP and MVCS without secondary-space control or outside the primary- and the secondary-space mode
    Source: measured on Hercules 3.13 (MVCP and MVCOS with DAT off); Hercules 3.13 source; System/370 Principles of
    Operation GA22-7000-10, priority of execution of MOVE TO PRIMARY and MOVE TO SECONDARY

    Scenario Outline: <instruction> with DAT off
      Given a guest
      And facility 27 is installed
      And the secondary-space control is on
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And GR0 is 0x0
      And GR1 is 0x4
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is 0x0
      When the guest executes <instruction>
      Then a special operation exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And nothing else has changed

      Examples:
        | instruction        |
        | MVCP 0(1,2),0(3),4 |
        | MVCS 0(1,2),0(3),4 |
        | MVCOS 0(2),0(3),1  |

    Scenario Outline: <instruction> with DAT off, the key is not authorised either
      Given a guest
      And the CPU is in the problem state
      And the PSW-key mask is 0x0
      And the secondary-space control is on
      And storage at 0x10000 holds X'11223344'
      And GR1 is 0x4
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is 0x30
      When the guest executes <instruction>
      Then a special operation exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And nothing else has changed

      Examples:
        | instruction        |
        | MVCP 0(1,2),0(3),4 |
        | MVCS 0(1,2),0(3),4 |

    Scenario Outline: <instruction> in <mode> mode, secondary-space control <control>
      Given a guest
      And the CPU is in <mode> mode
      And the secondary-space control is <control>
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
        | 0x201000 | 0x12000 |
      And the secondary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
        | 0x201000 | 0x12000 |
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And GR1 is 0x4
      And GR2 is 0x200000
      And GR3 is 0x201000
      And GR4 is 0x0
      When the guest executes <instruction>
      Then a special operation exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And nothing else has changed

      Examples:
        | instruction        | mode            | control |
        | MVCP 0(1,2),0(3),4 | primary-space   | off     |
        | MVCS 0(1,2),0(3),4 | primary-space   | off     |
        | MVCP 0(1,2),0(3),4 | secondary-space | off     |
        | MVCP 0(1,2),0(3),4 | home-space      | on      |
        | MVCS 0(1,2),0(3),4 | home-space      | on      |
        | MVCP 0(1,2),0(3),4 | access-register | on      |
        | MVCS 0(1,2),0(3),4 | access-register | on      |

    Scenario Outline: <instruction> in <mode> mode moves between the spaces
      Given a guest
      And the CPU is in <mode> mode
      And the secondary-space control is on
      And the condition code is 3
      And the primary space maps:
        | virtual  | real      |
        | 0x200000 | <primary> |
      And the secondary space maps:
        | virtual  | real        |
        | 0x200000 | <secondary> |
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And GR1 is 0x3
      And GR2 is 0x200000
      And GR3 is 0x200000
      And GR4 is 0x0
      When the guest executes <instruction>
      Then the instruction completes
      And the condition code is 0
      And storage at 0x10000 holds X'AABBCC44'
      And the change bit of frame 0x10000 is 1
      And nothing else has changed

      Examples:
        | instruction        | mode            | primary | secondary |
        | MVCP 0(1,2),0(3),4 | primary-space   | 0x10000 | 0x12000   |
        | MVCP 0(1,2),0(3),4 | secondary-space | 0x10000 | 0x12000   |
        | MVCS 0(1,2),0(3),4 | primary-space   | 0x12000 | 0x10000   |
        | MVCS 0(1,2),0(3),4 | secondary-space | 0x12000 | 0x10000   |

  @KEY-117 @architecture @provisional @must
  Rule: MVCOS uses the key of an operand-access control whose key-valid bit is one, and the PSW key otherwise
    Source: Linux 6.12 arch/s390/include/asm/uaccess.h union oac; Hercules 3.13 source

    Uncertainty: no run covers it. Bits 32-47 of general register 0 are the control of the first operand, bits 48-63
    that of the second: key in bits 0-3, key-valid bit 14.

    Scenario Outline: <r0> in general register 0, destination <destination>, source <source>
      Given a guest
      And facility 27 is installed
      And DAT is on
      And the PSW key is 5
      And the condition code is 3
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
        | 0x201000 | 0x12000 |
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR0 is <r0>
      And GR1 is 0x4
      And GR2 is 0x200000
      And GR3 is 0x201000
      When the guest executes MVCOS 0(2),0(3),1
      Then the instruction completes
      And the condition code is 0
      And storage at 0x10000 holds X'AABBCCDD'
      And the change bit of frame 0x10000 is 1
      And the change bit of frame 0x12000 is 0
      And nothing else has changed

      Examples:
        | r0         | destination | source  |
        | 0x00000000 | ACC 5       | ACC 5 F |
        | 0x00003002 | ACC 5       | ACC 3 F |
        | 0x30020000 | ACC 3       | ACC 5 F |
        | 0x70023002 | ACC 7       | ACC 3 F |
        | 0x00020000 | ACC 7       | ACC 5 F |
        | 0x00000002 | ACC 5       | ACC 7 F |
        | 0x30003000 | ACC 5       | ACC 5 F |
        | 0x80028002 | ACC 8       | ACC 8 F |

    Scenario Outline: <r0> in general register 0, destination <destination>, source <source> is refused
      Given a guest
      And facility 27 is installed
      And DAT is on
      And the PSW key is 5
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
        | 0x201000 | 0x12000 |
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR0 is <r0>
      And GR1 is 0x4
      And GR2 is 0x200000
      And GR3 is 0x201000
      When the guest executes MVCOS 0(2),0(3),1
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

      Examples:
        | r0         | destination | source  |
        | 0x00000000 | ACC 3       | ACC 5   |
        | 0x00000000 | ACC 5       | ACC 3 F |
        | 0x00003002 | ACC 3       | ACC 3 F |
        | 0x00003002 | ACC 5       | ACC 5 F |
        | 0x30020000 | ACC 5       | ACC 5   |
        | 0x30020000 | ACC 3       | ACC 3 F |
        | 0x30003000 | ACC 3       | ACC 5   |
        | 0x30003000 | ACC 5       | ACC 3 F |

    Scenario: key and space of the source
      Given a guest
      And facility 27 is installed
      And DAT is on
      And the secondary-space control is on
      And the PSW key is 5
      And the condition code is 3
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
      And the secondary space maps:
        | virtual  | real    |
        | 0x200000 | 0x12000 |
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x10000 has key ACC 5
      And frame 0x12000 has key ACC 3 F
      And GR0 is 0x3083
      And GR1 is 0x4
      And GR2 is 0x200000
      And GR3 is 0x200000
      When the guest executes MVCOS 0(2),0(3),1
      Then the instruction completes
      And the condition code is 0
      And storage at 0x10000 holds X'AABBCCDD'
      And the change bit of frame 0x10000 is 1
      And nothing else has changed

  @KEY-118 @architecture @must
  Rule: In the problem state a key whose bit in the PSW-key mask is zero is a privileged-operation exception for MVCK, MVCSK, MVCDK, MVCP, MVCS, MVCOS and SPKA
    Source: measured on Hercules 3.13 (SPKA and MVCK); Hercules 3.13 source

    Scenario Outline: <instruction>, key 3 is not authorised
      Given a guest
      And the CPU is in the problem state
      And the PSW-key mask is 0xEFFF
      And the PSW key is 5
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR0 is 0x3
      And GR1 is <r1>
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is 0x30
      When the guest executes <instruction>
      Then a privileged operation exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

      Examples:
        | instruction        | r1   | destination | source |
        | MVCK 0(1,2),0(3),4 | 0x4  | ACC 5       | ACC 3  |
        | MVCSK 0(2),0(3)    | 0x30 | ACC 5       | ACC 3  |
        | MVCDK 0(2),0(3)    | 0x30 | ACC 3       | ACC 5  |
        | SPKA 0(4)          | 0x0  | ACC 0       | ACC 0  |

    Scenario Outline: <instruction>, <state> state, the mask is <mask>
      Given a guest
      And the CPU is in the <state> state
      And the PSW-key mask is <mask>
      And the PSW key is 5
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR0 is 0x3
      And GR1 is <r1>
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is 0x30
      When the guest executes <instruction>
      Then the instruction completes
      And storage at 0x10000 holds X'AABBCCDD'
      And the change bit of frame 0x10000 is 1

      Examples:
        | instruction        | state      | mask   | r1   | destination | source  |
        | MVCK 0(1,2),0(3),4 | problem    | 0x1000 | 0x4  | ACC 5       | ACC 3 F |
        | MVCSK 0(2),0(3)    | problem    | 0x1000 | 0x30 | ACC 5       | ACC 3 F |
        | MVCDK 0(2),0(3)    | problem    | 0x1000 | 0x30 | ACC 3       | ACC 5 F |
        | MVCK 0(1,2),0(3),4 | supervisor | 0x0    | 0x4  | ACC 5       | ACC 3 F |
        | MVCSK 0(2),0(3)    | supervisor | 0x0    | 0x30 | ACC 5       | ACC 3 F |
        | MVCDK 0(2),0(3)    | supervisor | 0x0    | 0x30 | ACC 3       | ACC 5 F |

    Scenario Outline: SPKA to key 3, <state> state, the mask is <mask>
      Given a guest
      And the CPU is in the <state> state
      And the PSW-key mask is <mask>
      And the PSW key is 5
      When the guest executes SPKA 0x30(0)
      Then the instruction completes
      And the PSW key is 3
      And nothing else has changed

      Examples:
        | state      | mask   |
        | problem    | 0x1000 |
        | supervisor | 0x0    |

    Scenario Outline: <instruction>, key 3 for the other space is not authorised
      Given a guest
      And facility 27 is installed
      And DAT is on
      And the CPU is in the problem state
      And the secondary-space control is on
      And the PSW-key mask is 0xEFFF
      And the PSW key is 5
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
        | 0x201000 | 0x12000 |
      And the secondary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
        | 0x201000 | 0x12000 |
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR0 is <r0>
      And GR1 is 0x4
      And GR2 is 0x200000
      And GR3 is 0x201000
      And GR4 is 0x30
      When the guest executes <instruction>
      Then a privileged operation exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

      Examples:
        | instruction        | r0         | destination | source |
        | MVCP 0(1,2),0(3),4 | 0x0        | ACC 5       | ACC 3  |
        | MVCS 0(1,2),0(3),4 | 0x0        | ACC 3       | ACC 5  |
        | MVCOS 0(2),0(3),1  | 0x00003002 | ACC 5       | ACC 3  |
        | MVCOS 0(2),0(3),1  | 0x30020000 | ACC 3       | ACC 5  |

    Scenario Outline: <instruction>, keys 3 and 5 are authorised
      Given a guest
      And facility 27 is installed
      And DAT is on
      And the CPU is in the problem state
      And the secondary-space control is on
      And the PSW-key mask is 0x1400
      And the PSW key is 5
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
        | 0x201000 | 0x12000 |
      And the secondary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
        | 0x201000 | 0x12000 |
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x10000 has key <destination>
      And frame 0x12000 has key <source>
      And GR0 is <r0>
      And GR1 is 0x4
      And GR2 is 0x200000
      And GR3 is 0x201000
      And GR4 is 0x30
      When the guest executes <instruction>
      Then the instruction completes
      And storage at 0x10000 holds X'AABBCCDD'
      And the change bit of frame 0x10000 is 1

      Examples:
        | instruction        | r0         | destination | source  |
        | MVCP 0(1,2),0(3),4 | 0x0        | ACC 5       | ACC 3 F |
        | MVCS 0(1,2),0(3),4 | 0x0        | ACC 3       | ACC 5 F |
        | MVCOS 0(2),0(3),1  | 0x00003002 | ACC 5       | ACC 3 F |
        | MVCOS 0(2),0(3),1  | 0x30020000 | ACC 3       | ACC 5 F |

  @KEY-119 @architecture @must
  Rule: Key k is authorised by bit 32+k of control register 3, the bit 0x8000 >> k of the PSW-key mask
    Source: z/Architecture PSW-key mask; Hercules 3.13 source

    Scenario Outline: only key <key> is authorised
      Given a guest
      And the CPU is in the problem state
      And CR3 is <cr3>
      And the PSW key is <other>
      When the guest executes SPKA <operand>(0)
      Then the instruction completes
      And the PSW key is <key>
      And nothing else has changed

      Examples:
        | key | operand | cr3        | other |
        | 0   | 0x00    | 0x80000000 | 1     |
        | 1   | 0x10    | 0x40000000 | 2     |
        | 2   | 0x20    | 0x20000000 | 3     |
        | 3   | 0x30    | 0x10000000 | 4     |
        | 4   | 0x40    | 0x08000000 | 5     |
        | 5   | 0x50    | 0x04000000 | 6     |
        | 6   | 0x60    | 0x02000000 | 7     |
        | 7   | 0x70    | 0x01000000 | 8     |
        | 8   | 0x80    | 0x00800000 | 9     |
        | 9   | 0x90    | 0x00400000 | 10    |
        | 10  | 0xA0    | 0x00200000 | 11    |
        | 11  | 0xB0    | 0x00100000 | 12    |
        | 12  | 0xC0    | 0x00080000 | 13    |
        | 13  | 0xD0    | 0x00040000 | 14    |
        | 14  | 0xE0    | 0x00020000 | 15    |
        | 15  | 0xF0    | 0x00010000 | 0     |

    Scenario Outline: every key but <key> is authorised
      Given a guest
      And the CPU is in the problem state
      And CR3 is <cr3>
      And the PSW key is <other>
      When the guest executes SPKA <operand>(0)
      Then a privileged operation exception is recognised
      And nothing else has changed

      Examples: the bits beside the mask are one
        | key | operand | cr3                | other |
        | 0   | 0x00    | 0xFFFFFFFF7FFFFFFF | 1     |
        | 1   | 0x10    | 0xFFFFFFFFBFFFFFFF | 2     |
        | 2   | 0x20    | 0xFFFFFFFFDFFFFFFF | 3     |
        | 3   | 0x30    | 0xFFFFFFFFEFFFFFFF | 4     |
        | 4   | 0x40    | 0xFFFFFFFFF7FFFFFF | 5     |
        | 5   | 0x50    | 0xFFFFFFFFFBFFFFFF | 6     |
        | 6   | 0x60    | 0xFFFFFFFFFDFFFFFF | 7     |
        | 7   | 0x70    | 0xFFFFFFFFFEFFFFFF | 8     |
        | 8   | 0x80    | 0xFFFFFFFFFF7FFFFF | 9     |
        | 9   | 0x90    | 0xFFFFFFFFFFBFFFFF | 10    |
        | 10  | 0xA0    | 0xFFFFFFFFFFDFFFFF | 11    |
        | 11  | 0xB0    | 0xFFFFFFFFFFEFFFFF | 12    |
        | 12  | 0xC0    | 0xFFFFFFFFFFF7FFFF | 13    |
        | 13  | 0xD0    | 0xFFFFFFFFFFFBFFFF | 14    |
        | 14  | 0xE0    | 0xFFFFFFFFFFFDFFFF | 15    |
        | 15  | 0xF0    | 0xFFFFFFFFFFFEFFFF | 0     |

    Scenario Outline: MVCK with key <key>, only this key is authorised
      Given a guest
      And the CPU is in the problem state
      And CR3 is <cr3>
      And storage at 0x10000 holds X'11223344'
      And storage at 0x12000 holds X'AABBCCDD'
      And frame 0x12000 has key ACC <key> F
      And GR1 is 0x4
      And GR2 is 0x10000
      And GR3 is 0x12000
      And GR4 is <r3>
      When the guest executes MVCK 0(1,2),0(3),4
      Then the instruction completes
      And storage at 0x10000 holds X'AABBCCDD'

      Examples:
        | key | r3   | cr3        |
        | 0   | 0x00 | 0x80000000 |
        | 7   | 0x70 | 0x01000000 |
        | 8   | 0x80 | 0x00800000 |
        | 15  | 0xF0 | 0x00010000 |
