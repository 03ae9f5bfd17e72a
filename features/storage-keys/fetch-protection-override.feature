@storage-keys
Feature: Fetch-protection override

  With fetch-protection override on (bit 38 of control register 0) a fetch that lies wholly at effective addresses 0-2047
  is not subject to key-controlled protection. Stores never profit from it.

  @KEY-19 @architecture @must
  Rule: With fetch-protection override on, a fetch of the byte at effective address 2047 succeeds whatever the key
    Source: measured on Hercules 3.13; Linux selftest tools/testing/selftests/kvm/s390x/memop.c

    Scenario Outline: one byte at <address>
      Given a guest
      And fetch-protection override is on
      And storage at <address> holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at <address>
      Then the instruction completes
      And the value fetched is X'A5'
      And nothing else has changed

      Examples:
        | address |
        | 0x0     |
        | 0x1     |
        | 0x400   |
        | 0x7FE   |
        | 0x7FF   |

    Scenario Outline: the frame has another key than access key <psw key>
      Given a guest
      And fetch-protection override is on
      And storage at 0x7FF holds X'A5'
      And frame 0x0 has key <key>
      And the PSW key is <psw key>
      When the guest fetches 1 byte at 0x7FF
      Then the instruction completes
      And the value fetched is X'A5'

      Examples:
        | key      | psw key |
        | ACC 0 F  | 1       |
        | ACC 15 F | 8       |
        | ACC 8 F  | 15      |
        | ACC 3 F  | 0       |
        | ACC 5 F  | 5       |

  @KEY-20 @architecture @must
  Rule: With fetch-protection override on, a fetch of the byte at effective address 2048 with another key ends with a protection exception
    Source: measured on Hercules 3.13

    Scenario Outline: one byte at <address>
      Given a guest
      And fetch-protection override is on
      And storage at <address> holds X'A5'
      And frames 0x0 to 0x1000 have key ACC 3 F
      And frame 0x10000 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at <address>
      Then a protection exception is recognised
      And the value fetched is X'00'
      And nothing else has changed

      Examples:
        | address |
        | 0x800   |
        | 0x801   |
        | 0xFFF   |
        | 0x1000  |
        | 0x10000 |

    Scenario Outline: with key <key> the byte at 2048 can be fetched
      Given a guest
      And fetch-protection override is on
      And storage at 0x800 holds X'A5'
      And frame 0x0 has key <key>
      And the PSW key is 5
      When the guest fetches 1 byte at 0x800
      Then the instruction completes
      And the value fetched is X'A5'

      Examples:
        | key     |
        | ACC 5 F |
        | ACC 3   |

  @KEY-21 @architecture @must
  Rule: With fetch-protection override on, a fetch with another key succeeds if it lies wholly at effective addresses 0-2047 and ends with a protection exception if it goes beyond
    Source: measured on Hercules 3.13; Linux 6.12 arch/s390/kvm/gaccess.c fetch_prot_override_applies

    Scenario Outline: <length> bytes at <address> lie within 0-2047
      Given a guest
      And fetch-protection override is on
      And storage at 0x7F8 holds X'0102030405060708090A0B0C0D0E0F10'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches <length> bytes at <address>
      Then the instruction completes
      And the value fetched is <value>
      And nothing else has changed

      Examples:
        | length | address | value               |
        | 2      | 0x7FE   | X'0708'             |
        | 4      | 0x7FB   | X'04050607'         |
        | 4      | 0x7FC   | X'05060708'         |
        | 8      | 0x7F8   | X'0102030405060708' |

    Scenario Outline: <length> bytes at <address> go beyond 2047
      Given a guest
      And fetch-protection override is on
      And storage at 0x7F8 holds X'0102030405060708090A0B0C0D0E0F10'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches <length> bytes at <address>
      Then a protection exception is recognised
      And the value fetched is X'0000000000000000'
      And nothing else has changed

      Examples:
        | length | address |
        | 2      | 0x7FF   |
        | 4      | 0x7FD   |
        | 4      | 0x7FE   |
        | 4      | 0x7FF   |
        | 8      | 0x7F9   |
        | 8      | 0x7FF   |

  @KEY-22 @architecture @must
  Rule: With fetch-protection override off, fetches at 0-2047 are subject to key-controlled protection like all others
    Source: Linux selftest tools/testing/selftests/kvm/s390x/memop.c

    Scenario Outline: one byte at <address> of a fetch-protected frame with another key
      Given a guest
      And fetch-protection override is off
      And storage at <address> holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at <address>
      Then a protection exception is recognised
      And the value fetched is X'00'
      And nothing else has changed

      Examples:
        | address |
        | 0x0     |
        | 0x400   |
        | 0x7FF   |

    Scenario Outline: with key <key> the byte can be fetched
      Given a guest
      And fetch-protection override is off
      And storage at 0x400 holds X'A5'
      And frame 0x0 has key <key>
      And the PSW key is 5
      When the guest fetches 1 byte at 0x400
      Then the instruction completes
      And the value fetched is X'A5'

      Examples:
        | key     |
        | ACC 5 F |
        | ACC 3   |

  @KEY-23 @architecture @must
  Rule: Fetch-protection override does not help stores: with another key a store at 0-2047 ends with a protection exception
    Source: Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key

    Scenario Outline: a store at <address> into a frame with key <key>
      Given a guest
      And fetch-protection override is on
      And storage at <address> holds X'11'
      And frame 0x0 has key <key>
      And the PSW key is 5
      When the guest stores X'22' at <address>
      Then a protection exception is recognised
      And storage at <address> still holds X'11'
      And nothing else has changed

      Examples:
        | address | key     |
        | 0x0     | ACC 3   |
        | 0x0     | ACC 3 F |
        | 0x400   | ACC 3   |
        | 0x7FF   | ACC 3   |
        | 0x7FF   | ACC 3 F |

    Scenario: an instruction that fetches and stores
      Given a guest
      And fetch-protection override is on
      And storage at 0x400 holds X'11'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      And GR2 is 0x400
      When the guest executes OI 0(2),2
      Then a protection exception is recognised
      And storage at 0x400 still holds X'11'
      And nothing else has changed

    Scenario: a store with the key of the frame
      Given a guest
      And fetch-protection override is on
      And storage at 0x400 holds X'11'
      And frame 0x0 has key ACC 5 F
      And the PSW key is 5
      When the guest stores X'22' at 0x400
      Then the instruction completes
      And storage at 0x400 holds X'22'

  @KEY-24 @architecture @must
  Rule: Fetch-protection override does not apply when DAT is on and the address space is private
    Source: Linux 6.12 arch/s390/kvm/gaccess.c fetch_prot_override_applicable

    Scenario: a fetch at 100 from a private space
      Given a guest
      And DAT is on
      And the primary space is private
      And fetch-protection override is on
      And storage at 0x64 holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x64
      Then a protection exception is recognised
      And the value fetched is X'00'
      And nothing else has changed

    Scenario: a fetch at 100 from a space that is not private
      Given a guest
      And DAT is on
      And fetch-protection override is on
      And storage at 0x64 holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x64
      Then the instruction completes
      And the value fetched is X'A5'
      And nothing else has changed

    Scenario: the space of the operand counts, not the primary space
      Given a guest
      And the CPU is in secondary-space mode
      And the primary space is private
      And fetch-protection override is on
      And storage at 0x64 holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x64
      Then the instruction completes
      And the value fetched is X'A5'

    Scenario: a private secondary space
      Given a guest
      And the CPU is in secondary-space mode
      And the secondary space is private
      And fetch-protection override is on
      And storage at 0x64 holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x64
      Then a protection exception is recognised
      And the value fetched is X'00'

  @KEY-25 @linux @must
  Rule: With DAT off the private-space bit in control register 1 does not matter to fetch-protection override
    Source: Linux 6.12 arch/s390/kvm/gaccess.c fetch_prot_override_applicable

    Scenario: a fetch at 100 with DAT off and the private-space bit one
      Given a guest
      And the primary space is private
      And fetch-protection override is on
      And storage at 0x64 holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x64
      Then the instruction completes
      And the value fetched is X'A5'
      And nothing else has changed

    Scenario: the same fetch with fetch-protection override off
      Given a guest
      And the primary space is private
      And fetch-protection override is off
      And storage at 0x64 holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x64
      Then a protection exception is recognised
      And the value fetched is X'00'

  @KEY-26 @architecture @must
  Rule: Fetch-protection override looks at the effective address, not at the real or absolute address
    Source: Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key

    Scenario: effective 0x400 is absolute 0x20400
      Given a guest
      And the prefix is 0x20000
      And fetch-protection override is on
      And storage at 0x20400 holds X'A5'
      And frame 0x20000 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x400
      Then the instruction completes
      And the value fetched is X'A5'
      And nothing else has changed

    Scenario: effective 0x20400 is absolute 0x400
      Given a guest
      And the prefix is 0x20000
      And fetch-protection override is on
      And storage at 0x400 holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x20400
      Then a protection exception is recognised
      And the value fetched is X'00'
      And nothing else has changed

    Scenario: virtual 0x400 is real 0x10400
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual | real    |
        | 0x0     | 0x10000 |
      And fetch-protection override is on
      And storage at 0x10400 holds X'A5'
      And frame 0x10000 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x400
      Then the instruction completes
      And the value fetched is X'A5'
      And nothing else has changed

    Scenario: virtual 0x10400 is real 0x400
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual | real |
        | 0x10000 | 0x0  |
      And fetch-protection override is on
      And storage at 0x400 holds X'A5'
      And frame 0x0 has key ACC 3 F
      And the PSW key is 5
      When the guest fetches 1 byte at 0x10400
      Then a protection exception is recognised
      And the value fetched is X'00'
      And nothing else has changed
