@storage-keys
Feature: TEST BLOCK

  TB R1,R2 tests a 4096-byte block of real storage and clears it. R1 is ignored, R2 has the address.

  @KEY-108 @architecture @must
  Rule: TB clears the block without looking at its key, gives condition code 0 and makes general register 0 zero
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_test_block; measured on Hercules 3.13; System/370
    Principles of Operation GA22-7000-10, TEST BLOCK

    The key of a usable block is unpredictable afterwards and not looked at; nor are general register 0 and the condition
    code after an addressing exception.

    Scenario Outline: the key is <key>, the address <address>
      Given a guest
      And the PSW key is 3
      And the condition code is 3
      And frame 0x12000 is filled with X'A5'
      And frame 0x12000 has key <key>
      And GR0 is <before>
      And GR1 is 0x1122334455667788
      And GR2 is <address>
      When the guest executes TB 1,2
      Then the instruction completes
      And the condition code is 0
      And GR0 is 0x0
      And frame 0x12000 is all X'00'
      And frame 0x12000 may have any key
      And nothing else has changed

      Examples:
        | key      | address | before             |
        | ACC 0    | 0x12000 | 0x0                |
        | ACC 3 F  | 0x12000 | 0x1                |
        | ACC 5 F  | 0x12000 | 0xFFFFFFFFFFFFFFFF |
        | ACC 5    | 0x12FFF | 0x8000000000000000 |
        | ACC 15 F | 0x12001 | 0x1                |

    Scenario: the neighbours keep their contents
      Given a guest
      And frame 0x11000 is filled with X'A5'
      And frame 0x12000 is filled with X'A5'
      And frame 0x13000 is filled with X'A5'
      And GR0 is 0x0
      And GR2 is 0x12000
      When the guest executes TB 0,2
      Then the instruction completes
      And the condition code is 0
      And frame 0x11000 is all X'A5'
      And frame 0x12000 is all X'00'
      And frame 0x13000 is all X'A5'
      And frame 0x12000 may have any key
      And nothing else has changed

    Scenario: the address is real
      Given a guest
      And the prefix is 0x20000
      And frame 0x1000 is filled with X'A5'
      And frame 0x21000 is filled with X'5A'
      And GR0 is 0x0
      And GR2 is 0x21000
      When the guest executes TB 0,2
      Then the instruction completes
      And the condition code is 0
      And frame 0x1000 is all X'00'
      And frame 0x21000 is all X'5A'
      And frame 0x1000 may have any key
      And nothing else has changed

    Scenario: a block that is not available
      Given a guest with 16 MiB of storage
      And frame 0xFFF000 is filled with X'A5'
      And GR2 is 0x1000000
      When the guest executes TB 0,2
      Then an addressing exception is recognised
      And frame 0xFFF000 is all X'A5'

    Scenario: in the problem state
      Given a guest
      And the CPU is in the problem state
      And frame 0x12000 is filled with X'A5'
      And GR0 is 0x1
      And GR2 is 0x12000
      When the guest executes TB 0,2
      Then a privileged operation exception is recognised
      And frame 0x12000 is all X'A5'
      And GR0 is 0x1
      And nothing else has changed
