@storage-keys
Feature: Low-address protection

  With low-address protection on (bit 35 of control register 0) the CPU cannot store at effective addresses 0-511 and 4096-4607,
  whatever the access key and the key of the frame. It guards the assigned storage locations of real addresses 0-8191.

  @KEY-32 @architecture @must
  Rule: With low-address protection on, a store at effective addresses 0-511 or 4096-4607 ends with a protection exception, with access key 0 too
    Source: measured on Hercules 3.13 and on QEMU 7.2

    Scenario Outline: one byte at <address> with access key <psw key>
      Given a guest
      And low-address protection is on
      And storage at <address> holds X'11'
      And frames 0x0 to 0x1000 have key ACC 5
      And the PSW key is <psw key>
      When the guest stores X'22' at <address>
      Then a protection exception is recognised
      And storage at <address> still holds X'11'
      And nothing else has changed

      Examples:
        | address | psw key |
        | 0x0     | 0       |
        | 0x100   | 0       |
        | 0x1FF   | 0       |
        | 0x1000  | 0       |
        | 0x1100  | 0       |
        | 0x11FF  | 0       |
        | 0x0     | 5       |
        | 0x1FF   | 5       |
        | 0x1000  | 5       |
        | 0x11FF  | 5       |

    Scenario Outline: an instruction that fetches and stores at <address>
      Given a guest
      And low-address protection is on
      And storage at <address> holds X'11'
      And GR2 is <address>
      When the guest executes OI 0(2),2
      Then a protection exception is recognised
      And storage at <address> still holds X'11'
      And nothing else has changed

      Examples:
        | address |
        | 0x0     |
        | 0x11FF  |

    Scenario Outline: with low-address protection off a byte can be stored at <address>
      Given a guest
      And low-address protection is off
      And storage at <address> holds X'11'
      When the guest stores X'22' at <address>
      Then the instruction completes
      And storage at <address> holds X'22'
      And nothing else has changed

      Examples:
        | address |
        | 0x0     |
        | 0x1FF   |
        | 0x1000  |
        | 0x11FF  |

  @KEY-33 @architecture @must
  Rule: With low-address protection on, a store next to the protected ranges succeeds
    Source: measured on Hercules 3.13

    Scenario Outline: one byte at <address>
      Given a guest
      And low-address protection is on
      And storage at <address> holds X'11'
      When the guest stores X'22' at <address>
      Then the instruction completes
      And storage at <address> holds X'22'
      And nothing else has changed

      Examples:
        | address  |
        | 0x200    |
        | 0x300    |
        | 0x400    |
        | 0x800    |
        | 0xFFF    |
        | 0x1200   |
        | 0x1400   |
        | 0x1800   |
        | 0x1FFF   |
        | 0x2000   |
        | 0x2100   |
        | 0x10000  |
        | 0x11100  |
        | 0x100000 |
        | 0x801000 |

    Scenario Outline: one byte at <address> of storage beyond 16 MiB
      Given a guest with 64 MiB of storage
      And low-address protection is on
      And storage at <address> holds X'11'
      When the guest stores X'22' at <address>
      Then the instruction completes
      And storage at <address> holds X'22'

      Examples:
        | address   |
        | 0x1000000 |
        | 0x2001000 |

    Scenario Outline: in 64-bit addressing mode <address> is not effective 0x100
      Given a guest
      And low-address protection is on
      And storage at 0x100 holds X'11'
      When the guest stores X'22' at <address>
      Then an addressing exception is recognised
      And storage at 0x100 still holds X'11'
      And nothing else has changed

      Examples:
        | address            |
        | 0x80000100         |
        | 0x100000100        |
        | 0x8000000000000100 |

    Scenario Outline: the key of the frame still counts at <address>
      Given a guest
      And low-address protection is on
      And storage at <address> holds X'11'
      And frames 0x0 to 0x1000 have key ACC 3
      And the PSW key is 5
      When the guest stores X'22' at <address>
      Then a protection exception is recognised
      And storage at <address> still holds X'11'
      And nothing else has changed

      Examples:
        | address |
        | 0x200   |
        | 0x1200  |

  @KEY-34 @architecture @must
  Rule: With low-address protection on, a store ends with a protection exception if any of its bytes is protected: 8 bytes at 508 for example
    Source: measured on Hercules 3.13

    Scenario Outline: <bytes> at <address> reach into a protected range
      Given a guest
      And low-address protection is on
      When the guest stores <bytes> at <address>
      Then a protection exception is recognised
      And nothing else has changed

      Examples:
        | address | bytes                               |
        | 0x1F8   | X'AABBCCDDEEFF0011'                 |
        | 0x1FC   | X'AABBCCDDEEFF0011'                 |
        | 0x1FF   | X'AABBCCDDEEFF0011'                 |
        | 0x1FE   | X'AABBCCDD'                         |
        | 0x1FF   | X'AABB'                             |
        | 0xFFF   | X'AABB'                             |
        | 0xFFD   | X'AABBCCDD'                         |
        | 0xFF9   | X'AABBCCDDEEFF0011'                 |
        | 0xFFC   | X'AABBCCDDEEFF0011'                 |
        | 0x11FE  | X'AABBCCDD'                         |
        | 0x11FF  | X'AABBCCDDEEFF0011'                 |
        | 0x1F1   | X'FFEEDDCCBBAA00998877665544332211' |
        | 0xFF8   | X'FFEEDDCCBBAA00998877665544332211' |
        | 0x11F1  | X'FFEEDDCCBBAA00998877665544332211' |

    Scenario Outline: <bytes> at <address> lie outside the protected ranges
      Given a guest
      And low-address protection is on
      When the guest stores <bytes> at <address>
      Then the instruction completes
      And storage at <address> holds <bytes>
      And nothing else has changed

      Examples:
        | address | bytes               |
        | 0x200   | X'AABBCCDDEEFF0011' |
        | 0xFF8   | X'AABBCCDDEEFF0011' |
        | 0xFFE   | X'AABB'             |
        | 0x1200  | X'AABBCCDDEEFF0011' |
        | 0x1FFC  | X'AABBCCDDEEFF0011' |

  @KEY-35 @architecture @must
  Rule: Low-address protection does not affect fetches
    Source: measured on Hercules 3.13

    Scenario Outline: <length> bytes are fetched at <address>
      Given a guest
      And low-address protection is on
      And storage at <address> holds <bytes>
      When the guest fetches <length> bytes at <address>
      Then the instruction completes
      And the value fetched is <bytes>
      And nothing else has changed

      Examples:
        | length | address | bytes               |
        | 4      | 0x0     | X'01020304'         |
        | 8      | 0x100   | X'0102030405060708' |
        | 2      | 0x1FE   | X'0102'             |
        | 4      | 0x1000  | X'01020304'         |
        | 2      | 0x11FE  | X'0102'             |

    Scenario: an instruction is fetched from a protected range
      Given a guest
      And low-address protection is on
      And the instruction address is 0x1100
      And GR4 is 0x5
      And GR5 is 0x7
      When the guest executes LGR 4,5
      Then the instruction completes
      And GR4 is 0x7
      And nothing else has changed

  @KEY-36 @architecture @must
  Rule: Low-address protection does not apply when DAT is on and the address space is private
    Source: Linux 6.12 arch/s390/kvm/gaccess.c low_address_protection_enabled

    Scenario Outline: a store at <address> into a private space
      Given a guest
      And DAT is on
      And the primary space is private
      And low-address protection is on
      And storage at <address> holds X'11223344'
      When the guest stores X'AABBCCDD' at <address>
      Then the instruction completes
      And storage at <address> holds X'AABBCCDD'
      And nothing else has changed

      Examples:
        | address |
        | 0x100   |
        | 0x1100  |

    Scenario Outline: a store at <address> into a space that is not private
      Given a guest
      And DAT is on
      And low-address protection is on
      And storage at <address> holds X'11223344'
      When the guest stores X'AABBCCDD' at <address>
      Then a protection exception is recognised
      And storage at <address> still holds X'11223344'
      And nothing else has changed

      Examples:
        | address |
        | 0x100   |
        | 0x1100  |

    Scenario: a private space whose page 0 is protected by DAT
      Given a guest
      And DAT is on
      And the primary space is private
      And the primary space maps:
        | virtual | real | protected |
        | 0x0     | 0x0  | page      |
      And low-address protection is on
      And storage at 0x100 holds X'11223344'
      When the guest stores X'AABBCCDD' at 0x100
      Then a protection exception is recognised
      And storage at 0x100 still holds X'11223344'
      And nothing else has changed

    Scenario: with DAT off the private-space bit of control register 1 does not matter
      Given a guest
      And the primary space is private
      And low-address protection is on
      And storage at 0x100 holds X'11223344'
      When the guest stores X'AABBCCDD' at 0x100
      Then a protection exception is recognised
      And storage at 0x100 still holds X'11223344'
      And nothing else has changed

    Scenario: the space of the operand counts, not the primary space
      Given a guest
      And the CPU is in secondary-space mode
      And the primary space is private
      And low-address protection is on
      And storage at 0x100 holds X'11223344'
      When the guest stores X'AABBCCDD' at 0x100
      Then a protection exception is recognised
      And storage at 0x100 still holds X'11223344'

  @KEY-37 @architecture @must
  Rule: Low-address protection looks at the effective address, before dynamic address translation and prefixing
    Source: Linux 6.12 arch/s390/kvm/gaccess.c guest_range_to_gpas

    Scenario: effective 0x100 is absolute 0x20100
      Given a guest
      And the prefix is 0x20000
      And low-address protection is on
      And storage at 0x20100 holds X'11223344'
      When the guest stores X'AABBCCDD' at 0x100
      Then a protection exception is recognised
      And storage at 0x20100 still holds X'11223344'
      And nothing else has changed

    Scenario: effective 0x20100 is absolute 0x100
      Given a guest
      And the prefix is 0x20000
      And low-address protection is on
      And storage at 0x100 holds X'11223344'
      When the guest stores X'AABBCCDD' at 0x20100
      Then the instruction completes
      And storage at 0x100 holds X'AABBCCDD'
      And nothing else has changed

    Scenario: virtual 0x100 is real 0x10100
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual | real    |
        | 0x0     | 0x10000 |
      And low-address protection is on
      And storage at 0x10100 holds X'11223344'
      When the guest stores X'AABBCCDD' at 0x100
      Then a protection exception is recognised
      And storage at 0x10100 still holds X'11223344'
      And nothing else has changed

    Scenario: virtual 0x10100 is real 0x1100
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual | real   |
        | 0x10000 | 0x1000 |
      And low-address protection is on
      And storage at 0x1100 holds X'11223344'
      When the guest stores X'AABBCCDD' at 0x10100
      Then the instruction completes
      And storage at 0x1100 holds X'AABBCCDD'
      And nothing else has changed

    Scenario: in 24-bit addressing mode address 0x1000100 is effective 0x100
      Given a guest
      And the CPU is in 24-bit addressing mode
      And low-address protection is on
      And storage at 0x100 holds X'11223344'
      And GR1 is 0xAABBCCDD
      And GR2 is 0x1000100
      When the guest executes ST 1,0(2)
      Then a protection exception is recognised
      And storage at 0x100 still holds X'11223344'
      And nothing else has changed

  @KEY-38 @architecture @must
  Rule: Low-address protection does not affect what an interruption stores into the prefix area
    Source: z/Architecture low-address protection

    Scenario: a program interruption stores its code and old PSW
      Given a guest
      And low-address protection is on
      And storage at 0x8C holds X'FFFFFFFF'
      And storage at 0x150 holds X'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'
      When the guest stores X'AABBCCDD' at 0x100
      Then a protection exception is recognised
      And storage at 0x8E holds X'0004'
      And storage at 0x150 holds X'00000001800000000000000000008004'

    Scenario: a program interruption with another prefix
      Given a guest
      And the prefix is 0x20000
      And low-address protection is on
      And storage at 0x2008C holds X'FFFFFFFF'
      And storage at 0x20150 holds X'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'
      When the guest stores X'AABBCCDD' at 0x100
      Then a protection exception is recognised
      And storage at 0x2008E holds X'0004'
      And storage at 0x20150 holds X'00000001800000000000000000008004'
      And nothing else has changed

    Scenario: a supervisor-call interruption stores its code and old PSW
      Given a guest
      And low-address protection is on
      And storage at 0x88 holds X'FFFFFFFF'
      And storage at 0x140 holds X'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'
      When the guest executes SVC 42
      Then a supervisor-call interruption is taken
      And storage at 0x8A holds X'002A'
      And storage at 0x140 holds X'00000001800000000000000000008002'
      And nothing else has changed

  @KEY-39 @architecture @must @untested
  Rule: Low-address protection does not affect data that a channel program stores
    Source: z/Architecture low-address protection

    Reason: needs the channel subsystem, which is specified with the channel-I/O system.

  @KEY-40 @linux @must
  Rule: The TEID of a store that low-address protection blocks names the page, the store and low-address protection: 0x480 for address 0x100, 0x1480 for 0x1010
    Source: Linux 6.12 arch/s390/kvm/gaccess.c trans_exc_ending; QEMU 7.2 stores the same

    With enhanced suppression on protection 2 (facility 131) and fetch/store indication (facility 75).
    The architecture also allows bits 56, 60 and 61 of the TEID to be zero; this rule states what Linux stores.

    Scenario Outline: <bytes> at <address>
      Given a guest
      And facility 75 is installed
      And facility 131 is installed
      And low-address protection is on
      When the guest stores <bytes> at <address>
      Then a protection exception is recognised
      And the TEID is <teid>
      And nothing else has changed

      Examples:
        | address | bytes               | teid   |
        | 0x100   | X'AABBCCDD'         | 0x480  |
        | 0x0     | X'AA'               | 0x480  |
        | 0x1FF   | X'AA'               | 0x480  |
        | 0x1FC   | X'AABBCCDDEEFF0011' | 0x480  |
        | 0x1010  | X'AABBCCDD'         | 0x1480 |
        | 0x1000  | X'AA'               | 0x1480 |
        | 0x11FF  | X'AA'               | 0x1480 |

    Scenario: with another prefix the TEID has the effective address
      Given a guest
      And facility 75 is installed
      And facility 131 is installed
      And the prefix is 0x20000
      And low-address protection is on
      When the guest stores X'AABBCCDD' at 0x1010
      Then a protection exception is recognised
      And the TEID is 0x1480

    Scenario: in secondary-space mode the TEID names the secondary space
      Given a guest
      And facility 75 is installed
      And facility 131 is installed
      And the CPU is in secondary-space mode
      And low-address protection is on
      When the guest stores X'AABBCCDD' at 0x100
      Then a protection exception is recognised
      And the TEID is 0x482

  @KEY-41 @architecture @must
  Rule: With low-address protection on, TB and a clearing PFMF of real frames 0 and 1 end with a protection exception, whatever the low 12 bits of the address
    Source: kvm-unit-tests s390x/pfmf.c; Linux 6.12 arch/s390/kvm/priv.c handle_pfmf, handle_test_block;
    measured on Hercules 3.13 (TB; its PFMF deviates)

    Scenario Outline: TB of address <address>
      Given a guest
      And low-address protection is on
      And storage at 0x200 holds X'A5A5A5A5'
      And storage at 0x1200 holds X'A5A5A5A5'
      And GR0 is 0x77
      And GR2 is <address>
      When the guest executes TB 1,2
      Then a protection exception is recognised
      And storage at 0x200 still holds X'A5A5A5A5'
      And storage at 0x1200 still holds X'A5A5A5A5'
      And nothing else has changed

      Examples:
        | address |
        | 0x0     |
        | 0x200   |
        | 0xFFF   |
        | 0x1000  |
        | 0x1200  |
        | 0x1FFF  |

    Scenario Outline: PFMF clears the frame of address <address>
      Given a guest
      And facility 8 is installed
      And low-address protection is on
      And storage at 0x200 holds X'A5A5A5A5'
      And storage at 0x1200 holds X'A5A5A5A5'
      And GR1 is 0x10000
      And GR2 is <address>
      When the guest executes PFMF 1,2
      Then a protection exception is recognised
      And storage at 0x200 still holds X'A5A5A5A5'
      And storage at 0x1200 still holds X'A5A5A5A5'
      And nothing else has changed

      Examples:
        | address |
        | 0x0     |
        | 0x200   |
        | 0xFFF   |
        | 0x1000  |
        | 0x1200  |
        | 0x1FFF  |

    Scenario Outline: TB of frame <frame>, which is not protected
      Given a guest
      And low-address protection is on
      And storage at <frame> holds X'A5A5A5A5'
      And GR2 is <frame>
      When the guest executes TB 1,2
      Then the instruction completes
      And the condition code is 0
      And frame <frame> is all X'00'

      Examples:
        | frame    |
        | 0x2000   |
        | 0x10000  |
        | 0x101000 |

    Scenario Outline: PFMF clears frame <frame>, which is not protected
      Given a guest
      And facility 8 is installed
      And low-address protection is on
      And storage at <frame> holds X'A5A5A5A5'
      And GR1 is 0x10000
      And GR2 is <frame>
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame <frame> is all X'00'

      Examples:
        | frame    |
        | 0x2000   |
        | 0x10000  |
        | 0x101000 |

    Scenario: TB of frame 1 with low-address protection off
      Given a guest
      And low-address protection is off
      And storage at 0x1200 holds X'A5A5A5A5'
      And GR2 is 0x1000
      When the guest executes TB 1,2
      Then the instruction completes
      And frame 0x1000 is all X'00'

    Scenario: PFMF of frame 1 with low-address protection off
      Given a guest
      And facility 8 is installed
      And low-address protection is off
      And storage at 0x1200 holds X'A5A5A5A5'
      And GR1 is 0x10000
      And GR2 is 0x1000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x1000 is all X'00'

    Scenario: PFMF that only sets the key stores nothing
      Given a guest
      And facility 8 is installed
      And low-address protection is on
      And GR1 is 0x20038
      And GR2 is 0x1000
      When the guest executes PFMF 1,2
      Then the instruction completes
      And frame 0x1000 has key ACC 3 F
      And nothing else has changed

    Scenario: the real address counts, before prefixing
      Given a guest
      And the prefix is 0x20000
      And low-address protection is on
      And storage at 0x1200 holds X'A5A5A5A5'
      And GR2 is 0x21000
      When the guest executes TB 1,2
      Then the instruction completes
      And frame 0x1000 is all X'00'

  @KEY-42 @linux @must
  Rule: Low-address protection is reported before a translation exception of the same address
    Source: Linux 6.12 arch/s390/kvm/gaccess.c guest_range_to_gpas

    Scenario Outline: a store at <address> whose page is invalid
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual | real         |
        | 0x0     | invalid page |
        | 0x1000  | invalid page |
      And low-address protection is on
      When the guest stores X'AABBCCDD' at <address>
      Then a protection exception is recognised
      And nothing else has changed

      Examples:
        | address |
        | 0x100   |
        | 0x1100  |

    Scenario Outline: a store at <address>, which is not protected, whose page is invalid
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual | real         |
        | 0x0     | invalid page |
        | 0x1000  | invalid page |
      And low-address protection is on
      When the guest stores X'AABBCCDD' at <address>
      Then a page translation exception is recognised
      And nothing else has changed

      Examples:
        | address |
        | 0x200   |
        | 0x1200  |

    Scenario: with low-address protection off the invalid page is reported
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual | real         |
        | 0x0     | invalid page |
      And low-address protection is off
      When the guest stores X'AABBCCDD' at 0x100
      Then a page translation exception is recognised
      And nothing else has changed
