@storage-keys
Feature: Storage keys

  Every 4096-byte frame of absolute storage has a key of seven bits that is no part of its content:
  access-control bits (ACC), fetch protection (F), reference (R) and change (C).
  SET STORAGE KEY EXTENDED sets it, INSERT STORAGE KEY EXTENDED reads it.

  @KEY-01 @architecture @must
  Rule: A key set with SSKE and read with ISKE comes back with bits 0-6 as set and bit 7 zero
    Source: kvm-unit-tests s390x/skey.c; z/Architecture SET STORAGE KEY EXTENDED, INSERT STORAGE KEY EXTENDED

    Scenario Outline: bits 0-6 round trip
      Given a guest
      And GR1 is <set>
      And GR2 is 0x10000
      And GR4 is 0x0
      When the guest executes:
        """
        SSKE 1,2
        ISKE 4,2
        """
      Then the instruction completes
      And GR4 is <read>
      And frame 0x10000 has key <key>
      And nothing else has changed

      Examples:
        | set  | read | key          |
        | 0x00 | 0x00 | ACC 0        |
        | 0x10 | 0x10 | ACC 1        |
        | 0x98 | 0x98 | ACC 9 F      |
        | 0xB6 | 0xB6 | ACC 11 R C   |
        | 0xFE | 0xFE | ACC 15 F R C |

  @KEY-14 @architecture @must
  Rule: After a protection exception on a store within one frame the target is unchanged
    Source: measured on Hercules 3.13; z/Architecture key-controlled protection

    Scenario: a store with another key
      Given a guest
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 3
      And the PSW key is 5
      When the guest stores X'AABBCCDD' at 0x10000
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And nothing else has changed
