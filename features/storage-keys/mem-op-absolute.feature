@storage-keys
Feature: KVM_S390_MEM_OP on a virtual machine: absolute accesses

  ABSOLUTE_READ fetches from, ABSOLUTE_WRITE stores into guest-absolute storage with the access key that the program names.
  There is no prefixing, no translation, no override, and no CPU.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'

  @MEM-19 @architecture @must
  Rule: The first byte outside the memory of the guest is result 5, addressing exception
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_abs

    Scenario Outline: <op> at <gaddr> with flags <flags>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 1                   |
        | buf   | address of "buffer" |
      Then the result is <result>

      Examples:
        | op                            | gaddr      | flags                       | result |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xFFFFFF   | 0                           | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0x1000000  | 0                           | 5      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0xFFFFFF   | 0                           | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0x1000000  | 0                           | 5      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0x10000000 | 0                           | 5      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0x1000000  | KVM_S390_MEMOP_F_CHECK_ONLY | 5      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0x1000000  | KVM_S390_MEMOP_F_CHECK_ONLY | 5      |

  @MEM-20 @linux @must
  Rule: A read outside the memory of the guest is result 5 although the buffer is bad
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_abs

    Scenario Outline: buffer at <buf>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x1000000                    |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 8                            |
        | buf   | <buf>                        |
      Then the call returns 5

      Examples:
        | buf                |
        | 0                  |
        | 0xFFFFFFFFFFFFF000 |

  @MEM-21 @linux @must
  Rule: A write from a bad buffer is EFAULT and leaves the guest unchanged
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_abs

    Scenario Outline: <size> bytes from <buf>
      Given frames 0x10000 to 0x12000 of the guest are filled with X'11'
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | <size>                        |
        | buf   | <buf>                         |
      Then the call fails with EFAULT
      And frames 0x10000 to 0x12000 of the guest are all X'11'

      Examples:
        | buf                | size   |
        | 0                  | 8      |
        | 0                  | 0x3000 |
        | 0xFFFFFFFFFFFFF000 | 8      |

    Scenario: the second page of the buffer cannot be read
      Given frames 0x10000 to 0x12000 of the guest are filled with X'11'
      When the program makes the call mmap with:
        | address    | 0x20000000 |
        | length     | 4096       |
        | protection | PROT_READ + PROT_WRITE |
        | flags      | MAP_PRIVATE + MAP_ANONYMOUS + MAP_FIXED |
        | fd         | 0xFFFFFFFFFFFFFFFF |
        | offset     | 0          |
      And the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | 0x2000                        |
        | buf   | 0x20000000                    |
      Then the call fails with EFAULT
      And frames 0x10000 to 0x12000 of the guest are all X'11'

  @MEM-22 @architecture @must
  Rule: A read into a bad buffer is EFAULT
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_abs

    Scenario Outline: buffer at <buf>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 8                            |
        | buf   | <buf>                        |
      Then the call fails with EFAULT

      Examples:
        | buf                |
        | 0                  |
        | 0xFFFFFFFFFFFFF000 |

    Scenario: a buffer that cannot be written
      When the program makes the call mmap with:
        | address    | 0x20000000                              |
        | length     | 4096                                    |
        | protection | PROT_READ                               |
        | flags      | MAP_PRIVATE + MAP_ANONYMOUS + MAP_FIXED |
        | fd         | 0xFFFFFFFFFFFFFFFF                      |
        | offset     | 0                                       |
      And the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 8                            |
        | buf   | 0x20000000                   |
      Then the call fails with EFAULT

  @MEM-23 @architecture @must
  Rule: A read with the key of a fetch-protected frame gives its bytes
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_copy_key_fetch_prot

    Scenario Outline: a frame with key <storage key>, access key <key>
      Given guest frame 0x10000 has key <storage key>
      And memory "guest" holds X'1122334455667788' at 0x10000
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ     |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | <key>                            |
      Then the call succeeds
      And memory "buffer" holds X'1122334455667788EE' at 0

      Examples:
        | storage key | key |
        | ACC 9 F     | 9   |
        | ACC 1 F     | 1   |
        | ACC 15 F    | 15  |

  @MEM-24 @architecture @must
  Rule: A read with another key gives the bytes without fetch protection; with it the result is 4 and the buffer is untouched
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_copy_key, test_errors_key

    Scenario Outline: a frame with key <storage key>, access key <key>
      Given guest frame 0x10000 has key <storage key>
      And memory "guest" holds X'1122334455667788' at 0x10000
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ     |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | <key>                            |
      Then the result is <result>
      And memory "buffer" holds <buffer> at 0

      Examples:
        | storage key | key | result | buffer                |
        | ACC 9       | 2   | 0      | X'1122334455667788EE' |
        | ACC 9 F     | 2   | 4      | X'EEEEEEEEEEEEEEEEEE' |
        | ACC 0       | 9   | 0      | X'1122334455667788EE' |
        | ACC 0 F     | 9   | 4      | X'EEEEEEEEEEEEEEEEEE' |
        | ACC 15 F    | 14  | 4      | X'EEEEEEEEEEEEEEEEEE' |

  @MEM-25 @architecture @must
  Rule: A write with another key is result 4 and leaves the frame unchanged
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_errors_key

    Scenario Outline: a frame with key <storage key>, access key <key>
      Given memory "guest" holds X'1122334455667788' at 0x10000
      And guest frame 0x10000 has key <storage key>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE    |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | <key>                            |
      Then the result is <result>
      And memory "guest" holds <guest> at 0x10000
      And guest frame 0x10000 has key <after>, reference aside

      Examples:
        | storage key | key | result | guest                 | after     |
        | ACC 9       | 2   | 4      | X'112233445566778800' | ACC 9     |
        | ACC 9 F     | 2   | 4      | X'112233445566778800' | ACC 9 F   |
        | ACC 0       | 9   | 4      | X'112233445566778800' | ACC 0     |
        | ACC 9       | 9   | 0      | X'EEEEEEEEEEEEEEEE00' | ACC 9 C   |
        | ACC 9 F     | 9   | 0      | X'EEEEEEEEEEEEEEEE00' | ACC 9 F C |

  @MEM-26 @architecture @must
  Rule: Key 0 with SKEY_PROTECTION is the same as no SKEY_PROTECTION
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: a frame with key <storage key>, flags <flags>
      Given guest frame 0x10000 has key <storage key>
      And memory "guest" holds X'11223344' at 0x10000
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                      |
        | flags | <flags>                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 4                            |
        | buf   | address of "buffer"          |
        | key   | 0                            |
      Then the call succeeds
      And memory "buffer" holds X'11223344EE' at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                       |
        | flags | <flags>                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | 4                             |
        | buf   | address of "buffer" + 4       |
        | key   | 0                             |
      Then the call succeeds
      And memory "guest" holds X'EEEEEEEE00' at 0x10000

      Examples:
        | storage key | flags                            |
        | ACC 9 F     | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | ACC 9 F     | 0                                |
        | ACC 15 F    | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | ACC 0 F     | KVM_S390_MEMOP_F_SKEY_PROTECTION |

  @MEM-27 @linux @must
  Rule: Fetch-protection override of a vCPU is of no account
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_errors_key_fetch_prot_override_enabled

    Scenario Outline: a read at <gaddr> with access key <key>
      Given guest frame 0x0 has key ACC 9 F
      And the virtual machine has a vCPU with:
        | fetch-protection override | on |
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ     |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | <key>                            |
      Then the result is <result>

      Examples:
        | gaddr | key | result |
        | 0x0   | 2   | 4      |
        | 0x7F8 | 2   | 4      |
        | 0x0   | 9   | 0      |

  @MEM-28 @linux @must
  Rule: Storage-protection override of a vCPU is of no account
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_errors_key_storage_prot_override

    Scenario Outline: <op> with access key <key>
      Given guest frame 0x10000 has key ACC 9 F
      And the virtual machine has a vCPU with:
        | storage-protection override | on |
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                             |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | <key>                            |
      Then the result is <result>

      Examples:
        | op                            | key | result |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 2   | 4      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 2   | 4      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 9   | 0      |

  @MEM-29 @linux @must
  Rule: Low-address protection of a vCPU does not block a write
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_abs

    Scenario Outline: a write at <gaddr>
      Given the virtual machine has a vCPU with:
        | low-address protection | on |
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | 8                             |
        | buf   | address of "buffer"           |
      Then the call succeeds
      And memory "guest" holds X'EEEEEEEEEEEEEEEE' at <gaddr>

      Examples:
        | gaddr  |
        | 0x0    |
        | 0x1F8  |
        | 0x1000 |

  @MEM-30 @architecture @must
  Rule: There is no prefixing: address 0 is absolute 0
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Background:
      Given the virtual machine has a vCPU with:
        | prefix | 0x20000 |
      And memory "guest" holds X'AAAAAAAA' at 0x10
      And memory "guest" holds X'BBBBBBBB' at 0x20010

    Scenario Outline: a read at <gaddr>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 4                            |
        | buf   | address of "buffer"          |
      Then the call succeeds
      And memory "buffer" holds <bytes> at 0

      Examples:
        | gaddr   | bytes       |
        | 0x10    | X'AAAAAAAA' |
        | 0x20010 | X'BBBBBBBB' |

    Scenario: a write at 0x10
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10                          |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | 4                             |
        | buf   | address of "buffer"           |
      Then the call succeeds
      And memory "guest" holds X'EEEEEEEE' at 0x10
      And memory "guest" holds X'BBBBBBBB' at 0x20010
