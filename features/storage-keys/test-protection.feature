@storage-keys
Feature: TEST PROTECTION

  TPROT D1(B1),D2(B2) tells in the condition code what an access with a given key could do at a logical address:
  0 fetch and store, 1 fetch only, 2 neither, 3 the address cannot be translated. The access key is in bits 56-59
  of the second-operand address.

  @KEY-88 @architecture @must
  Rule: TPROT gives condition code 0 for access key 0 and for an equal key, otherwise 1 without and 2 with fetch protection
    Source: kvm-unit-tests s390x/tprot.c; measured on Hercules 3.13

    Scenario Outline: access key in <operand>, storage key <key>
      Given a guest
      And the condition code is <before>
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      And GR3 is <operand>
      When the guest executes TPROT 0(2),0(3)
      Then the instruction completes
      And the condition code is <cc>
      And nothing else has changed

      Examples: access key 0
        | operand | key      | before | cc |
        | 0x00    | ACC 0    | 3      | 0  |
        | 0x00    | ACC 0 F  | 3      | 0  |
        | 0x00    | ACC 1 F  | 3      | 0  |
        | 0x00    | ACC 8    | 3      | 0  |
        | 0x00    | ACC 15 F | 3      | 0  |

      Examples: an equal key
        | operand | key      | before | cc |
        | 0x10    | ACC 1    | 3      | 0  |
        | 0x10    | ACC 1 F  | 3      | 0  |
        | 0x80    | ACC 8 F  | 3      | 0  |
        | 0x90    | ACC 9 F  | 3      | 0  |
        | 0xF0    | ACC 15   | 3      | 0  |
        | 0xF0    | ACC 15 F | 3      | 0  |

      Examples: another key
        | operand | key      | before | cc |
        | 0x10    | ACC 0    | 0      | 1  |
        | 0x10    | ACC 0 F  | 0      | 2  |
        | 0x10    | ACC 2    | 0      | 1  |
        | 0x10    | ACC 2 F  | 0      | 2  |
        | 0x80    | ACC 9    | 0      | 1  |
        | 0x80    | ACC 9 F  | 0      | 2  |
        | 0x80    | ACC 0 F  | 0      | 2  |
        | 0x70    | ACC 15   | 0      | 1  |
        | 0xB0    | ACC 15   | 0      | 1  |
        | 0xD0    | ACC 15 F | 0      | 2  |
        | 0xE0    | ACC 15 F | 0      | 2  |
        | 0xF0    | ACC 7 F  | 0      | 2  |
        | 0xF0    | ACC 14   | 0      | 1  |
        | 0xF0    | ACC 14 F | 0      | 2  |

    Scenario: the PSW key is of no account
      Given a guest
      And the PSW key is 5
      And the condition code is 3
      And frame 0x10000 has key ACC 7 F
      And frame 0x12000 has key ACC 5 F
      And GR2 is 0x10000
      And GR3 is 0x12000
      When the guest executes TPROT 0(2),0x70(0)
      Then the instruction completes
      And the condition code is 0
      When the guest executes TPROT 0(3),0x70(0)
      Then the instruction completes
      And the condition code is 2
      And nothing else has changed

  @KEY-89 @architecture @must
  Rule: TPROT honours fetch-protection override: below 2048 another key with fetch protection gives condition code 1
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/tprot.c

    Scenario Outline: override <override>, address <address>
      Given a guest
      And fetch-protection override is <override>
      And the condition code is 0
      And frame 0x0 has key ACC 3 F
      And GR2 is <address>
      When the guest executes TPROT 0(2),0x50(0)
      Then the instruction completes
      And the condition code is <cc>
      And nothing else has changed

      Examples:
        | override | address | cc |
        | on       | 0x0     | 1  |
        | on       | 0x7FF   | 1  |
        | on       | 0x800   | 2  |
        | on       | 0xFFF   | 2  |
        | off      | 0x0     | 2  |
        | off      | 0x7FF   | 2  |

    Scenario: an equal key may store below 2048 as well
      Given a guest
      And fetch-protection override is on
      And the condition code is 3
      And frame 0x0 has key ACC 3 F
      And GR2 is 0x0
      When the guest executes TPROT 0(2),0x30(0)
      Then the instruction completes
      And the condition code is 0
      And nothing else has changed

    Scenario: the effective address counts, not the absolute one
      Given a guest
      And the prefix is 0x20000
      And fetch-protection override is on
      And the condition code is 0
      And frame 0x0 has key ACC 3 F
      And frame 0x20000 has key ACC 3 F
      And GR2 is 0x100
      And GR3 is 0x20100
      When the guest executes TPROT 0(2),0x50(0)
      Then the instruction completes
      And the condition code is 1
      When the guest executes TPROT 0(3),0x50(0)
      Then the instruction completes
      And the condition code is 2
      And nothing else has changed

    Scenario: with DAT on, in a private space the override is without effect
      Given a guest
      And DAT is on
      And the primary space is private
      And fetch-protection override is on
      And the condition code is 0
      And frame 0x0 has key ACC 3 F
      And GR2 is 0x100
      When the guest executes TPROT 0(2),0x50(0)
      Then the instruction completes
      And the condition code is 2
      And nothing else has changed

    Scenario: with DAT on, in a space that is not private
      Given a guest
      And DAT is on
      And fetch-protection override is on
      And the condition code is 0
      And frame 0x0 has key ACC 3 F
      And GR2 is 0x100
      When the guest executes TPROT 0(2),0x50(0)
      Then the instruction completes
      And the condition code is 1
      And nothing else has changed

  @KEY-90 @architecture @must
  Rule: TPROT honours storage-protection override: with ACC 9 the condition code is 0 for every access key
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/tprot.c

    Scenario Outline: override <override>, access key in <operand>, storage key <key>
      Given a guest
      And storage-protection override is <override>
      And the condition code is 3
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      And GR3 is <operand>
      When the guest executes TPROT 0(2),0(3)
      Then the instruction completes
      And the condition code is <cc>
      And nothing else has changed

      Examples:
        | override | operand | key     | cc |
        | on       | 0x00    | ACC 9 F | 0  |
        | on       | 0x10    | ACC 9 F | 0  |
        | on       | 0x10    | ACC 9   | 0  |
        | on       | 0x80    | ACC 9 F | 0  |
        | on       | 0x90    | ACC 9 F | 0  |
        | on       | 0xF0    | ACC 9 F | 0  |
        | on       | 0x90    | ACC 8 F | 2  |
        | on       | 0x90    | ACC 1   | 1  |
        | off      | 0x10    | ACC 9 F | 2  |
        | off      | 0xF0    | ACC 9   | 1  |

  @KEY-91 @architecture @must
  Rule: TPROT honours low-address protection: at 0-511 and 4096-4607 the condition code is 1 where it would be 0
    Source: kvm-unit-tests s390x/tprot.c test_tprot_low_addr_prot; measured on Hercules 3.13 and QEMU 7.2

    Scenario Outline: protection <protection>, address <address>
      Given a guest
      And low-address protection is <protection>
      And the condition code is 3
      And GR2 is <address>
      When the guest executes TPROT 0(2),0(0)
      Then the instruction completes
      And the condition code is <cc>
      And nothing else has changed

      Examples:
        | protection | address | cc |
        | on         | 0x0     | 1  |
        | on         | 0x1FF   | 1  |
        | on         | 0x200   | 0  |
        | on         | 0xFFF   | 0  |
        | on         | 0x1000  | 1  |
        | on         | 0x11FF  | 1  |
        | on         | 0x1200  | 0  |
        | on         | 0x2000  | 0  |
        | on         | 0x10000 | 0  |
        | off        | 0x0     | 0  |
        | off        | 0x1000  | 0  |

    Scenario: the effective address counts, not the absolute one
      Given a guest
      And the prefix is 0x20000
      And low-address protection is on
      And the condition code is 3
      And GR2 is 0x0
      And GR3 is 0x20000
      When the guest executes TPROT 0(2),0(0)
      Then the instruction completes
      And the condition code is 1
      When the guest executes TPROT 0(3),0(0)
      Then the instruction completes
      And the condition code is 0
      And nothing else has changed

    Scenario: with DAT on, in a private space the protection is without effect
      Given a guest
      And DAT is on
      And the primary space is private
      And low-address protection is on
      And the condition code is 3
      And GR2 is 0x100
      When the guest executes TPROT 0(2),0(0)
      Then the instruction completes
      And the condition code is 0
      And nothing else has changed

    Scenario: with DAT on, in a space that is not private
      Given a guest
      And DAT is on
      And low-address protection is on
      And the condition code is 3
      And GR2 is 0x100
      When the guest executes TPROT 0(2),0(0)
      Then the instruction completes
      And the condition code is 1
      And nothing else has changed

    Scenario: fetch protection comes on top
      Given a guest
      And low-address protection is on
      And the condition code is 3
      And frame 0x0 has key ACC 3 F
      And GR2 is 0x0
      When the guest executes TPROT 0(2),0x50(0)
      Then the instruction completes
      And the condition code is 2
      And nothing else has changed

  @KEY-92 @architecture @must
  Rule: TPROT of a page with DAT protection gives condition code 1 where it would be 0
    Source: kvm-unit-tests s390x/tprot.c

    Scenario Outline: virtual <virtual>, access key in <operand>
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual  | real    | protected |
        | 0x200000 | 0x10000 | no        |
        | 0x201000 | 0x10000 | page      |
        | 0x300000 | 0x10000 | segment   |
      And frame 0x10000 has key ACC 3 F
      And the condition code is 3
      And GR2 is <virtual>
      And GR3 is <operand>
      When the guest executes TPROT 0(2),0(3)
      Then the instruction completes
      And the condition code is <cc>
      And nothing else has changed

      Examples:
        | virtual  | operand | cc |
        | 0x200000 | 0x00    | 0  |
        | 0x201000 | 0x00    | 1  |
        | 0x201FFF | 0x00    | 1  |
        | 0x300000 | 0x00    | 1  |
        | 0x201000 | 0x30    | 1  |
        | 0x201000 | 0x50    | 2  |

  @KEY-93 @architecture @must
  Rule: TPROT of an address that has no translation gives condition code 3
    Source: kvm-unit-tests s390x/tprot.c; measured on Hercules 3.13

    Scenario Outline: with a <type>, address <address>
      Given a guest
      And DAT is on
      And the primary space has a <type>
      And the primary space maps:
        | virtual  | real            |
        | 0x200000 | 0x10000         |
        | 0x201000 | invalid page    |
        | 0x300000 | invalid segment |
      And the condition code is <before>
      And GR2 is <address>
      When the guest executes TPROT 0(2),0(0)
      Then the instruction completes
      And the condition code is <cc>
      And nothing else has changed

      Examples:
        | type                | address           | before | cc |
        | segment table       | 0x200000          | 3      | 0  |
        | segment table       | 0x201000          | 0      | 3  |
        | segment table       | 0x300000          | 0      | 3  |
        | segment table       | 0x7FF00000        | 0      | 3  |
        | segment table       | 0x80000000        | 0      | 3  |
        | region-third table  | 0x200000          | 3      | 0  |
        | region-third table  | 0x80000000        | 0      | 3  |
        | region-third table  | 0x40000000000     | 0      | 3  |
        | region-second table | 0x200000          | 3      | 0  |
        | region-second table | 0x40000000000     | 0      | 3  |
        | region-second table | 0x20000000000000  | 0      | 3  |
        | region-first table  | 0x200000          | 3      | 0  |
        | region-first table  | 0x20000000000000  | 0      | 3  |

  @KEY-94 @architecture @must
  Rule: TPROT of an address beyond the storage is an addressing exception, not condition code 3
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_tprot; System/370 Principles of Operation GA22-7000-10, TEST PROTECTION

    Scenario: DAT off
      Given a guest with 16 MiB of storage
      And GR2 is 0x1000000
      When the guest executes TPROT 0(2),0(0)
      Then an addressing exception is recognised
      And nothing else has changed

    Scenario: the last byte of the storage
      Given a guest with 16 MiB of storage
      And the condition code is 3
      And GR2 is 0xFFFFFF
      When the guest executes TPROT 0(2),0(0)
      Then the instruction completes
      And the condition code is 0
      And nothing else has changed

    Scenario: the page-table entry points behind the storage
      Given a guest with 16 MiB of storage
      And DAT is on
      And the primary space maps:
        | virtual  | real      |
        | 0x200000 | 0x1000000 |
      And GR2 is 0x200000
      When the guest executes TPROT 0(2),0(0)
      Then an addressing exception is recognised
      And nothing else has changed

  @KEY-95 @architecture @must
  Rule: TPROT of a page whose page-table entry has bit 52 one is a translation-specification exception
    Source: kvm-unit-tests s390x/tprot.c; Linux 6.12 arch/s390/kvm/priv.c handle_tprot

    Scenario: bit 52 is one
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual  | real           |
        | 0x200000 | bit 52 is one  |
      And GR2 is 0x200000
      When the guest executes TPROT 0(2),0(0)
      Then a translation specification exception is recognised
      And nothing else has changed

  @KEY-96 @architecture @must
  Rule: TPROT in the problem state is a privileged-operation exception
    Source: measured on Hercules 3.13

    Scenario Outline: in the problem state, address <address>
      Given a guest with 16 MiB of storage
      And the CPU is in the problem state
      And GR2 is <address>
      When the guest executes TPROT 0(2),0(0)
      Then a privileged operation exception is recognised
      And nothing else has changed

      Examples:
        | address   |
        | 0x10000   |
        | 0x1000000 |

    Scenario: in the supervisor state
      Given a guest
      And the CPU is in the supervisor state
      And the condition code is 3
      And GR2 is 0x10000
      When the guest executes TPROT 0(2),0(0)
      Then the instruction completes
      And the condition code is 0
      And nothing else has changed

  @KEY-97 @architecture @must
  Rule: TPROT takes the access key from bits 56-59 of the second-operand address and ignores all other bits of it
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_tprot

    Scenario Outline: <instruction> with <base> in the base register
      Given a guest
      And the condition code is <before>
      And frame 0x10000 has key ACC 3 F
      And GR2 is 0x10000
      And GR3 is <base>
      When the guest executes <instruction>
      Then the instruction completes
      And the condition code is <cc>
      And nothing else has changed

      Examples:
        | instruction         | base               | before | cc |
        | TPROT 0(2),0(3)     | 0x30               | 3      | 0  |
        | TPROT 0(2),0(3)     | 0x3F               | 3      | 0  |
        | TPROT 0(2),0(3)     | 0xFFFFFFFFFFFFFF3F | 3      | 0  |
        | TPROT 0(2),0x30(0)  | 0x0                | 3      | 0  |
        | TPROT 0(2),0x20(3)  | 0x10               | 3      | 0  |
        | TPROT 0(2),0xF3F(0) | 0x0                | 3      | 0  |
        | TPROT 0(2),0(3)     | 0x300              | 2      | 0  |
        | TPROT 0(2),0(3)     | 0x3                | 2      | 0  |
        | TPROT 0(2),0(3)     | 0x313              | 0      | 2  |
        | TPROT 0(2),0(3)     | 0xFFFFFFFFFFFFFF7F | 0      | 2  |
        | TPROT 0(2),0(3)     | 0xB0               | 0      | 2  |
        | TPROT 0(2),0(3)     | 0x20               | 0      | 2  |
