@storage-keys
Feature: What KVM_S390_MEM_OP refuses of a logical access

  LOGICAL_READ and LOGICAL_WRITE on a vCPU look at flags, size, key and access register before they look at the guest.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the virtual machine has a vCPU
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'

  @MEM-68 @architecture @must
  Rule: CHECK_ONLY, INJECT_EXCEPTION and SKEY_PROTECTION are accepted in every combination
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> with flags <flags>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
      Then the call succeeds

      Examples: a read
        | op                          | flags                                                                                              |
        | KVM_S390_MEMOP_LOGICAL_READ | 0                                                                                                  |
        | KVM_S390_MEMOP_LOGICAL_READ | KVM_S390_MEMOP_F_CHECK_ONLY                                                                        |
        | KVM_S390_MEMOP_LOGICAL_READ | KVM_S390_MEMOP_F_INJECT_EXCEPTION                                                                  |
        | KVM_S390_MEMOP_LOGICAL_READ | KVM_S390_MEMOP_F_SKEY_PROTECTION                                                                   |
        | KVM_S390_MEMOP_LOGICAL_READ | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_INJECT_EXCEPTION                                    |
        | KVM_S390_MEMOP_LOGICAL_READ | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION                                     |
        | KVM_S390_MEMOP_LOGICAL_READ | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION                               |
        | KVM_S390_MEMOP_LOGICAL_READ | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION |

      Examples: a write
        | op                           | flags                                                                                              |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0                                                                                                  |
        | KVM_S390_MEMOP_LOGICAL_WRITE | KVM_S390_MEMOP_F_CHECK_ONLY                                                                        |
        | KVM_S390_MEMOP_LOGICAL_WRITE | KVM_S390_MEMOP_F_INJECT_EXCEPTION                                                                  |
        | KVM_S390_MEMOP_LOGICAL_WRITE | KVM_S390_MEMOP_F_SKEY_PROTECTION                                                                   |
        | KVM_S390_MEMOP_LOGICAL_WRITE | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_INJECT_EXCEPTION                                    |
        | KVM_S390_MEMOP_LOGICAL_WRITE | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION                                     |
        | KVM_S390_MEMOP_LOGICAL_WRITE | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION                               |
        | KVM_S390_MEMOP_LOGICAL_WRITE | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION |

  @MEM-69 @architecture @must
  Rule: A flag that is not defined is EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c mem_op_validate_common

    Scenario Outline: <op> with flags <flags>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
      Then the call fails with EINVAL
      And memory "buffer" holds X'EEEEEEEEEEEEEEEE' at 0
      And memory "guest" holds X'0000000000000000' at 0x10000

      Examples:
        | op                           | flags              |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x8                |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0xF                |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x8000000000000000 |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x100000000        |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x8                |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0xFFFFFFFFFFFFFFFF |

  @MEM-70 @architecture @must
  Rule: Size 0 is EINVAL, 65536 is accepted, a larger one is E2BIG
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c mem_op_validate_common

    Scenario Outline: <op> of <size> bytes with flags <flags>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10001             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | <size>              |
        | buf   | address of "buffer" |
      Then the result is <result>

      Examples:
        | op                           | size       | flags                       | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0          | 0                           | EINVAL |
        | KVM_S390_MEMOP_LOGICAL_READ  | 65536      | 0                           | 0      |
        | KVM_S390_MEMOP_LOGICAL_READ  | 65537      | 0                           | E2BIG  |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0xFFFFFFFF | 0                           | E2BIG  |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0          | 0                           | EINVAL |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 65536      | 0                           | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 65537      | 0                           | E2BIG  |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0          | KVM_S390_MEMOP_F_CHECK_ONLY | EINVAL |
        | KVM_S390_MEMOP_LOGICAL_READ  | 65536      | KVM_S390_MEMOP_F_CHECK_ONLY | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 65537      | KVM_S390_MEMOP_F_CHECK_ONLY | E2BIG  |

  @MEM-71 @linux @must
  Rule: A key beyond 15 is EINVAL with SKEY_PROTECTION, whatever the access register
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_mem_op

    That the key is looked at before the access register cannot be seen: both are the same error number.

    Scenario Outline: key <key>, access register <ar>, flags <flags>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000                     |
        | flags | <flags>                     |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 8                           |
        | buf   | address of "buffer"         |
        | ar    | <ar>                        |
        | key   | <key>                       |
      Then the result is <result>

      Examples:
        | key | ar | flags                            | result |
        | 15  | 0  | KVM_S390_MEMOP_F_SKEY_PROTECTION | 0      |
        | 16  | 0  | KVM_S390_MEMOP_F_SKEY_PROTECTION | EINVAL |
        | 255 | 0  | KVM_S390_MEMOP_F_SKEY_PROTECTION | EINVAL |
        | 16  | 16 | KVM_S390_MEMOP_F_SKEY_PROTECTION | EINVAL |
        | 16  | 0  | 0                                | 0      |
        | 255 | 0  | 0                                | 0      |

  @MEM-72 @architecture @must
  Rule: An access register beyond 15 is EINVAL, also outside access-register mode
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> with access register <ar>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
        | ar    | <ar>                |
      Then the result is <result>

      Examples:
        | op                           | ar  | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | 15  | 0      |
        | KVM_S390_MEMOP_LOGICAL_READ  | 16  | EINVAL |
        | KVM_S390_MEMOP_LOGICAL_READ  | 17  | EINVAL |
        | KVM_S390_MEMOP_LOGICAL_READ  | 255 | EINVAL |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 16  | EINVAL |

  @MEM-74 @architecture @must @untested
  Rule: A logical access to a protected CPU is EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_mem_op

    Reason: a protected guest needs an ultravisor and a signed guest image, which no scenario can bring along.

  @MEM-75 @linux @must
  Rule: A write from a bad buffer is EFAULT although the guest address is bad too
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_mem_op

    Scenario Outline: a write at <gaddr> from <buf>, flags <flags>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                      |
        | flags | <flags>                      |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE |
        | size  | 8                            |
        | buf   | <buf>                        |
      Then the result is <result>

      Examples:
        | gaddr     | buf                 | flags                             | result |
        | 0x1000000 | 0                   | 0                                 | EFAULT |
        | 0x1000000 | 0                   | KVM_S390_MEMOP_F_INJECT_EXCEPTION | EFAULT |
        | 0x1000000 | address of "buffer" | 0                                 | 5      |
        | 0x10000   | 0                   | 0                                 | EFAULT |
        | 0x1000000 | 0                   | KVM_S390_MEMOP_F_CHECK_ONLY       | 5      |

  @MEM-76 @linux @must
  Rule: An exception of the guest is told before a bad buffer of a read
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_mem_op

    Scenario Outline: a read at <gaddr> into <buf> with access key <key>
      Given guest frame 0x10000 has key ACC 9 F
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_LOGICAL_READ      |
        | size  | 8                                |
        | buf   | <buf>                            |
        | key   | <key>                            |
      Then the result is <result>

      Examples:
        | gaddr     | buf | key | result |
        | 0x1000000 | 0   | 9   | 5      |
        | 0x10000   | 0   | 2   | 4      |
        | 0x10000   | 0   | 9   | EFAULT |
