@storage-keys
Feature: KVM_S390_MEM_OP: the secure instruction data area of a vCPU that has none

  SIDA_READ and SIDA_WRITE are for the vCPUs of protected guests. On an ordinary vCPU every one of them is refused; the error
  number tells what was looked at first.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the virtual machine has a vCPU
    And the program has 0x20000 bytes of memory "buffer"

  @MEM-103 @architecture @must
  Rule: A flag and size 0 are EINVAL, also where size and offset are too large
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_sida_op

    Scenario Outline: <op>, <size> bytes at <offset>, flags <flags>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | flags       | <flags>             |
        | op          | <op>                |
        | size        | <size>              |
        | buf         | address of "buffer" |
        | sida_offset | <offset>            |
      Then the call fails with EINVAL

      Examples:
        | op                        | size     | offset   | flags                             |
        | KVM_S390_MEMOP_SIDA_READ  | 8        | 0x200000 | KVM_S390_MEMOP_F_CHECK_ONLY       |
        | KVM_S390_MEMOP_SIDA_READ  | 8        | 0x200000 | KVM_S390_MEMOP_F_INJECT_EXCEPTION |
        | KVM_S390_MEMOP_SIDA_READ  | 8        | 0x200000 | KVM_S390_MEMOP_F_SKEY_PROTECTION  |
        | KVM_S390_MEMOP_SIDA_WRITE | 0x200000 | 0        | 0x8000000000000000                |
        | KVM_S390_MEMOP_SIDA_READ  | 0        | 0x200000 | 0                                 |
        | KVM_S390_MEMOP_SIDA_WRITE | 0        | 0        | 0                                 |

  @MEM-104 @linux @must
  Rule: Size and offset beyond the area are E2BIG, which is told before that the vCPU has none
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_sida_op; arch/s390/include/asm/kvm_host.h sida_size

    The length of the area is read from a field that an ordinary vCPU uses for its breaking-event address: 4096 for each unit of
    its low byte, and 4096 more. So 1 MiB is the most, 8192 what it is after initial reset, and what is between depends on the guest.

    Scenario Outline: <op>, <size> bytes at <offset>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | op          | <op>                |
        | size        | <size>              |
        | buf         | address of "buffer" |
        | sida_offset | <offset>            |
      Then the call fails with E2BIG

      Examples:
        | op                        | size       | offset   |
        | KVM_S390_MEMOP_SIDA_READ  | 0x100001   | 0        |
        | KVM_S390_MEMOP_SIDA_READ  | 1          | 0x100000 |
        | KVM_S390_MEMOP_SIDA_WRITE | 0x80000    | 0x80001  |
        | KVM_S390_MEMOP_SIDA_WRITE | 0xFFFFFFFF | 0        |

    Scenario Outline: between the least and the most, <size> bytes at <offset>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | op          | KVM_S390_MEMOP_SIDA_READ |
        | size        | <size>                   |
        | buf         | address of "buffer"      |
        | sida_offset | <offset>                 |
      Then the call fails with one of E2BIG, EINVAL

      Examples:
        | size     | offset |
        | 4097     | 0      |
        | 0x100000 | 0      |
        | 8        | 0x8000 |

    Scenario Outline: after initial reset, <size> bytes at <offset>
      When the program calls KVM_S390_INITIAL_RESET on "vcpu"
      Then the call succeeds
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | op          | KVM_S390_MEMOP_SIDA_READ |
        | size        | <size>                   |
        | buf         | address of "buffer"      |
        | sida_offset | <offset>                 |
      Then the call fails with <error>

      Examples:
        | size | offset | error  |
        | 8192 | 0      | EINVAL |
        | 8193 | 0      | E2BIG  |
        | 1    | 8191   | EINVAL |
        | 1    | 8192   | E2BIG  |

  @MEM-105 @architecture @must
  Rule: On an ordinary vCPU an operation within 4096 bytes is EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; tools/testing/selftests/kvm/s390x/memop.c test_errors

    Scenario Outline: <op>, <size> bytes at <offset> from <buf>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | op          | <op>     |
        | size        | <size>   |
        | buf         | <buf>    |
        | sida_offset | <offset> |
      Then the call fails with EINVAL

      Examples:
        | op                        | size | offset | buf                 |
        | KVM_S390_MEMOP_SIDA_READ  | 8    | 0      | address of "buffer" |
        | KVM_S390_MEMOP_SIDA_WRITE | 8    | 0      | address of "buffer" |
        | KVM_S390_MEMOP_SIDA_READ  | 4096 | 0      | address of "buffer" |
        | KVM_S390_MEMOP_SIDA_WRITE | 1    | 4095   | address of "buffer" |
        | KVM_S390_MEMOP_SIDA_WRITE | 8    | 0      | 0                   |

  @MEM-106 @linux @must
  Rule: Size and offset whose sum needs more than 32 bits are EINVAL
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_sida_op

    Scenario Outline: <size> bytes at <offset>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | op          | KVM_S390_MEMOP_SIDA_READ |
        | size        | <size>                   |
        | buf         | address of "buffer"      |
        | sida_offset | <offset>                 |
      Then the call fails with <error>

      Examples:
        | size       | offset     | error  |
        | 0xFFFFFFFF | 1          | EINVAL |
        | 1          | 0xFFFFFFFF | EINVAL |
        | 0x80000000 | 0x80000000 | EINVAL |
        | 0xFFFFFFFF | 0xFFFFFFFF | EINVAL |
        | 0x80000000 | 0x7FFFFFFF | E2BIG  |

  @MEM-107 @architecture @must
  Rule: On a virtual machine the operations are EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op>, <size> bytes at <offset>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | op          | <op>                |
        | size        | <size>              |
        | buf         | address of "buffer" |
        | sida_offset | <offset>            |
      Then the call fails with EINVAL

      Examples:
        | op                        | size     | offset   |
        | KVM_S390_MEMOP_SIDA_READ  | 8        | 0        |
        | KVM_S390_MEMOP_SIDA_WRITE | 8        | 0        |
        | KVM_S390_MEMOP_SIDA_READ  | 8        | 0x200000 |
