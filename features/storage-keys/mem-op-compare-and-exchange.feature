@storage-keys
Feature: KVM_S390_MEM_OP: compare and exchange of guest storage

  ABSOLUTE_CMPXCHG compares "size" bytes of the guest with those at old_addr. Equal: those at buf are stored. Different: nothing is
  stored, and old_addr receives what the guest holds. Both give 0: the caller tells them apart by the bytes at old_addr.

  Background:
    Given a kernel with ABSOLUTE_CMPXCHG
    And a virtual machine with 16 MiB of memory
    And the program has 4096 bytes of memory "new"
    And the program has 4096 bytes of memory "old"
    And memory "new" holds X'C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0EE' at 0
    And memory "guest" holds X'0102030405060708090A0B0C0D0E0F1011' at 0x10000

  @MEM-50 @architecture @must
  Rule: One, two, four, eight and sixteen bytes are exchanged when they are equal; the old value stays
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; tools/testing/selftests/kvm/s390x/memop.c test_cmpxchg_key

    Scenario Outline: <size> bytes
      Given memory "old" holds <old> at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | <size>                          |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the call succeeds
      And memory "guest" holds <guest> at 0x10000
      And memory "old" holds <old> at 0

      Examples:
        | size | old                                 | guest                               |
        | 1    | X'0100'                             | X'C102'                             |
        | 2    | X'010200'                           | X'C1C203'                           |
        | 4    | X'0102030400'                       | X'C1C2C3C405'                       |
        | 8    | X'010203040506070800'               | X'C1C2C3C4C5C6C7C809'               |
        | 16   | X'0102030405060708090A0B0C0D0E0F10' | X'C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0' |

    Scenario Outline: <size> bytes elsewhere in the frame, at <gaddr>
      Given memory "guest" holds X'0102030405060708090A0B0C0D0E0F10' at 0x10FF0
      And memory "old" holds <old> at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | <gaddr>                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | <size>                          |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the call succeeds
      And memory "guest" holds <guest> at 0x10FF0

      Examples:
        | size | gaddr   | old         | guest                               |
        | 1    | 0x10FF1 | X'02'       | X'01C1030405060708090A0B0C0D0E0F10' |
        | 1    | 0x10FFF | X'10'       | X'0102030405060708090A0B0C0D0E0FC1' |
        | 2    | 0x10FF2 | X'0304'     | X'0102C1C205060708090A0B0C0D0E0F10' |
        | 2    | 0x10FFE | X'0F10'     | X'0102030405060708090A0B0C0D0EC1C2' |
        | 4    | 0x10FFC | X'0D0E0F10' | X'0102030405060708090A0B0CC1C2C3C4' |

  @MEM-51 @architecture @must
  Rule: Different bytes give 0, nothing is stored, and the old value becomes that of the guest
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; tools/testing/selftests/kvm/s390x/memop.c test_cmpxchg_key

    Scenario Outline: <size> bytes, old value <old>
      Given memory "old" holds <old> at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | <size>                          |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the call succeeds
      And memory "guest" holds X'0102030405060708090A0B0C0D0E0F1011' at 0x10000
      And memory "old" holds <after> at 0

      Examples:
        | size | old                                   | after                                 |
        | 1    | X'02EE'                               | X'01EE'                               |
        | 2    | X'0103EE'                             | X'0102EE'                             |
        | 2    | X'0002EE'                             | X'0102EE'                             |
        | 4    | X'01020305EE'                         | X'01020304EE'                         |
        | 4    | X'81020304EE'                         | X'01020304EE'                         |
        | 8    | X'0102030405060709EE'                 | X'0102030405060708EE'                 |
        | 16   | X'0102030405060708090A0B0C0D0E0F11EE' | X'0102030405060708090A0B0C0D0E0F10EE' |
        | 16   | X'8102030405060708090A0B0C0D0E0F10EE' | X'0102030405060708090A0B0C0D0E0F10EE' |

  @MEM-52 @architecture @must
  Rule: All values are as many bytes as the size says, in the order of guest storage
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <size> bytes are stored as they lie in the buffer
      Given memory "old" holds <old> at 0
      And memory "new" holds <new> at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | <size>                          |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the call succeeds
      And memory "guest" holds <guest> at 0x10000

      Examples:
        | size | old                                 | new                                 | guest                               |
        | 1    | X'01FFFFFFFFFFFFFF'                 | X'80FFFFFFFFFFFFFF'                 | X'8002030405060708'                 |
        | 2    | X'0102FFFFFFFFFFFF'                 | X'8001FFFFFFFFFFFF'                 | X'8001030405060708'                 |
        | 4    | X'01020304FFFFFFFF'                 | X'80000001FFFFFFFF'                 | X'8000000105060708'                 |
        | 8    | X'0102030405060708'                 | X'8000000000000001'                 | X'8000000000000001'                 |
        | 16   | X'0102030405060708090A0B0C0D0E0F10' | X'80000000000000020000000000000001' | X'80000000000000020000000000000001' |

  @MEM-53 @architecture @must
  Rule: Size 0 and sizes that are no power of two are EINVAL, a size beyond 65536 is E2BIG
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_errors_cmpxchg; arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_cmpxchg

    Scenario Outline: size <size>
      Given memory "old" holds X'0102030405060708090A0B0C0D0E0F1011' at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | <gaddr>                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | <size>                          |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the call fails with <error>
      And memory "guest" holds X'0102030405060708090A0B0C0D0E0F1011' at 0x10000

      Examples: the address is a multiple of the size
        | size       | gaddr   | error  |
        | 0          | 0x10000 | EINVAL |
        | 3          | 0x10002 | EINVAL |
        | 5          | 0x10004 | EINVAL |
        | 6          | 0x10002 | EINVAL |
        | 7          | 0x10003 | EINVAL |
        | 9          | 0x10002 | EINVAL |
        | 12         | 0x10008 | EINVAL |
        | 15         | 0x10004 | EINVAL |
        | 24         | 0x10008 | EINVAL |
        | 65537      | 0x10000 | E2BIG  |
        | 0xFFFFFFFF | 0x10000 | E2BIG  |

  @MEM-54 @linux @must
  Rule: Sizes from 17 to 65536 are EINVAL
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_cmpxchg

    Scenario Outline: size <size>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | <size>                          |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the call fails with EINVAL

      Examples:
        | size  |
        | 17    |
        | 32    |
        | 64    |
        | 4096  |
        | 65536 |

    Scenario: before the buffers are looked at
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | 32                              |
        | buf      | 0                               |
        | old_addr | 0                               |
      Then the call fails with EINVAL

  @MEM-55 @architecture @must
  Rule: An address that is no multiple of the size is EINVAL
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_errors_cmpxchg

    Scenario Outline: <size> bytes at <gaddr>
      Given memory "old" holds <old> at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | <gaddr>                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | <size>                          |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the call fails with EINVAL
      And memory "guest" holds X'0102030405060708090A0B0C0D0E0F1011' at 0x10000

      Examples:
        | size | gaddr   | old                                 |
        | 2    | 0x10001 | X'0203'                             |
        | 4    | 0x10001 | X'02030405'                         |
        | 4    | 0x10002 | X'03040506'                         |
        | 8    | 0x10004 | X'05060708090A0B0C'                 |
        | 16   | 0x10008 | X'090A0B0C0D0E0F101100000000000000' |
        | 2    | 0x10FFF | X'0000'                             |

  @MEM-56 @linux @must
  Rule: An address outside the memory is result 5 although it is misaligned
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_cmpxchg

    Scenario Outline: <size> bytes at <gaddr>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | <gaddr>                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | <size>                          |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the result is <result>

      Examples:
        | size | gaddr              | result |
        | 4    | 0x1000000          | 5      |
        | 4    | 0x1000001          | 5      |
        | 16   | 0x1000008          | 5      |
        | 8    | 0xFFFFFFFFFFFFF000 | 5      |
        | 2    | 0xFFFFFFFFFFFFFFFF | 5      |
        | 4    | 0xFFFFFE           | EINVAL |

  @MEM-57 @linux @must
  Rule: An address outside the memory is result 5 although the size is no power of two
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_cmpxchg

    Scenario Outline: <size> bytes at 0x1000000
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x1000000                       |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | <size>                          |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the result is <result>

      Examples:
        | size | result |
        | 3    | 5      |
        | 15   | 5      |
        | 17   | EINVAL |

  @MEM-58 @architecture @must
  Rule: CHECK_ONLY and INJECT_EXCEPTION are EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: flags <flags>
      Given memory "old" holds X'01020304' at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                         |
        | flags    | <flags>                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | 4                               |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the call fails with EINVAL
      And memory "guest" holds X'01020304' at 0x10000

      Examples:
        | flags                                                                |
        | KVM_S390_MEMOP_F_CHECK_ONLY                                          |
        | KVM_S390_MEMOP_F_INJECT_EXCEPTION                                    |
        | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION       |
        | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | 0x8                                                                  |

  @MEM-59 @linux @must
  Rule: A bad new value and a bad old value are EFAULT before the address is looked at
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_cmpxchg

    Both are the same error number; that the new value is read first cannot be seen.

    Scenario Outline: new value at <buf>, old value at <old_addr>, address <gaddr>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | <gaddr>                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | 4                               |
        | buf      | <buf>                           |
        | old_addr | <old_addr>                      |
      Then the result is <result>

      Examples:
        | gaddr     | buf              | old_addr         | result |
        | 0x1000000 | 0                | 0                | EFAULT |
        | 0x1000000 | 0                | address of "old" | EFAULT |
        | 0x1000000 | address of "new" | 0                | EFAULT |
        | 0x1000000 | address of "new" | address of "old" | 5      |
        | 0x10000   | 0                | address of "old" | EFAULT |
        | 0x10000   | address of "new" | 0                | EFAULT |
        | 0x10001   | address of "new" | 0                | EFAULT |

  @MEM-60 @architecture @must
  Rule: Another key is result 4 without fetch protection too, and nothing is stored
    Source: z/Architecture key-controlled protection (a store-type access); Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_errors_cmpxchg_key

    Scenario Outline: a frame with key <storage key>, access key <key>, <size> bytes
      Given guest frame 0x10000 has key <storage key>
      And memory "old" holds X'0102030405060708090A0B0C0D0E0F10' at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                          |
        | flags    | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG  |
        | size     | <size>                           |
        | buf      | address of "new"                 |
        | old_addr | address of "old"                 |
        | key      | <key>                            |
      Then the call returns 4
      And memory "guest" holds X'0102030405060708090A0B0C0D0E0F1011' at 0x10000

      Examples:
        | storage key | key | size |
        | ACC 9       | 2   | 1    |
        | ACC 9       | 2   | 4    |
        | ACC 9       | 2   | 16   |
        | ACC 9 F     | 2   | 8    |
        | ACC 0       | 9   | 2    |

  @MEM-61 @architecture @must
  Rule: Another key is result 4 even if the comparison would fail
    Source: z/Architecture COMPARE AND SWAP; Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_errors_cmpxchg_key

    Scenario Outline: a frame with key <storage key>, <size> bytes
      Given guest frame 0x10000 has key <storage key>
      And memory "old" holds X'FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF' at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                          |
        | flags    | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG  |
        | size     | <size>                           |
        | buf      | address of "new"                 |
        | old_addr | address of "old"                 |
        | key      | 2                                |
      Then the call returns 4
      And memory "guest" holds X'0102030405060708090A0B0C0D0E0F1011' at 0x10000

      Examples:
        | storage key | size |
        | ACC 9       | 1    |
        | ACC 9       | 8    |
        | ACC 9 F     | 16   |

  @MEM-62 @architecture @must
  Rule: The key of the frame and key 0 exchange
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_cmpxchg_key

    Scenario Outline: a frame with key <storage key>, access key <key>
      Given guest frame 0x10000 has key <storage key>
      And memory "old" holds X'0102030405060708' at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                          |
        | flags    | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG  |
        | size     | 8                                |
        | buf      | address of "new"                 |
        | old_addr | address of "old"                 |
        | key      | <key>                            |
      Then the call succeeds
      And memory "guest" holds X'C1C2C3C4C5C6C7C809' at 0x10000

      Examples:
        | storage key | key |
        | ACC 9       | 9   |
        | ACC 9 F     | 9   |
        | ACC 9 F     | 0   |
        | ACC 0 F     | 0   |

  @MEM-63 @architecture @must
  Rule: Of two callers at the same time none loses an update
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_cmpxchg_key_concurrent

    Scenario Outline: <size> bytes
      When two threads add to the same <size> bytes by ABSOLUTE_CMPXCHG, one stopped after each number of its steps
      Then each time exactly one of them has exchanged

      Examples:
        | size |
        | 1    |
        | 2    |
        | 4    |
        | 8    |
        | 16   |

  @MEM-64 @linux @must
  Rule: EAGAIN is only for one and two bytes
    Source: Linux 6.12 arch/s390/kvm/gaccess.c cmpxchg_guest_abs_with_key; arch/s390/include/asm/uaccess.h

    One and two bytes are exchanged by a loop on four, which gives up after 128 rounds.

    Scenario Outline: <size> bytes
      When two threads add to the same <size> bytes by ABSOLUTE_CMPXCHG, one stopped after each number of its steps
      Then no call was answered EAGAIN

      Examples:
        | size |
        | 4    |
        | 8    |
        | 16   |

  @MEM-65 @linux @must @untested
  Rule: After a result other than 0 the bytes at old_addr are not specified
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_cmpxchg

    Reason: whatever stands there is right; the other rules do not look at it after such a result.

  @MEM-67 @linux @must
  Rule: The frame is marked in the dirty log only where an exchange was made
    Source: Linux 6.12 arch/s390/kvm/gaccess.c cmpxchg_guest_abs_with_key

    Scenario: exchanged
      Given memory "old" holds X'01020304' at 0
      And the dirty log of the guest has begun
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | 4                               |
        | buf      | address of "new"                |
        | old_addr | address of "old"                |
      Then the call succeeds
      And the dirty log names these frames:
        | 0x10000 |

    Scenario Outline: <what>
      Given guest frame 0x10000 has key ACC 9
      And memory "old" holds <old> at 0
      And the dirty log of the guest has begun
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                          |
        | flags    | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG  |
        | size     | 4                                |
        | buf      | address of "new"                 |
        | old_addr | address of "old"                 |
        | key      | <key>                            |
      Then the result is <result>
      And the dirty log names no frame

      Examples:
        | what              | old         | key | result |
        | other bytes       | X'01020305' | 9   | 0      |
        | another key       | X'01020304' | 2   | 4      |
