@storage-keys
Feature: KVM_S390_MEM_OP on a vCPU: keys, overrides and low-address protection

  A logical access meets the protections that an instruction of the guest would meet, with the access key that the program names.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'

  @MEM-77 @architecture @must
  Rule: Without SKEY_PROTECTION no key is checked
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: a frame with key <storage key>, <key> in the field, PSW key <psw key>
      Given memory "guest" holds X'1122334455667788' at 0x10000
      And guest frame 0x10000 has key <storage key>
      And the virtual machine has a vCPU with:
        | PSW key | <psw key> |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000                     |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 8                           |
        | buf   | address of "buffer"         |
        | key   | <key>                       |
      Then the call succeeds
      And memory "buffer" holds X'1122334455667788EE' at 0
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000                      |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE |
        | size  | 4                            |
        | buf   | address of "buffer" + 8      |
        | key   | <key>                        |
      Then the call succeeds
      And memory "guest" holds X'EEEEEEEE55667788' at 0x10000

      Examples:
        | storage key | key | psw key |
        | ACC 9 F     | 0   | 0       |
        | ACC 9 F     | 2   | 0       |
        | ACC 9 F     | 2   | 2       |
        | ACC 0 F     | 255 | 5       |

  @MEM-78 @architecture @must
  Rule: Another key reads without fetch protection; a read with it and every write are result 4
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_copy_key, test_errors_key

    Scenario Outline: <op> of a frame with key <storage key>, access key <key>
      Given memory "guest" holds X'1122334455667788' at 0x10000
      And guest frame 0x10000 has key <storage key>
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                             |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | <key>                            |
      Then the result is <result>
      And memory "buffer" holds <buffer> at 0
      And memory "guest" holds <guest> at 0x10000

      Examples:
        | op                           | storage key | key | result | buffer                | guest                 |
        | KVM_S390_MEMOP_LOGICAL_READ  | ACC 9       | 2   | 0      | X'1122334455667788EE' | X'112233445566778800' |
        | KVM_S390_MEMOP_LOGICAL_READ  | ACC 9 F     | 2   | 4      | X'EEEEEEEEEEEEEEEEEE' | X'112233445566778800' |
        | KVM_S390_MEMOP_LOGICAL_READ  | ACC 9 F     | 9   | 0      | X'1122334455667788EE' | X'112233445566778800' |
        | KVM_S390_MEMOP_LOGICAL_WRITE | ACC 9       | 2   | 4      | X'EEEEEEEEEEEEEEEEEE' | X'112233445566778800' |
        | KVM_S390_MEMOP_LOGICAL_WRITE | ACC 9 F     | 2   | 4      | X'EEEEEEEEEEEEEEEEEE' | X'112233445566778800' |
        | KVM_S390_MEMOP_LOGICAL_WRITE | ACC 9 F     | 9   | 0      | X'EEEEEEEEEEEEEEEEEE' | X'EEEEEEEEEEEEEEEE00' |
        | KVM_S390_MEMOP_LOGICAL_WRITE | ACC 0       | 1   | 4      | X'EEEEEEEEEEEEEEEEEE' | X'112233445566778800' |

  @MEM-79 @linux @must
  Rule: With fetch-protection override another key reads at 0-2047, and no more
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_copy_key_fetch_prot_override, test_errors_key_fetch_prot_override_enabled

    Scenario Outline: <op>, <size> bytes at <gaddr>, override <override>, flags <flags>
      Given guest frame 0x0 has key ACC 9 F
      And the virtual machine has a vCPU with:
        | fetch-protection override | <override> |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | <size>              |
        | buf   | address of "buffer" |
        | key   | 2                   |
      Then the result is <result>

      Examples: done
        | override | op                           | gaddr | size | flags                            | result |
        | on       | KVM_S390_MEMOP_LOGICAL_READ  | 0x0   | 2048 | KVM_S390_MEMOP_F_SKEY_PROTECTION | 0      |
        | on       | KVM_S390_MEMOP_LOGICAL_READ  | 0x0   | 2049 | KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | on       | KVM_S390_MEMOP_LOGICAL_READ  | 0x7FF | 1    | KVM_S390_MEMOP_F_SKEY_PROTECTION | 0      |
        | on       | KVM_S390_MEMOP_LOGICAL_READ  | 0x7FF | 2    | KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | on       | KVM_S390_MEMOP_LOGICAL_READ  | 0x800 | 1    | KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | on       | KVM_S390_MEMOP_LOGICAL_WRITE | 0x10  | 8    | KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | off      | KVM_S390_MEMOP_LOGICAL_READ  | 0x0   | 2048 | KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |

      Examples: checked
        | override | op                          | gaddr | size | flags                                                          | result |
        | on       | KVM_S390_MEMOP_LOGICAL_READ | 0x0   | 2048 | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION | 0      |
        | on       | KVM_S390_MEMOP_LOGICAL_READ | 0x0   | 2049 | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |

    Scenario Outline: with DAT on, the virtual address counts; virtual <gaddr>
      Given guest frame 0x0 has key ACC 9 F
      And guest frame 0x20000 has key ACC 9 F
      And the guest's primary space maps:
        | virtual  | absolute |
        | 0x0      | 0x20000  |
        | 0x200000 | 0x0      |
      And the virtual machine has a vCPU with:
        | DAT                       | on |
        | fetch-protection override | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_LOGICAL_READ      |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | 2                                |
      Then the result is <result>

      Examples:
        | gaddr    | result |
        | 0x100    | 0      |
        | 0x200100 | 4      |

    Scenario: in a private space the override is without effect
      Given guest frame 0x20000 has key ACC 9 F
      And the guest's primary space maps:
        | virtual | absolute |
        | 0x0     | 0x20000  |
      And the guest's primary space is private
      And the virtual machine has a vCPU with:
        | DAT                       | on |
        | fetch-protection override | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x100                            |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_LOGICAL_READ      |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | 2                                |
      Then the call returns 4

  @MEM-80 @linux @must
  Rule: Where a read wraps from the last page to 0, fetch-protection override covers the 2048 bytes there
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_copy_key_fetch_prot_override, test_errors_key_fetch_prot_override_enabled

    Background:
      Given guest frame 0x20000 has key ACC 2 F
      And guest frame 0x0 has key ACC 9 F
      And the guest's primary space maps:
        | virtual            | absolute |
        | 0x0                | 0x0      |
        | 0xFFFFFFFFFFFFF000 | 0x20000  |
      And the virtual machine has a vCPU with:
        | DAT                       | on |
        | fetch-protection override | on |

    Scenario Outline: <size> bytes at <gaddr>
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_LOGICAL_READ      |
        | size  | <size>                           |
        | buf   | address of "buffer"              |
        | key   | 2                                |
      Then the result is <result>

      Examples:
        | gaddr              | size   | result |
        | 0xFFFFFFFFFFFFF000 | 0x1000 | 0      |
        | 0xFFFFFFFFFFFFF000 | 0x1800 | 0      |
        | 0xFFFFFFFFFFFFF000 | 0x1801 | 4      |
        | 0xFFFFFFFFFFFFFFFF | 0x801  | 0      |
        | 0xFFFFFFFFFFFFFFFF | 0x802  | 4      |

  @MEM-81 @linux @must @sweep
  Rule: With storage-protection override every key reads and writes storage of ACC 9
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_copy_key_storage_prot_override

    Scenario: all access keys, access-control bits, with and without fetch protection, override on and off
      Given the virtual machine has a vCPU
      When every combination of these is tried with KVM_S390_MEM_OP:
        | file descriptor             | vcpu        |
        | storage-protection override | on, off     |
        | access                      | read, write |
        | access key                  | 0-15        |
        | access-control bits         | 0, 1, 8-10, 15 |
        | fetch protection            | 0, 1        |
      Then the 768 combinations end as the first matching line says:
        | storage-protection override | access key | access-control bits | fetch protection | access | ends with |
        | any                         | 0          | any                 | any              | any    | 0         |
        | any                         | any        | same as access key  | any              | any    | 0         |
        | on                          | any        | 9                   | any              | any    | 0         |
        | any                         | any        | any                 | 0                | read   | 0         |
        | any                         | any        | any                 | any              | any    | 4         |

  @MEM-82 @linux @must
  Rule: Low-address protection blocks a write at 0-511 and 4096-4607 with result 4, also with key 0
    Source: Linux 6.12 arch/s390/kvm/gaccess.c guest_range_to_gpas

    Scenario Outline: <op>, <size> bytes at <gaddr>, protection <protection>, flags <flags>
      Given the virtual machine has a vCPU with:
        | low-address protection | <protection> |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | <size>              |
        | buf   | address of "buffer" |
      Then the result is <result>

      Examples:
        | protection | op                           | gaddr  | size   | flags                            | result |
        | on         | KVM_S390_MEMOP_LOGICAL_WRITE | 0x0    | 8      | 0                                | 4      |
        | on         | KVM_S390_MEMOP_LOGICAL_WRITE | 0x1FF  | 1      | KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | on         | KVM_S390_MEMOP_LOGICAL_WRITE | 0x200  | 8      | 0                                | 0      |
        | on         | KVM_S390_MEMOP_LOGICAL_WRITE | 0x1000 | 8      | 0                                | 4      |
        | on         | KVM_S390_MEMOP_LOGICAL_WRITE | 0x11FF | 1      | 0                                | 4      |
        | on         | KVM_S390_MEMOP_LOGICAL_WRITE | 0x1200 | 8      | 0                                | 0      |
        | on         | KVM_S390_MEMOP_LOGICAL_WRITE | 0x0    | 8      | KVM_S390_MEMOP_F_CHECK_ONLY      | 4      |
        | on         | KVM_S390_MEMOP_LOGICAL_WRITE | 0x800  | 0x1000 | 0                                | 4      |
        | on         | KVM_S390_MEMOP_LOGICAL_READ  | 0x0    | 8      | 0                                | 0      |
        | off        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x100  | 8      | 0                                | 0      |

    Scenario: in a private space the protection is without effect
      Given the guest's primary space maps:
        | virtual | absolute |
        | 0x0     | 0x20000  |
      And the guest's primary space is private
      And the virtual machine has a vCPU with:
        | DAT                    | on |
        | low-address protection | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x100                        |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE |
        | size  | 8                            |
        | buf   | address of "buffer"          |
      Then the call succeeds
      And memory "guest" holds X'EEEEEEEEEEEEEEEE' at 0x20100

  @MEM-118 @architecture @must @sweep
  Rule: The operations on a virtual machine and on a vCPU agree for every key, with overrides and low-address protection off
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_copy_key, test_errors_key

    Scenario Outline: all access keys, access-control bits, with and without fetch protection, <flags>
      Given the virtual machine has a vCPU
      When every combination of these is tried with KVM_S390_MEM_OP:
        | file descriptor     | vm, vcpu    |
        | flags               | <flags>     |
        | access              | read, write |
        | access key          | 0-15        |
        | access-control bits | 0-15        |
        | fetch protection    | 0, 1        |
      Then the 2048 combinations end as the first matching line says:
        | access key | access-control bits | fetch protection | access | ends with |
        | 0          | any                 | any              | any    | 0         |
        | any        | same as access key  | any              | any    | 0         |
        | any        | any                 | 0                | read   | 0         |
        | any        | any                 | any              | any    | 4         |

      Examples:
        | flags                        |
        | SKEY_PROTECTION              |
        | CHECK_ONLY + SKEY_PROTECTION |
