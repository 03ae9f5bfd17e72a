@storage-keys
Feature: The interface of KVM_S390_MEM_OP

  KVM_S390_MEM_OP moves bytes between a buffer of the program and the storage of its guest as if the guest had done it.
  On a vCPU it works on logical addresses; on a virtual machine it works on absolute addresses, with the storage key that the
  program names, from any thread. The result is 0, a negative error number, or the program-interruption code that the
  guest would have got (4 protection, 5 addressing …).

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"

  @MEM-01 @architecture @must
  Rule: The request is 0x4040AEB1 and its structure has 64 bytes
    Source: Linux 6.12 arch/s390/include/uapi/asm/kvm.h struct kvm_s390_mem_op; Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario: the request by its number
      Given memory "buffer" holds X'000000000001000000000000000000000000000800000004' at 0
      And memory "buffer" holds the address of "buffer" at 24
      And memory "guest" holds X'1122334455667788' at 0x10000
      When the program makes the call ioctl with:
        | fd       | fd of "vm"          |
        | request  | 0x4040AEB1          |
        | argument | address of "buffer" |
      Then the call succeeds
      And memory "buffer" holds X'1122334455667788' at 0

    Scenario: 64 bytes are enough
      When the program calls KVM_S390_MEM_OP on "vm" with only the first 64 bytes of:
        | gaddr | 0x10000                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 8                            |
        | buf   | address of "buffer"          |
      Then the call succeeds

    Scenario: 63 bytes are not
      When the program calls KVM_S390_MEM_OP on "vm" with only the first 63 bytes of:
        | gaddr | 0x10000                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 8                            |
        | buf   | address of "buffer"          |
      Then the call fails with EFAULT

  @MEM-02 @architecture @must
  Rule: The fields are gaddr at 0, flags at 8, size at 16, op at 20, buf at 24, ar at 32, key at 33, old_addr at 40, and sida_offset at 32
    Source: Linux 6.12 arch/s390/include/uapi/asm/kvm.h struct kvm_s390_mem_op

    The structure is given byte by byte: a field at another place changes the result.

    Background:
      Given the virtual machine has a vCPU
      And guest frame 0x10000 has key ACC 9 F
      And memory "guest" holds X'1122334455667788' at 0x10000
      And the program has 64 bytes of memory "request"

    Scenario Outline: <field>, on "<file>"
      Given memory "request" holds <bytes> at 0
      And memory "request" holds the address of "buffer" at 24
      When the program makes the call ioctl with:
        | fd       | fd of "<file>"       |
        | request  | KVM_S390_MEM_OP      |
        | argument | address of "request" |
      Then the result is <result>

      Examples: check only (1) and key (4), on the virtual machine
        | field           | file | bytes                                                                                   | result |
        | nothing special | vm   | X'0000000000010000000000000000000500000008000000040000000000000000000900000000000000' | 0      |
        | gaddr           | vm   | X'0000000001000000000000000000000500000008000000040000000000000000000900000000000000' | 5      |
        | flags           | vm   | X'0000000000010000000000000000000D00000008000000040000000000000000000900000000000000' | EINVAL |
        | size            | vm   | X'0000000000010000000000000000000500010001000000040000000000000000000900000000000000' | E2BIG  |
        | op              | vm   | X'0000000000010000000000000000000500000008000000070000000000000000000900000000000000' | EINVAL |
        | key             | vm   | X'0000000000010000000000000000000500000008000000040000000000000000000200000000000000' | 4      |

      Examples: a logical read
        | field           | file | bytes                                                                                   | result |
        | nothing special | vcpu | X'0000000000010000000000000000000100000008000000000000000000000000000000000000000000' | 0      |
        | ar              | vcpu | X'0000000000010000000000000000000100000008000000000000000000000000100000000000000000' | EINVAL |

      Examples: a read of the secure instruction data area
        | field           | file | bytes                                                                                   | result |
        | sida_offset     | vcpu | X'0000000000000000000000000000000000000001000000020000000000000000001000010000000000' | E2BIG  |

    Scenario: buf
      Given memory "request" holds X'000000000001000000000000000000000000000800000004' at 0
      And memory "request" holds the address of "buffer" at 24
      When the program makes the call ioctl with:
        | fd       | fd of "vm"           |
        | request  | KVM_S390_MEM_OP      |
        | argument | address of "request" |
      Then the call succeeds
      And memory "buffer" holds X'11223344556677880000' at 0

    Scenario: old_addr
      Given a kernel with ABSOLUTE_CMPXCHG
      And memory "request" holds X'000000000001000000000000000000000000000800000006' at 0
      And the program has 64 bytes of memory "old value"
      And memory "old value" holds X'AAAAAAAAAAAAAAAA' at 0
      And memory "request" holds the address of "buffer" at 24
      And memory "request" holds the address of "old value" at 40
      When the program makes the call ioctl with:
        | fd       | fd of "vm"           |
        | request  | KVM_S390_MEM_OP      |
        | argument | address of "request" |
      Then the call succeeds
      And memory "old value" holds X'1122334455667788' at 0

  @MEM-03 @linux @must
  Rule: KVM_CAP_S390_MEM_OP reports 65536, the largest size
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_vm_ioctl_check_extension, MEM_OP_MAX_SIZE

    Scenario Outline: asked on "<file>"
      When the program calls KVM_CHECK_EXTENSION on "<file>" with the number 108
      Then the call returns 65536

      Examples:
        | file |
        | kvm  |
        | vm   |

  @MEM-04 @architecture @must
  Rule: KVM_CAP_S390_MEM_OP_EXTENSION has bit 0 where there are absolute operations and key protection, bit 1 where there is the compare-and-exchange
    Source: Linux 6.12 arch/s390/include/uapi/asm/kvm.h KVM_S390_MEMOP_EXTENSION_CAP_BASE, _CMPXCHG; Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario: all three operations are there
      Given a kernel with ABSOLUTE_CMPXCHG
      When the program calls KVM_CHECK_EXTENSION on "vm" with the number 211
      Then the call returns 3
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                      |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | key   | 2                            |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 8                            |
        | buf   | address of "buffer"          |
      Then the call succeeds
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                         |
        | op       | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size     | 8                               |
        | buf      | address of "buffer"             |
        | old_addr | address of "buffer" + 8         |
      Then the call succeeds

  @MEM-05 @linux @must
  Rule: A structure that cannot be read is EFAULT before anything else
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_arch_vm_ioctl, kvm_arch_vcpu_ioctl

    Scenario Outline: no structure at all, on "<file>"
      Given the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "<file>" with an address where nothing is
      Then the call fails with EFAULT

      Examples:
        | file |
        | vm   |
        | vcpu |

    Scenario Outline: half a structure that asks for what there is not, on "<file>"
      Given the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "<file>" with only the first 32 bytes of:
        | gaddr | 0xFFFFFFFFFFFFF000 |
        | flags | 0xFF               |
        | op    | 0xFFFFFFFF         |
        | size  | 0xFFFFFFFF         |
      Then the call fails with EFAULT

      Examples:
        | file |
        | vm   |
        | vcpu |

  @MEM-06 @architecture @must
  Rule: On a virtual machine every operation but the three absolute ones is EINVAL
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op; Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: operation <op>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                 |
        | op       | <op>                    |
        | size     | 8                       |
        | buf      | address of "buffer"     |
      Then the result is <result>

      Examples: absolute
        | op                            | result |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0      |

      Examples: for a vCPU
        | op                           | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | EINVAL |
        | KVM_S390_MEMOP_LOGICAL_WRITE | EINVAL |
        | KVM_S390_MEMOP_SIDA_READ     | EINVAL |
        | KVM_S390_MEMOP_SIDA_WRITE    | EINVAL |

      Examples: not defined
        | op         | result |
        | 7          | EINVAL |
        | 8          | EINVAL |
        | 0x80000004 | EINVAL |
        | 0xFFFFFFFF | EINVAL |

  @MEM-07 @architecture @must
  Rule: On a vCPU the absolute operations and those that are not defined are EINVAL
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_memsida_op; Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: operation <op>
      Given the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr    | 0x10000                 |
        | op       | <op>                    |
        | size     | 8                       |
        | buf      | address of "buffer"     |
      Then the result is <result>

      Examples:
        | op                           | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_READ | EINVAL |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | EINVAL |
        | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG | EINVAL |
        | 7                            | EINVAL |
        | 0xFFFFFFFF                   | EINVAL |

  @MEM-08 @architecture @must @untested
  Rule: On the virtual machine of a protected guest every operation is EINVAL
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op; Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Reason: a protected guest needs an ultravisor and a signed guest image, which no scenario can bring along.

  @MEM-09 @linux @must
  Rule: On a virtual machine an operation that is not there is EINVAL, however large the size
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op

    Scenario Outline: operation <op>, size <size>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000             |
        | op    | <op>                |
        | size  | <size>              |
        | buf   | address of "buffer" |
      Then the call fails with EINVAL

      Examples:
        | op                          | size       |
        | 7                           | 65537      |
        | 7                           | 0xFFFFFFFF |
        | 0xFFFFFFFF                  | 65537      |
        | KVM_S390_MEMOP_LOGICAL_READ | 65537      |
        | KVM_S390_MEMOP_SIDA_READ    | 65537      |

  @MEM-66 @architecture @must
  Rule: Without bit 1 of KVM_CAP_S390_MEM_OP_EXTENSION the compare-and-exchange is EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario: the operation is not there
      Given a kernel without ABSOLUTE_CMPXCHG
      And memory "guest" holds X'01020304' at 0x10000
      And memory "buffer" holds X'01020304' at 8
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                         |
        | op    | KVM_S390_MEMOP_ABSOLUTE_CMPXCHG |
        | size  | 4                               |
        | buf   | address of "buffer"             |
      Then the call fails with EINVAL
      And memory "guest" holds X'01020304' at 0x10000

  @MEM-114 @architecture @must
  Rule: A field that was added later counts only with the flag or the operation that it came with
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; thread "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", version 3, 9 February 2022

    Scenario Outline: key <key> without its flag, and an old value without its operation
      Given guest frame 0x10000 has key ACC 9 F
      And memory "guest" holds X'11223344' at 0x10000
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr    | 0x10000                      |
        | op       | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size     | 4                            |
        | buf      | address of "buffer"          |
        | key      | <key>                        |
        | old_addr | 0x10                         |
      Then the call succeeds
      And memory "buffer" holds X'11223344' at 0

      Examples:
        | key |
        | 2   |
        | 16  |
        | 255 |

    Scenario: an old value is of no account for a logical read
      Given the virtual machine has a vCPU
      And guest frame 0x10000 has key ACC 9 F
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr    | 0x10000                     |
        | op       | KVM_S390_MEMOP_LOGICAL_READ |
        | size     | 4                           |
        | buf      | address of "buffer"         |
        | key      | 2                           |
        | old_addr | 0x10                        |
      Then the call succeeds
