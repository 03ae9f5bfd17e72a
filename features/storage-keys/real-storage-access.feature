@storage-keys
Feature: Real-storage instructions, operands of control instructions, and storage-key removal

  LURA, LURAG, STURA and STURG access storage by real address. SPX, STPX and STAP have operands in storage.

  @KEY-122 @architecture @must
  Rule: LURA and LURAG, STURA and STURG are checked against the key of the frame with the PSW key; the stores also by low-address protection
    Source: measured on Hercules 3.13; STURG and low-address protection on QEMU 7.2 too

    Scenario Outline: <instruction> with PSW key <psw key> from a frame with key <key>
      Given a guest
      And the PSW key is <psw key>
      And storage at 0x10000 holds X'1122334455667788'
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      And GR4 is 0xAAAAAAAABBBBBBBB
      When the guest executes <instruction>
      Then the instruction completes
      And GR4 is <loaded>
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

      Examples:
        | instruction | psw key | key     | loaded             |
        | LURAG 4,2   | 5       | ACC 5 F | 0x1122334455667788 |
        | LURAG 4,2   | 5       | ACC 3   | 0x1122334455667788 |
        | LURAG 4,2   | 0       | ACC 3 F | 0x1122334455667788 |
        | LURA 4,2    | 5       | ACC 5 F | 0xAAAAAAAA11223344 |
        | LURA 4,2    | 5       | ACC 3   | 0xAAAAAAAA11223344 |

    Scenario Outline: <instruction> from a fetch-protected frame with key <key>
      Given a guest
      And the PSW key is 5
      And storage at 0x10000 holds X'1122334455667788'
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      And GR4 is 0xAAAAAAAABBBBBBBB
      When the guest executes <instruction>
      Then a protection exception is recognised
      And GR4 is 0xAAAAAAAABBBBBBBB
      And nothing else has changed

      Examples:
        | instruction | key     |
        | LURAG 4,2   | ACC 3 F |
        | LURAG 4,2   | ACC 0 F |
        | LURA 4,2    | ACC 3 F |

    Scenario Outline: <instruction> with PSW key <psw key> into a frame with key <key>
      Given a guest
      And the PSW key is <psw key>
      And storage at 0x10000 holds X'1122334455667788'
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      And GR4 is 0xAAAAAAAABBBBBBBB
      When the guest executes <instruction>
      Then the instruction completes
      And storage at 0x10000 holds <stored>
      And frame 0x10000 has key <then>
      And nothing else has changed

      Examples:
        | instruction | psw key | key     | stored              | then        |
        | STURG 4,2   | 5       | ACC 5 F | X'AAAAAAAABBBBBBBB' | ACC 5 F R C |
        | STURG 4,2   | 0       | ACC 3 F | X'AAAAAAAABBBBBBBB' | ACC 3 F R C |
        | STURA 4,2   | 5       | ACC 5   | X'BBBBBBBB55667788' | ACC 5 R C   |

    Scenario Outline: <instruction> into a frame with another key, <key>
      Given a guest
      And the PSW key is 5
      And storage at 0x10000 holds X'1122334455667788'
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      And GR4 is 0xAAAAAAAABBBBBBBB
      When the guest executes <instruction>
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'1122334455667788'
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

      Examples:
        | instruction | key     |
        | STURG 4,2   | ACC 3   |
        | STURG 4,2   | ACC 3 F |
        | STURG 4,2   | ACC 0   |
        | STURA 4,2   | ACC 3   |

    Scenario: the key of the frame behind the prefix counts
      Given a guest
      And the prefix is 0x20000
      And the PSW key is 5
      And storage at 0x1000 holds X'1122334455667788'
      And frame 0x1000 has key ACC 3 F
      And frame 0x21000 has key ACC 5 F
      And GR2 is 0x21000
      And GR4 is 0x55
      When the guest executes LURAG 4,2
      Then a protection exception is recognised
      And GR4 is 0x55
      And nothing else has changed

    Scenario: the address is not translated
      Given a guest
      And DAT is on
      And the PSW key is 5
      And the primary space maps:
        | virtual | real    |
        | 0x10000 | 0x12000 |
      And storage at 0x10000 holds X'1122334455667788'
      And frame 0x10000 has key ACC 5 F
      And frame 0x12000 has key ACC 3 F
      And GR2 is 0x10000
      And GR4 is 0x55
      When the guest executes LURAG 4,2
      Then the instruction completes
      And GR4 is 0x1122334455667788
      And nothing else has changed

    Scenario Outline: <instruction> at <address> with low-address protection
      Given a guest
      And low-address protection is on
      And storage at 0x11F8 holds X'1122334455667788'
      And GR2 is <address>
      And GR4 is 0xAAAAAAAABBBBBBBB
      When the guest executes <instruction>
      Then a protection exception is recognised
      And storage at 0x11F8 still holds X'1122334455667788'
      And nothing else has changed

      Examples:
        | instruction | address |
        | STURG 4,2   | 0x0     |
        | STURG 4,2   | 0x100   |
        | STURG 4,2   | 0x1000  |
        | STURG 4,2   | 0x11F8  |
        | STURA 4,2   | 0x11FC  |

    Scenario Outline: <instruction> at <address> is not low
      Given a guest
      And low-address protection is <protection>
      And storage at <address> holds X'1122334455667788'
      And GR2 is <address>
      And GR4 is 0xAAAAAAAABBBBBBBB
      When the guest executes <instruction>
      Then the instruction completes
      And storage at <address> holds X'AAAAAAAABBBBBBBB'
      And the change bit of frame <address> is 1
      And nothing else has changed

      Examples:
        | instruction | protection | address |
        | STURG 4,2   | on         | 0x1200  |
        | STURG 4,2   | on         | 0xFF8   |
        | STURG 4,2   | on         | 0x2000  |
        | STURG 4,2   | off        | 0x1000  |

    Scenario: a load at a low address is not a store
      Given a guest
      And low-address protection is on
      And storage at 0x1000 holds X'1122334455667788'
      And GR2 is 0x1000
      And GR4 is 0x55
      When the guest executes LURAG 4,2
      Then the instruction completes
      And GR4 is 0x1122334455667788
      And nothing else has changed

  @KEY-123 @architecture @must
  Rule: Operands of SPX are fetched and those of STPX and STAP are stored with the PSW key: another ACC blocks the fetch only with fetch protection, the store always
    Source: kvm-unit-tests s390x/skey.c

    The same holds for MSCH (fetched) and CHSC (stored); these scenarios come with the channel subsystem.

    Scenario Outline: SPX from a frame with key <key>
      Given a guest
      And the PSW key is 5
      And storage at 0x10000 holds X'00020000'
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      When the guest executes SPX 0(2)
      Then the instruction completes
      And the prefix is 0x20000
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

      Examples:
        | key     |
        | ACC 5 F |
        | ACC 5   |
        | ACC 3   |
        | ACC 0   |

    Scenario Outline: SPX from a fetch-protected frame with key <key>
      Given a guest
      And the PSW key is 5
      And storage at 0x10000 holds X'00020000'
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      When the guest executes SPX 0(2)
      Then a protection exception is recognised
      And the prefix is 0x0
      And storage at 0x10000 still holds X'00020000'
      And nothing else has changed

      Examples:
        | key     |
        | ACC 3 F |
        | ACC 0 F |

    Scenario: STPX into a frame with an equal key
      Given a guest
      And the prefix is 0x20000
      And the PSW key is 5
      And storage at 0x10000 holds X'FFFFFFFF'
      And frame 0x10000 has key ACC 5 F
      And GR2 is 0x10000
      When the guest executes STPX 0(2)
      Then the instruction completes
      And storage at 0x10000 holds X'00020000'
      And frame 0x10000 has key ACC 5 F R C
      And nothing else has changed

    Scenario: STAP into a frame with an equal key
      Given a guest
      And the PSW key is 5
      And storage at 0x10000 holds X'FFFFFFFF'
      And frame 0x10000 has key ACC 5 F
      And GR2 is 0x10000
      When the guest executes STAP 0(2)
      Then the instruction completes
      And frame 0x10000 has key ACC 5 F R C
      And storage at 0x10002 still holds X'FFFF'

    Scenario Outline: <instruction> into a frame with another key, <key>
      Given a guest
      And the PSW key is 5
      And storage at 0x10000 holds X'FFFFFFFF'
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      When the guest executes <instruction>
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'FFFFFFFF'
      And the change bit of frame 0x10000 is 0
      And nothing else has changed

      Examples:
        | instruction | key     |
        | STPX 0(2)   | ACC 3   |
        | STPX 0(2)   | ACC 3 F |
        | STAP 0(2)   | ACC 3   |
        | STAP 0(2)   | ACC 3 F |
        | STAP 0(2)   | ACC 0   |

  @KEY-124 @architecture @must @untested
  Rule: The parameter block of DIAGNOSE 0x308 is not checked against its key
    Source: kvm-unit-tests s390x/skey.c

    Reason: requires DIAGNOSE 0x308 (re-IPL), which is no part of the storage-key system.

  @KEY-125 @architecture @provisional @must
  Rule: With the storage-key-removal facility instructions that need keys are special-operation exceptions, and an interruption into a PSW with a key is a specification exception
    Source: kvm-unit-tests s390x/skrf.c

    Uncertainty: the Principles of Operation were not readable; RRBE is said to be the same and not tested.

    Scenario Outline: <instruction> with <first> and <second>
      Given a guest
      And facility 169 is installed
      And GR1 is <first>
      And GR2 is <second>
      When the guest executes <instruction>
      Then a special operation exception is recognised
      And GR1 is <first>
      And GR2 is <second>

      Examples:
        | instruction         | first   | second  |
        | SSKE 1,2            | 0x30    | 0x10000 |
        | SSKE 1,2            | 0x0     | 0x10000 |
        | ISKE 1,2            | 0x55    | 0x10000 |
        | SPKA 0(1)           | 0x10    | 0x0     |
        | SPKA 0(1)           | 0xF0    | 0x0     |
        | TPROT 0(2),0x10(0)  | 0x0     | 0x10000 |
        | TPROT 0(2),0xF0(0)  | 0x0     | 0x10000 |

    Scenario: PFMF with SK
      Given a guest
      And facility 8 is installed
      And facility 169 is installed
      And storage at 0x10000 holds X'A5A5A5A5'
      And GR1 is 0x30030
      And GR2 is 0x10000
      When the guest executes PFMF 1,2
      Then a special operation exception is recognised
      And storage at 0x10000 still holds X'A5A5A5A5'

    Scenario: PFMF without SK clears the frame
      Given a guest
      And facility 8 is installed
      And facility 169 is installed
      And storage at 0x10000 holds X'A5A5A5A5'
      And GR1 is 0x10000
      And GR2 is 0x10000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x10000 is all X'00'

    Scenario: key 0 is no key
      Given a guest
      And facility 169 is installed
      And the condition code is 3
      And GR2 is 0x10000
      When the guest executes:
        """
        SPKA 0(0)
        TPROT 0(2),0(0)
        """
      Then the instruction completes
      And the condition code is 0

    Scenario: MVCOS with a key
      Given a guest
      And facility 27 is installed
      And facility 169 is installed
      And DAT is on
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
        | 0x201000 | 0x12000 |
      And storage at 0x10000 holds X'11223344'
      And GR0 is 0x3002
      And GR1 is 0x4
      And GR2 is 0x200000
      And GR3 is 0x201000
      When the guest executes MVCOS 0(2),0(3),1
      Then a special operation exception is recognised
      And storage at 0x10000 still holds X'11223344'

    Scenario: LPSWE of a PSW with a key
      Given a guest
      And facility 169 is installed
      And storage at 0x10000 holds X'0010000180000000000000000000A000'
      And GR2 is 0x10000
      When the guest executes LPSWE 0(2)
      Then a special operation exception is recognised

    Scenario: a supervisor-call interruption into a PSW with a key
      Given a guest
      And facility 169 is installed
      And the supervisor-call new PSW has key 1
      When the guest executes SVC 1
      And the CPU goes on for one unit of operation
      Then a specification exception is recognised
