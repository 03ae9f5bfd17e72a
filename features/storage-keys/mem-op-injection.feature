@storage-keys
Feature: KVM_S390_MEM_OP on a vCPU: exceptions for the guest

  With INJECT_EXCEPTION an exception that the access meets is also made pending for the guest, which takes it when it runs next.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'

  @MEM-94 @architecture @must
  Rule: With INJECT_EXCEPTION the guest takes the program interruption whose code is the result
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> at <gaddr> with access key <key>
      Given guest frame 0x10000 has key ACC 9 F
      And the guest's primary space maps:
        | virtual  | absolute        | protected |
        | 0x200000 | 0x10000         | no        |
        | 0x201000 | invalid page    | no        |
        | 0x202000 | 0x12000         | page      |
        | 0x203000 | 0x1000000       | no        |
        | 0x300000 | invalid segment | no        |
      And the virtual machine has a vCPU with:
        | DAT | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                                                              |
        | flags | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                                                                 |
        | size  | 8                                                                    |
        | buf   | address of "buffer"                                                  |
        | key   | <key>                                                                |
      Then the call returns <result>
      When the vCPU runs
      Then the guest meets a <exception> exception

      Examples:
        | op                           | gaddr    | key | result | exception           |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x200000 | 2   | 4      | protection          |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x200000 | 2   | 4      | protection          |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x202000 | 0   | 4      | protection          |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x203000 | 0   | 5      | addressing          |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x203000 | 0   | 5      | addressing          |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x201000 | 0   | 17     | page translation    |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x201000 | 9   | 17     | page translation    |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x300000 | 0   | 16     | segment translation |

    Scenario: an access list without the entry
      Given the guest's primary space maps:
        | virtual  | absolute |
        | 0x200000 | 0x10000  |
      And the guest's access list has:
        | entry | designates                     |
        | 2     | nothing: the entry is invalid  |
      And the virtual machine has a vCPU with:
        | DAT           | on              |
        | address space | access-register |
        | AR5           | 2               |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x200000                          |
        | flags | KVM_S390_MEMOP_F_INJECT_EXCEPTION |
        | op    | KVM_S390_MEMOP_LOGICAL_READ       |
        | size  | 8                                 |
        | buf   | address of "buffer"               |
        | ar    | 5                                 |
      Then the call returns 41
      When the vCPU runs
      Then the guest meets an ALEN translation exception
      And the exception access identification that the guest sees is 5

  @MEM-95 @architecture @must
  Rule: Without an exception, and with a negative error number, nothing is injected
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> at 0x10000, <size> bytes, buffer at <buf>, key <key>
      Given guest frame 0x10000 has key ACC 9
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000                                                              |
        | flags | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                                                                 |
        | size  | <size>                                                               |
        | buf   | <buf>                                                                |
        | key   | <key>                                                                |
      Then the result is <result>
      When the vCPU runs
      Then the guest has noticed nothing

      Examples:
        | op                           | size  | buf                 | key | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | 8     | address of "buffer" | 9   | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 8     | address of "buffer" | 9   | 0      |
        | KVM_S390_MEMOP_LOGICAL_READ  | 8     | 0                   | 9   | EFAULT |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 8     | 0                   | 2   | EFAULT |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0     | address of "buffer" | 9   | EINVAL |
        | KVM_S390_MEMOP_LOGICAL_READ  | 65537 | address of "buffer" | 9   | E2BIG  |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 8     | address of "buffer" | 16  | EINVAL |

  @MEM-96 @architecture @must
  Rule: Without INJECT_EXCEPTION the guest does not notice that the access met an exception
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> at <gaddr> with flags <flags>
      Given guest frame 0x10000 has key ACC 9 F
      And the virtual machine has a vCPU with:
        | GR2 | 0x1234 |
        | AR3 | 0x5678 |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
        | key   | 2                   |
      Then the call returns <result>
      When the vCPU runs
      Then the guest has noticed nothing

      Examples:
        | op                           | gaddr     | flags                                                          | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x10000   | KVM_S390_MEMOP_F_SKEY_PROTECTION                               | 4      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x10000   | KVM_S390_MEMOP_F_SKEY_PROTECTION                               | 4      |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x10000   | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x1000000 | 0                                                              | 5      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x1000000 | 0                                                              | 5      |

  @MEM-97 @architecture @must
  Rule: INJECT_EXCEPTION injects with CHECK_ONLY too
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> at <gaddr>
      Given guest frame 0x10000 has key ACC 9 F
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                                                                                            |
        | flags | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                                                                                               |
        | size  | 8                                                                                                  |
        | key   | 2                                                                                                  |
      Then the call returns <result>
      When the vCPU runs
      Then the guest meets a <exception> exception

      Examples:
        | op                           | gaddr     | result | exception  |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x10000   | 4      | protection |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x10000   | 4      | protection |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x1000000 | 5      | addressing |

  @MEM-98 @architecture @must
  Rule: Where the key does not open the first page, the TEID tells key-controlled protection: bits 56, 60 and 61 are 010
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/gaccess.c trans_exc_ending

    Scenario Outline: <op>, <size> bytes with flags <flags>
      Given guest frame 0x10000 has key ACC 9 F
      And guest frame 0x11000 has key ACC 2
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | <size>              |
        | buf   | address of "buffer" |
        | key   | 2                   |
      Then the call returns 4
      When the vCPU runs
      Then the guest meets a protection exception
      And the TEID that the guest sees has:
        | bits | values |
        | 56   | 0      |
        | 60   | 1      |
        | 61   | 0      |

      Examples:
        | op                           | size   | flags                                                                                              |
        | KVM_S390_MEMOP_LOGICAL_READ  | 8      | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION                               |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 8      | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION                               |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x2000 | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION                               |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 8      | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION + KVM_S390_MEMOP_F_CHECK_ONLY |

  @MEM-99 @architecture @must
  Rule: Where a write fails on the key of a later page, the TEID tells termination: bits 56, 60 and 61 are 000
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_termination

    Scenario Outline: 0x2000 bytes at <gaddr>
      Given guest frame 0x10000 has key ACC 2
      And guest frame 0x11000 has key ACC 2
      And guest frame 0x12000 has key ACC 9
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                                                              |
        | flags | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE                                         |
        | size  | 0x2000                                                               |
        | buf   | address of "buffer"                                                  |
        | key   | 2                                                                    |
      Then the call returns 4
      When the vCPU runs
      Then the guest meets a protection exception
      And the TEID that the guest sees has:
        | bits | values |
        | 56   | 0      |
        | 60   | 0      |
        | 61   | 0      |

      Examples:
        | gaddr   |
        | 0x11000 |
        | 0x10FFF |
        | 0x11FFF |

  @MEM-100 @linux @must
  Rule: Where a read fails on the key of a later page, the TEID tells key-controlled protection
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_with_key

    Scenario Outline: 0x2000 bytes at <gaddr>
      Given guest frame 0x10000 has key ACC 2 F
      And guest frame 0x11000 has key ACC 2 F
      And guest frame 0x12000 has key ACC 9 F
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                                                              |
        | flags | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_LOGICAL_READ                                          |
        | size  | 0x2000                                                               |
        | buf   | address of "buffer"                                                  |
        | key   | 2                                                                    |
      Then the call returns 4
      When the vCPU runs
      Then the guest meets a protection exception
      And the TEID that the guest sees has:
        | bits  | values |
        | 0-51  | 0x12   |
        | 56    | 0      |
        | 60    | 1      |
        | 61    | 0      |

      Examples:
        | gaddr   |
        | 0x11000 |
        | 0x10FFF |

  @MEM-101 @linux @must
  Rule: The TEID has the address of the page that failed
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_with_key

    Scenario Outline: <op>, <size> bytes at <gaddr>
      Given guest frame 0x10000 has key ACC 2
      And guest frame 0x11000 has key ACC 9 F
      And the guest's primary space maps:
        | virtual  | absolute     |
        | 0x200000 | 0x10000      |
        | 0x201000 | 0x11000      |
        | 0x202000 | invalid page |
        | 0x4FF000 | 0x10000      |
      And the virtual machine has a vCPU with:
        | DAT | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                                                              |
        | flags | KVM_S390_MEMOP_F_INJECT_EXCEPTION + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                                                                 |
        | size  | <size>                                                               |
        | buf   | address of "buffer"                                                  |
        | key   | 2                                                                    |
      Then the call returns <result>
      When the vCPU runs
      Then the guest meets a <exception> exception
      And the TEID that the guest sees has:
        | bits  | values |
        | 0-51  | <page> |
        | 62-63 | 0      |

      Examples:
        | op                           | gaddr    | size   | result | exception           | page  |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x201234 | 8      | 4      | protection          | 0x201 |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x201FF8 | 8      | 4      | protection          | 0x201 |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x200FFC | 8      | 4      | protection          | 0x201 |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x200000 | 0x2000 | 4      | protection          | 0x201 |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x202468 | 8      | 17     | page translation    | 0x202 |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x200000 | 0x3000 | 17     | page translation    | 0x202 |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x4FFFFC | 8      | 16     | segment translation | 0x500 |
