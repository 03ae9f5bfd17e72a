@storage-keys
Feature: KVM_S390_MEM_OP on a vCPU: accesses that cross pages

  The whole operand is translated before any of it is accessed; then its pieces are accessed with the key, page by page.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'

  @MEM-88 @linux @must
  Rule: A write whose second page has no translation leaves the first page unchanged
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_with_key

    Scenario Outline: the second page is <second>, flags <flags>
      Given the guest's primary space maps:
        | virtual  | absolute |
        | 0x2FF000 | 0x10000  |
        | 0x300000 | <second> |
      And frames 0x10000 to 0x10000 of the guest are filled with X'11'
      And the virtual machine has a vCPU with:
        | DAT | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x2FF000                     |
        | flags | <flags>                      |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE |
        | size  | 0x2000                       |
        | buf   | address of "buffer"          |
      Then the result is <result>
      And frames 0x10000 to 0x10000 of the guest are all X'11'

      Examples:
        | second          | flags                            | result |
        | invalid page    | 0                                | 17     |
        | invalid page    | KVM_S390_MEMOP_F_SKEY_PROTECTION | 17     |
        | invalid segment | 0                                | 16     |
        | 0x1000000       | 0                                | 5      |

    Scenario: with DAT off, the second page is behind the memory
      Given frames 0xFFF000 to 0xFFF000 of the guest are filled with X'11'
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0xFFF000                     |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE |
        | size  | 0x2000                       |
        | buf   | address of "buffer"          |
      Then the call returns 5
      And frames 0xFFF000 to 0xFFF000 of the guest are all X'11'

  @MEM-89 @linux @must
  Rule: A write whose second page the key does not open is result 4 and has written the first page
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_with_key

    Scenario Outline: the second frame has key <storage key>
      Given frames 0x10000 to 0x11000 of the guest are filled with X'11'
      And guest frame 0x10000 has key ACC 2
      And guest frame 0x11000 has key <storage key>
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE     |
        | size  | 0x2000                           |
        | buf   | address of "buffer"              |
        | key   | 2                                |
      Then the call returns 4
      And frames 0x10000 to 0x10000 of the guest are all X'EE'
      And frames 0x11000 to 0x11000 of the guest are all X'11'

      Examples:
        | storage key |
        | ACC 9       |
        | ACC 9 F     |

  @MEM-90 @linux @must
  Rule: A read that meets an exception leaves the buffer untouched
    Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_mem_op

    Scenario Outline: a read at <gaddr>
      Given guest frame 0x10000 has key ACC 2 F
      And guest frame 0x11000 has key ACC 9 F
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_LOGICAL_READ      |
        | size  | 0x1800                           |
        | buf   | address of "buffer"              |
        | key   | 2                                |
      Then the result is <result>
      And memory "buffer" holds X'EEEEEEEE' at 0
      And memory "buffer" holds X'EEEEEEEE' at 0xFFC

      Examples:
        | gaddr     | result |
        | 0x10000   | 4      |
        | 0x11000   | 4      |
        | 0xFFF000  | 5      |
        | 0x1000000 | 5      |

  @MEM-91 @linux @must
  Rule: Where the key does not open the first page and the second has no translation, a check is result 4, the write that of the second page
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_with_key, guest_range_to_gpas

    Scenario Outline: the second page is <second>, flags <flags>
      Given frames 0x10000 to 0x10000 of the guest are filled with X'11'
      And guest frame 0x10000 has key ACC 9
      And the guest's primary space maps:
        | virtual  | absolute |
        | 0x200000 | 0x10000  |
        | 0x201000 | <second> |
      And the virtual machine has a vCPU with:
        | DAT | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x200000                     |
        | flags | <flags>                      |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE |
        | size  | 0x2000                       |
        | buf   | address of "buffer"          |
        | key   | 2                            |
      Then the result is <result>
      And frames 0x10000 to 0x10000 of the guest are all X'11'

      Examples:
        | second       | flags                                                          | result |
        | invalid page | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | invalid page | KVM_S390_MEMOP_F_SKEY_PROTECTION                               | 17     |
        | 0x1000000    | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | 0x1000000    | KVM_S390_MEMOP_F_SKEY_PROTECTION                               | 5      |

  @MEM-92 @linux @must
  Rule: A check of a range that leaves the memory is result 5, with key 0 too
    Source: Linux 6.12 arch/s390/kvm/gaccess.c guest_range_to_gpas

    Scenario Outline: <op>, 0x2000 bytes at 0xFFF000, flags <flags>
      Given the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0xFFF000 |
        | flags | <flags>  |
        | op    | <op>     |
        | size  | 0x2000   |
        | key   | 0        |
      Then the call returns 5

      Examples:
        | op                           | flags                                                          |
        | KVM_S390_MEMOP_LOGICAL_READ  | KVM_S390_MEMOP_F_CHECK_ONLY                                    |
        | KVM_S390_MEMOP_LOGICAL_WRITE | KVM_S390_MEMOP_F_CHECK_ONLY                                    |
        | KVM_S390_MEMOP_LOGICAL_READ  | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION |

  @MEM-93 @architecture @must
  Rule: A check changes neither storage, buffer, reference nor change
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> with access key <key>
      Given memory "guest" holds X'1122334455667788' at 0x10000
      And guest frame 0x10000 has key ACC 9
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000                                                        |
        | flags | KVM_S390_MEMOP_F_CHECK_ONLY + KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                                                           |
        | size  | 8                                                              |
        | buf   | address of "buffer"                                            |
        | key   | <key>                                                          |
      Then the result is <result>
      And guest frame 0x10000 has key ACC 9
      And memory "guest" holds X'1122334455667788' at 0x10000
      And memory "buffer" holds X'EEEEEEEEEEEEEEEE' at 0

      Examples:
        | op                           | key | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | 9   | 0      |
        | KVM_S390_MEMOP_LOGICAL_READ  | 2   | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 9   | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0   | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 2   | 4      |
