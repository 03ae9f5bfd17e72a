@storage-keys
Feature: KVM_S390_GET_SKEYS and KVM_S390_SET_SKEYS

  A program reads and sets the storage keys of its guest, one byte for each 4096-byte frame. A guest has no keys until it executes
  its first key instruction or the program sets some.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 4096 bytes of memory "keys"

  @KEY-135 @linux @must
  Rule: For a guest that has never used keys KVM_S390_GET_SKEYS gives 1 and leaves the buffer untouched
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_get_skeys, KVM_S390_GET_SKEYS_NONE

    Background:
      Given the virtual machine has a vCPU with:
        | GR2 | 0x98    |
        | GR3 | 0x10000 |
      And memory "keys" holds X'EEEEEEEE' at 0

    Scenario Outline: <count> keys from frame <first>
      When the program calls KVM_S390_GET_SKEYS on "vm" with:
        | start_gfn     | <first>           |
        | count         | <count>           |
        | skeydata_addr | address of "keys" |
      Then the call returns 1
      And memory "keys" holds X'EEEEEEEE' at 0

      Examples:
        | first    | count   |
        | 0        | 4       |
        | 0x10     | 1       |
        | 0        | 0       |
        | 0        | 1048577 |
        | 0x100000 | 4       |

    Scenario: after the first SSKE of the guest there are keys
      When the vCPU executes SSKE 2,3
      And the program calls KVM_S390_GET_SKEYS on "vm" with:
        | start_gfn     | 0xF               |
        | count         | 3                 |
        | skeydata_addr | address of "keys" |
      Then the call succeeds
      And memory "keys" holds X'009800EE' at 0

    Scenario: after KVM_S390_SET_SKEYS there are keys
      Given memory "keys" holds X'30' at 0x10
      When the program calls KVM_S390_SET_SKEYS on "vm" with:
        | start_gfn     | 0x10                     |
        | count         | 1                        |
        | skeydata_addr | address of "keys" + 0x10 |
      Then the call succeeds
      When the program calls KVM_S390_GET_SKEYS on "vm" with:
        | start_gfn     | 0xF               |
        | count         | 3                 |
        | skeydata_addr | address of "keys" |
      Then the call succeeds
      And memory "keys" holds X'003000EE' at 0

  @KEY-136 @architecture @must
  Rule: A flag is EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_GET_SKEYS, KVM_S390_SET_SKEYS

    Scenario Outline: <call> with flags <flags>
      Given guest frame 0x10000 has key ACC 9 F
      And memory "keys" holds X'EE' at 0
      When the program calls <call> on "vm" with:
        | start_gfn     | 0x10              |
        | count         | 1                 |
        | skeydata_addr | address of "keys" |
        | flags         | <flags>           |
      Then the result is <result>
      And guest frame 0x10000 has key <after>, reference aside

      Examples:
        | call               | flags      | result | after    |
        | KVM_S390_GET_SKEYS | 0          | 0      | ACC 9 F  |
        | KVM_S390_GET_SKEYS | 1          | EINVAL | ACC 9 F  |
        | KVM_S390_GET_SKEYS | 0x80000000 | EINVAL | ACC 9 F  |
        | KVM_S390_SET_SKEYS | 0          | 0      | ACC 14 F C |
        | KVM_S390_SET_SKEYS | 1          | EINVAL | ACC 9 F  |
        | KVM_S390_SET_SKEYS | 0x80000000 | EINVAL | ACC 9 F  |

    Scenario: also for a guest that has never used keys
      When the program calls KVM_S390_GET_SKEYS on "vm" with:
        | start_gfn     | 0                 |
        | count         | 1                 |
        | skeydata_addr | address of "keys" |
        | flags         | 1                 |
      Then the call fails with EINVAL

  @KEY-137 @architecture @must
  Rule: A count of 0 or beyond 1048576 is EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_GET_SKEYS; arch/s390/kvm/kvm-s390.c kvm_s390_get_skeys, kvm_s390_set_skeys

    Scenario Outline: <call> of <count> keys
      Given guest frame 0x10000 has key ACC 9 F
      When the program calls <call> on "vm" with:
        | start_gfn     | 0                 |
        | count         | <count>           |
        | skeydata_addr | address of "keys" |
      Then the result is <result>

      Examples:
        | call               | count              | result |
        | KVM_S390_GET_SKEYS | 0                  | EINVAL |
        | KVM_S390_GET_SKEYS | 4096               | 0      |
        | KVM_S390_GET_SKEYS | 1048577            | EINVAL |
        | KVM_S390_GET_SKEYS | 0xFFFFFFFFFFFFFFFF | EINVAL |
        | KVM_S390_SET_SKEYS | 0                  | EINVAL |
        | KVM_S390_SET_SKEYS | 4096               | 0      |
        | KVM_S390_SET_SKEYS | 1048577            | EINVAL |
        | KVM_S390_SET_SKEYS | 0x8000000000000000 | EINVAL |

    Scenario Outline: the largest count is no wrong argument, <call>
      Given guest frame 0x10000 has key ACC 9 F
      When the program calls <call> on "vm" with:
        | start_gfn     | 0                 |
        | count         | 1048576           |
        | skeydata_addr | address of "keys" |
      Then the call fails with EFAULT

      Examples:
        | call               |
        | KVM_S390_GET_SKEYS |
        | KVM_S390_SET_SKEYS |

  @KEY-138 @linux @must
  Rule: KVM_S390_SET_SKEYS of a byte whose low bit is one is EINVAL; the frames before it are set
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_set_skeys

    Scenario Outline: keys <keys>
      Given guest frame 0x10000 has key ACC 3
      And guest frame 0x11000 has key ACC 3
      And guest frame 0x12000 has key ACC 3
      And memory "keys" holds <keys> at 0
      When the program calls KVM_S390_SET_SKEYS on "vm" with:
        | start_gfn     | 0x10              |
        | count         | 3                 |
        | skeydata_addr | address of "keys" |
      Then the call fails with EINVAL
      And guest frame 0x10000 has key <first>
      And guest frame 0x11000 has key <second>
      And guest frame 0x12000 has key <third>

      Examples:
        | keys      | first   | second  | third |
        | X'509101' | ACC 5   | ACC 3   | ACC 3 |
        | X'58A001' | ACC 5 F | ACC 10  | ACC 3 |
        | X'0150A0' | ACC 3   | ACC 3   | ACC 3 |

  @KEY-139 @linux @must
  Rule: KVM_S390_GET_SKEYS of a range that leaves the memory is EFAULT and leaves the buffer untouched
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_get_skeys

    Scenario Outline: <count> keys from frame <first>
      Given guest frame 0xFFF000 has key ACC 9 F
      And memory "keys" holds X'EEEEEEEE' at 0
      When the program calls KVM_S390_GET_SKEYS on "vm" with:
        | start_gfn     | <first>           |
        | count         | <count>           |
        | skeydata_addr | address of "keys" |
      Then the result is <result>
      And memory "keys" holds <keys> at 0

      Examples:
        | first              | count | result | keys        |
        | 0xFFF              | 1     | 0      | X'98EEEEEE' |
        | 0xFFF              | 2     | EFAULT | X'EEEEEEEE' |
        | 0x1000             | 1     | EFAULT | X'EEEEEEEE' |
        | 0xFFFFFFFFFFFFFFFF | 1     | EFAULT | X'EEEEEEEE' |

  @KEY-140 @architecture @must
  Rule: KVM_S390_GET_SKEYS gives what KVM_S390_SET_SKEYS has set, reference and change included
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_get_skeys, kvm_s390_set_skeys

    Scenario: sixteen keys
      Given memory "keys" holds X'00020406080A0C0E90929496989AFEF0' at 0
      When the program calls KVM_S390_SET_SKEYS on "vm" with:
        | start_gfn     | 0x10              |
        | count         | 16                |
        | skeydata_addr | address of "keys" |
      Then the call succeeds
      When the program calls KVM_S390_GET_SKEYS on "vm" with:
        | start_gfn     | 0x10                      |
        | count         | 16                        |
        | skeydata_addr | address of "keys" + 0x100 |
      Then the call succeeds
      And memory "keys" holds X'00020406080A0C0E90929496989AFEF0' at 0x100

    Scenario Outline: what the guest does to a key, <instruction>
      Given the virtual machine has a vCPU with:
        | GR2 | 0x10000 |
        | GR4 | 0xB8    |
      And guest frame 0x10000 has key ACC 3 F
      When the vCPU executes <instruction>
      Then guest frame 0x10000 has key <after>

      Examples:
        | instruction | after       |
        | SSKE 4,2    | ACC 11 F    |
        | ST 4,0(2)   | ACC 3 F R C |
        | LG 4,0(2)   | ACC 3 F R   |

    Scenario: what the guest reads with ISKE
      Given the virtual machine has a vCPU with:
        | GR2 | 0x10000 |
      And guest frame 0x10000 has key ACC 11 F R C
      When the vCPU executes ISKE 4,2
      Then GR4 of the vCPU is 0xBE

  @KEY-141 @architecture @must
  Rule: Keys set with KVM_S390_SET_SKEYS count for accesses of the guest and for KVM_S390_MEM_OP
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_set_skeys; tools/testing/selftests/kvm/s390x/memop.c

    Scenario Outline: <instruction> of the guest with PSW key <psw key>, a frame with key <storage key>
      Given memory "guest" holds X'11223344' at 0x10000
      And the virtual machine has a vCPU with:
        | PSW key | <psw key>  |
        | GR2     | 0x10000    |
        | GR4     | 0xAABBCCDD |
      And guest frame 0x10000 has key <storage key>
      When the vCPU executes <instruction>
      Then the guest meets a protection exception
      And memory "guest" holds X'11223344' at 0x10000

      Examples:
        | instruction | psw key | storage key |
        | ST 4,0(2)   | 2       | ACC 9       |
        | ST 4,0(2)   | 2       | ACC 9 F     |
        | LG 4,0(2)   | 2       | ACC 9 F     |
        | LG 4,0(2)   | 9       | ACC 0 F     |

    Scenario Outline: the guest stores with PSW key <psw key> into a frame with key <storage key>
      Given the virtual machine has a vCPU with:
        | PSW key | <psw key>  |
        | GR2     | 0x10000    |
        | GR4     | 0xAABBCCDD |
      And guest frame 0x10000 has key <storage key>
      When the vCPU executes ST 4,0(2)
      Then memory "guest" holds X'AABBCCDD' at 0x10000

      Examples:
        | psw key | storage key |
        | 9       | ACC 9 F     |
        | 0       | ACC 9 F     |

    Scenario Outline: a write with KVM_S390_MEM_OP on "<file>", access key <key>
      Given the virtual machine has a vCPU
      And guest frame 0x10000 has key ACC 9
      When the program calls KVM_S390_MEM_OP on "<file>" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                             |
        | size  | 4                                |
        | buf   | address of "keys"                |
        | key   | <key>                            |
      Then the result is <result>

      Examples:
        | file | op                            | key | result |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_WRITE | 2   | 4      |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_WRITE | 9   | 0      |
        | vcpu | KVM_S390_MEMOP_LOGICAL_WRITE  | 2   | 4      |
        | vcpu | KVM_S390_MEMOP_LOGICAL_WRITE  | 9   | 0      |
