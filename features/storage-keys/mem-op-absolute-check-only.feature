@storage-keys
Feature: KVM_S390_MEM_OP on a virtual machine: checks and other threads

  With CHECK_ONLY nothing is moved: the result is that of the access. The operations on a virtual machine need no vCPU.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'

  @MEM-39 @architecture @must
  Rule: A check of an access that is allowed gives 0 and changes neither storage, buffer, reference nor change
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> with access key <key>
      Given memory "guest" holds X'1122334455667788' at 0x10000
      And guest frame 0x10000 has key ACC 9
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                                                        |
        | flags | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                                                           |
        | size  | 8                                                              |
        | buf   | address of "buffer"                                            |
        | key   | <key>                                                          |
      Then the call succeeds
      And guest frame 0x10000 has key ACC 9
      And memory "guest" holds X'1122334455667788' at 0x10000
      And memory "buffer" holds X'EEEEEEEEEEEEEEEE' at 0

      Examples:
        | op                            | key |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 9   |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 2   |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0   |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 9   |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0   |

  @MEM-40 @architecture @must
  Rule: A check of an access that the key does not open is result 4, as the access itself
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c CHECK_N_DO

    Scenario Outline: <op> with key 2 of a frame with key <storage key>, flags <flags>
      Given guest frame 0x10000 has key <storage key>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
        | key   | 2                   |
      Then the result is <result>

      Examples: checked
        | op                            | storage key | flags                                                          | result |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | ACC 9 F     | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | ACC 9       | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | ACC 9       | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | ACC 9 F     | KVM_S390_MEMOP_F_CHECK_ONLY                                    | 0      |

      Examples: done
        | op                            | storage key | flags                            | result |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | ACC 9 F     | KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | ACC 9       | KVM_S390_MEMOP_F_SKEY_PROTECTION | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | ACC 9       | KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | ACC 9 F     | 0                                | 0      |

  @MEM-41 @architecture @must
  Rule: A check needs no buffer
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> with the buffer at <buf>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                     |
        | flags | KVM_S390_MEMOP_F_CHECK_ONLY |
        | op    | <op>                        |
        | size  | 8                           |
        | buf   | <buf>                       |
      Then the call succeeds

      Examples:
        | op                            | buf                |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0                  |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xFFFFFFFFFFFFF000 |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0                  |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0xFFFFFFFFFFFFF000 |

  @MEM-42 @linux @must
  Rule: A check with another key than 0 of a range whose later frame is outside the memory is result 5
    Source: Linux 6.12 arch/s390/kvm/gaccess.c check_gpa_range

    Scenario Outline: <op>, <size> bytes at <gaddr>
      Given guest frame 0xFFF000 has key ACC 9
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>                                                        |
        | flags | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                                                           |
        | size  | <size>                                                         |
        | key   | 9                                                              |
      Then the result is <result>

      Examples:
        | op                            | gaddr    | size   | result |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xFFF000 | 0x1000 | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xFFF000 | 0x1001 | 5      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0xFFFFFF | 2      | 5      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0xFFF000 | 0x2000 | 5      |

  @MEM-43 @linux @should
  Rule: A check with key 0 does not notice that a later frame is outside the memory
    Source: Linux 6.12 arch/s390/kvm/gaccess.c check_gpa_range, vm_check_access_key_gpa

    With key 0 there is nothing to compare, so no frame behind the first is looked at. The access itself is result 5.
    Later kernels read the key of every frame before they look at the access key, so nobody can rely on it.

    Scenario Outline: <op> with flags <flags>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0xFFF000            |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 0x2000              |
        | buf   | address of "buffer" |
        | key   | 0                   |
      Then the result is <result>

      Examples:
        | op                            | flags                                                          | result |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | KVM_S390_MEMOP_F_CHECK_ONLY                                    | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | KVM_S390_MEMOP_F_CHECK_ONLY                                    | 0      |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0                                                              | 5      |

  @MEM-44 @linux @must
  Rule: A check tells of the first frame that refuses
    Source: Linux 6.12 arch/s390/kvm/gaccess.c check_gpa_range

    Scenario Outline: the last frame of the memory has key <storage key>, the next frame is outside
      Given guest frame 0xFFF000 has key <storage key>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0xFFF000                                                       |
        | flags | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE                                  |
        | size  | 0x2000                                                         |
        | key   | 2                                                              |
      Then the result is <result>

      Examples:
        | storage key | result |
        | ACC 9       | 4      |
        | ACC 2       | 5      |

  @MEM-48 @proposal @must
  Rule: The operations work while a vCPU runs, from a thread that owns none
    Source: thread "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", January 2022

    Scenario: a write ends the loop of a vCPU that runs in another thread
      Given the virtual machine has a vCPU
      And guest frame 0x10000 has key ACC 9
      And the vCPU is to loop until byte 0x10000 of the guest is not zero
      When another thread makes the vCPU run
      Then the vCPU still runs
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 1                            |
        | buf   | address of "buffer"          |
      Then the call succeeds
      And memory "buffer" holds X'00EE' at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE    |
        | size  | 1                                |
        | buf   | address of "buffer" + 1          |
        | key   | 9                                |
      Then the call succeeds
      And the vCPU has left the guest

  @MEM-49 @proposal @must
  Rule: The key is checked together with the access: a check before it proves nothing
    Source: thread "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", reply of 27 January 2022

    Scenario Outline: the key of the frame changes after the check, <op>
      Given guest frame 0x10000 has key ACC 2 F
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                                                        |
        | flags | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                                                           |
        | size  | 8                                                              |
        | key   | 2                                                              |
      Then the call succeeds
      Given memory "buffer" holds X'98' at 0x100
      When the program calls KVM_S390_SET_SKEYS on "vm" with:
        | start_gfn     | 0x10                        |
        | count         | 1                           |
        | skeydata_addr | address of "buffer" + 0x100 |
      And the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                             |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | 2                                |
      Then the call returns 4

      Examples:
        | op                            |
        | KVM_S390_MEMOP_ABSOLUTE_READ  |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE |
