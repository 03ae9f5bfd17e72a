@storage-keys
Feature: What KVM_S390_MEM_OP refuses of an absolute access

  ABSOLUTE_READ and ABSOLUTE_WRITE on a virtual machine look at flags, size and key, in this order, before they look at the guest.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'

  @MEM-10 @architecture @must
  Rule: INJECT_EXCEPTION is EINVAL: there is no CPU that could take the interruption
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_abs

    Scenario Outline: <op> with <flags>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
      Then the call fails with EINVAL
      And memory "buffer" holds X'EEEEEEEEEEEEEEEE' at 0
      And memory "guest" holds X'0000000000000000' at 0x10000

      Examples:
        | op                            | flags                                                                   |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | KVM_S390_MEMOP_F_INJECT_EXCEPTION                                       |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | KVM_S390_MEMOP_F_INJECT_EXCEPTION                                       |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_CHECK_ONLY         |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION    |

  @MEM-11 @architecture @must
  Rule: A flag that is not defined is EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c mem_op_validate_common

    Scenario Outline: <op> with flags <flags>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
      Then the call fails with EINVAL
      And memory "buffer" holds X'EEEEEEEEEEEEEEEE' at 0
      And memory "guest" holds X'0000000000000000' at 0x10000

      Examples:
        | op                            | flags              |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0x8                |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xC                |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0x100000000        |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0x8000000000000000 |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xFFFFFFFFFFFFFFFF |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0x8                |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0x8000000000000001 |

  @MEM-12 @architecture @must
  Rule: Size 0 is EINVAL, also with CHECK_ONLY
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c mem_op_validate_common

    Scenario Outline: <op> with flags <flags>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 0                   |
        | buf   | address of "buffer" |
      Then the call fails with EINVAL

      Examples:
        | op                            | flags                            |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0                                |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0                                |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | KVM_S390_MEMOP_F_CHECK_ONLY      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | KVM_S390_MEMOP_F_CHECK_ONLY      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | KVM_S390_MEMOP_F_SKEY_PROTECTION |

  @MEM-13 @architecture @must
  Rule: Size 65536 is accepted, a larger one is E2BIG
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c mem_op_validate_common

    Scenario Outline: <op> of <size> bytes with flags <flags>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | <size>              |
        | buf   | address of "buffer" |
      Then the result is <result>

      Examples:
        | op                            | size       | flags                       | result |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 65536      | 0                           | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 65537      | 0                           | E2BIG  |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0x80000000 | 0                           | E2BIG  |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xFFFFFFFF | 0                           | E2BIG  |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 65536      | 0                           | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 65537      | 0                           | E2BIG  |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0xFFFFFFFF | 0                           | E2BIG  |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 65536      | KVM_S390_MEMOP_F_CHECK_ONLY | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 65537      | KVM_S390_MEMOP_F_CHECK_ONLY | E2BIG  |

  @MEM-14 @linux @must
  Rule: A flag that is not defined is told before a size that is too large
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c mem_op_validate_common

    Scenario Outline: flags <flags> and size <size>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                      |
        | flags | <flags>                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | <size>                       |
        | buf   | address of "buffer"          |
      Then the call fails with EINVAL

      Examples:
        | flags              | size       |
        | 0x8                | 65537      |
        | 0x8000000000000000 | 0xFFFFFFFF |
        | 0x2                | 65537      |

  @MEM-15 @linux @must
  Rule: A size that is too large is told before a key that is too large
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c mem_op_validate_common

    Scenario Outline: size 65537 and key <key>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ     |
        | size  | 65537                            |
        | buf   | address of "buffer"              |
        | key   | <key>                            |
      Then the call fails with E2BIG

      Examples:
        | key |
        | 16  |
        | 255 |

  @MEM-16 @architecture @must
  Rule: With SKEY_PROTECTION a key beyond 15 is EINVAL
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c mem_op_validate_common

    Scenario Outline: <op> with key <key>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                             |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | <key>                            |
      Then the result is <result>

      Examples:
        | op                            | key  | result |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0    | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 15   | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 16   | EINVAL |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 17   | EINVAL |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0x90 | EINVAL |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 255  | EINVAL |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 16   | EINVAL |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 255  | EINVAL |

  @MEM-17 @architecture @must
  Rule: Without SKEY_PROTECTION any key is accepted and the access is that of key 0
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/kvm-s390.c mem_op_validate_common

    Scenario Outline: a read with <key> in the field
      Given guest frame 0x10000 has key ACC 9 F
      And memory "guest" holds X'11223344' at 0x10000
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 4                            |
        | buf   | address of "buffer"          |
        | key   | <key>                        |
      Then the call succeeds
      And memory "buffer" holds X'11223344EE' at 0

      Examples:
        | key |
        | 0   |
        | 2   |
        | 15  |
        | 16  |
        | 255 |

    Scenario Outline: a write with <key> in the field
      Given guest frame 0x10000 has key ACC 9 F
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | 4                             |
        | buf   | address of "buffer"           |
        | key   | <key>                         |
      Then the call succeeds
      And memory "guest" holds X'EEEEEEEE00' at 0x10000

      Examples:
        | key |
        | 2   |
        | 16  |
        | 255 |

  @MEM-18 @architecture @must
  Rule: The access register, the padding and the reserved bytes may hold anything
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Background:
      Given the program has 64 bytes of memory "request"
      And memory "request" is filled with X'FF'
      And memory "guest" holds X'11223344' at 0x10000

    Scenario: without a key
      Given memory "request" holds X'000000000001000000000000000000000000000400000004' at 0
      And memory "request" holds the address of "buffer" at 24
      When the program makes the call ioctl with:
        | fd       | fd of "vm"           |
        | request  | KVM_S390_MEM_OP      |
        | argument | address of "request" |
      Then the call succeeds
      And memory "buffer" holds X'11223344EE' at 0

    Scenario: with a key
      Given guest frame 0x10000 has key ACC 9 F
      And memory "request" holds X'000000000001000000000000000000040000000400000004' at 0
      And memory "request" holds the address of "buffer" at 24
      And memory "request" holds X'09' at 33
      When the program makes the call ioctl with:
        | fd       | fd of "vm"           |
        | request  | KVM_S390_MEM_OP      |
        | argument | address of "request" |
      Then the call succeeds
      And memory "buffer" holds X'11223344EE' at 0

    Scenario: a check
      Given guest frame 0x10000 has key ACC 9 F
      And memory "request" holds X'000000000001000000000000000000050000000400000005' at 0
      And memory "request" holds X'09' at 33
      When the program makes the call ioctl with:
        | fd       | fd of "vm"           |
        | request  | KVM_S390_MEM_OP      |
        | argument | address of "request" |
      Then the call succeeds
