@storage-keys
Feature: KVM_S390_MEM_OP on a vCPU: addresses

  The address of a logical access is that of an instruction operand: it wraps as the addressing mode says, is translated with DAT
  on, and becomes absolute by prefixing. The result of an access that meets an exception is its program-interruption code.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'

  @MEM-73 @architecture @provisional @must
  Rule: Outside access-register mode every access register is accepted and ignored
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Uncertainty: the document says what the field is for and not that it is ignored.

    Scenario Outline: access register <ar>, DAT <dat>
      Given memory "guest" holds X'11223344' at 0x10000
      And the guest's primary space maps:
        | virtual | absolute |
        | 0x10000 | 0x10000  |
      And the virtual machine has a vCPU with:
        | DAT  | <dat>      |
        | AR5  | 0xFF000000 |
        | AR15 | 0xFF000000 |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x10000                     |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 4                           |
        | buf   | address of "buffer"         |
        | ar    | <ar>                        |
      Then the call succeeds
      And memory "buffer" holds X'11223344EE' at 0

      Examples:
        | ar | dat |
        | 0  | off |
        | 5  | off |
        | 15 | off |
        | 5  | on  |
        | 15 | on  |

  @MEM-83 @architecture @must
  Rule: With DAT off the address is real: prefixing is applied
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; z/Architecture prefixing

    Scenario Outline: a write at <gaddr>
      Given the virtual machine has a vCPU with:
        | prefix | 0x20000 |
      And memory "guest" holds X'A0A0A0A0' at 0x10
      And memory "guest" holds X'A2A2A2A2' at 0x20010
      And memory "guest" holds X'A4A4A4A4' at 0x30010
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                      |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE |
        | size  | 4                            |
        | buf   | address of "buffer"          |
      Then the call succeeds
      And memory "guest" holds <at 0x10> at 0x10
      And memory "guest" holds <at 0x20010> at 0x20010
      And memory "guest" holds <at 0x30010> at 0x30010

      Examples:
        | gaddr   | at 0x10     | at 0x20010  | at 0x30010  |
        | 0x10    | X'A0A0A0A0' | X'EEEEEEEE' | X'A4A4A4A4' |
        | 0x20010 | X'EEEEEEEE' | X'A2A2A2A2' | X'A4A4A4A4' |
        | 0x30010 | X'A0A0A0A0' | X'A2A2A2A2' | X'EEEEEEEE' |

    Scenario: a read of the second half of the prefix area
      Given the virtual machine has a vCPU with:
        | prefix | 0x20000 |
      And memory "guest" holds X'11223344' at 0x21FFC
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x1FFC                      |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 4                           |
        | buf   | address of "buffer"         |
      Then the call succeeds
      And memory "buffer" holds X'11223344EE' at 0

  @MEM-84 @architecture @must
  Rule: With DAT on an address without translation is result 17, page translation, or 16, segment translation
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; z/Architecture dynamic address translation

    Scenario Outline: <op> at <gaddr> with flags <flags>
      Given the guest's primary space maps:
        | virtual  | absolute        |
        | 0x200000 | 0x10000         |
        | 0x201000 | invalid page    |
        | 0x300000 | invalid segment |
      And the virtual machine has a vCPU with:
        | DAT | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
      Then the result is <result>

      Examples:
        | op                           | gaddr    | flags                       | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x200000 | 0                           | 0      |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x201000 | 0                           | 17     |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x201000 | 0                           | 17     |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x300000 | 0                           | 16     |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x300000 | 0                           | 16     |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x201000 | KVM_S390_MEMOP_F_CHECK_ONLY | 17     |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x300000 | KVM_S390_MEMOP_F_CHECK_ONLY | 16     |

    Scenario: the bytes are those of the frame that the page is mapped to
      Given memory "guest" holds X'11223344' at 0x10FFE
      And memory "guest" holds X'55667788' at 0x30000
      And the guest's primary space maps:
        | virtual  | absolute |
        | 0x200000 | 0x10000  |
        | 0x201000 | 0x30000  |
      And the virtual machine has a vCPU with:
        | DAT | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x200FFE                    |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 6                           |
        | buf   | address of "buffer"         |
      Then the call succeeds
      And memory "buffer" holds X'112255667788EE' at 0

    Scenario Outline: the <space> space
      Given memory "guest" holds X'A1A1A1A1' at 0x10000
      And memory "guest" holds X'A2A2A2A2' at 0x11000
      And memory "guest" holds X'A3A3A3A3' at 0x12000
      And the guest's primary space maps:
        | virtual  | absolute |
        | 0x200000 | 0x10000  |
      And the guest's secondary space maps:
        | virtual  | absolute |
        | 0x200000 | 0x11000  |
      And the guest's home space maps:
        | virtual  | absolute |
        | 0x200000 | 0x12000  |
      And the virtual machine has a vCPU with:
        | DAT           | on      |
        | address space | <space> |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x200000                    |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 4                           |
        | buf   | address of "buffer"         |
      Then the call succeeds
      And memory "buffer" holds <bytes> at 0

      Examples:
        | space     | bytes       |
        | primary   | X'A1A1A1A1' |
        | secondary | X'A2A2A2A2' |
        | home      | X'A3A3A3A3' |

  @MEM-85 @architecture @must
  Rule: A page with DAT protection can be read; a write is result 4, also with key 0
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; z/Architecture DAT protection

    Scenario Outline: <op> at <gaddr> with flags <flags>
      Given the guest's primary space maps:
        | virtual  | absolute | protected |
        | 0x200000 | 0x10000  | page      |
        | 0x300000 | 0x11000  | segment   |
      And the virtual machine has a vCPU with:
        | DAT | on |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
      Then the result is <result>
      And frames 0x10000 to 0x11000 of the guest are all X'00'

      Examples:
        | op                           | gaddr    | flags                            | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x200000 | 0                                | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x200000 | 0                                | 4      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x200000 | KVM_S390_MEMOP_F_SKEY_PROTECTION | 4      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x200000 | KVM_S390_MEMOP_F_CHECK_ONLY      | 4      |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0x300000 | 0                                | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0x300000 | 0                                | 4      |

  @MEM-86 @architecture @must
  Rule: An address behind the memory of the guest is result 5
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <op> at <gaddr>, DAT <dat>, flags <flags>
      Given the guest's primary space maps:
        | virtual  | absolute  |
        | 0x200000 | 0x1000000 |
        | 0x201000 | 0xFFF000  |
      And the virtual machine has a vCPU with:
        | DAT | <dat> |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 8                   |
        | buf   | address of "buffer" |
      Then the result is <result>

      Examples:
        | op                           | dat | gaddr              | flags                       | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | off | 0xFFFFF8           | 0                           | 0      |
        | KVM_S390_MEMOP_LOGICAL_READ  | off | 0x1000000          | 0                           | 5      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | off | 0x1000000          | 0                           | 5      |
        | KVM_S390_MEMOP_LOGICAL_READ  | off | 0xFFFFFFFFFFFFF000 | 0                           | 5      |
        | KVM_S390_MEMOP_LOGICAL_READ  | off | 0x1000000          | KVM_S390_MEMOP_F_CHECK_ONLY | 5      |
        | KVM_S390_MEMOP_LOGICAL_READ  | on  | 0x201000           | 0                           | 0      |
        | KVM_S390_MEMOP_LOGICAL_READ  | on  | 0x200000           | 0                           | 5      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | on  | 0x200000           | 0                           | 5      |

  @MEM-87 @architecture @must
  Rule: In access-register mode the access register that is named selects the space; where it does not, the result is 40 to 45
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; arch/s390/kvm/gaccess.c ar_translation

    Background:
      Given memory "guest" holds X'A1A1A1A1' at 0x10000
      And memory "guest" holds X'A2A2A2A2' at 0x11000
      And memory "guest" holds X'A4A4A4A4' at 0x12000
      And the guest's primary space maps:
        | virtual  | absolute |
        | 0x200000 | 0x10000  |
      And the guest's secondary space maps:
        | virtual  | absolute |
        | 0x200000 | 0x11000  |
      And the guest's access-list space maps:
        | virtual  | absolute |
        | 0x200000 | 0x12000  |

    Scenario Outline: <ALET> in access register 5
      Given the guest's access list has:
        | entry | designates              |
        | 2     | the access-list space   |
      And the virtual machine has a vCPU with:
        | DAT           | on              |
        | address space | access-register |
        | AR5           | <ALET>          |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x200000                    |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 4                           |
        | buf   | address of "buffer"         |
        | ar    | 5                           |
      Then the call succeeds
      And memory "buffer" holds <bytes> at 0

      Examples:
        | ALET | bytes       |
        | 0    | X'A1A1A1A1' |
        | 1    | X'A2A2A2A2' |
        | 2    | X'A4A4A4A4' |

    Scenario: access register 0 is the primary space whatever it holds
      Given the virtual machine has a vCPU with:
        | DAT           | on              |
        | address space | access-register |
        | AR0           | 1               |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x200000                    |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 4                           |
        | buf   | address of "buffer"         |
      Then the call succeeds
      And memory "buffer" holds X'A1A1A1A1' at 0

    Scenario Outline: <op>, <ALET> in the access register, the entry designates <designates>
      Given the guest's access list has:
        | entry | designates   |
        | 2     | <designates> |
      And the virtual machine has a vCPU with:
        | DAT           | on              |
        | address space | access-register |
        | AR5           | <ALET>          |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0x200000            |
        | op    | <op>                |
        | size  | 4                   |
        | buf   | address of "buffer" |
        | ar    | 5                   |
      Then the result is <result>

      Examples:
        | op                           | ALET       | designates                                             | result |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0xFE000002 | the access-list space                                  | 40     |
        | KVM_S390_MEMOP_LOGICAL_READ  | 8          | the access-list space                                  | 41     |
        | KVM_S390_MEMOP_LOGICAL_READ  | 2          | nothing: the entry is invalid                          | 41     |
        | KVM_S390_MEMOP_LOGICAL_READ  | 2          | another sequence number                                | 42     |
        | KVM_S390_MEMOP_LOGICAL_READ  | 2          | an invalid ASN-second-table entry                      | 43     |
        | KVM_S390_MEMOP_LOGICAL_READ  | 2          | an ASN-second-table entry with another sequence number | 44     |
        | KVM_S390_MEMOP_LOGICAL_READ  | 2          | another program's private space                        | 45     |
        | KVM_S390_MEMOP_LOGICAL_READ  | 2          | the access-list space, for fetching only               | 0      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 2          | the access-list space, for fetching only               | 4      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 2          | the access-list space                                  | 0      |

  @MEM-102 @linux @must
  Rule: The address wraps at 2**24, 2**31 or 2**64, as the addressing mode says
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_with_key, _kvm_s390_logical_to_effective

    Scenario Outline: <mode> addressing, 8 bytes at <gaddr>
      Given memory "guest" holds X'11223344' at 0x10FFC
      And memory "guest" holds X'55667788' at 0x20000
      And the guest's primary space maps:
        | virtual | absolute |
        | 0x0     | 0x20000  |
        | <last>  | 0x10000  |
      And the virtual machine has a vCPU with:
        | DAT             | on     |
        | addressing mode | <mode> |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                     |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 8                           |
        | buf   | address of "buffer"         |
      Then the call succeeds
      And memory "buffer" holds X'1122334455667788EE' at 0

      Examples:
        | mode   | last               | gaddr              |
        | 24-bit | 0xFFF000           | 0xFFFFFC           |
        | 24-bit | 0xFFF000           | 0xFFFFFFFFFFFFFFFC |
        | 31-bit | 0x7FFFF000         | 0x7FFFFFFC         |
        | 31-bit | 0x7FFFF000         | 0xFFFFFFFC         |
        | 64-bit | 0xFFFFFFFFFFFFF000 | 0xFFFFFFFFFFFFFFFC |

    Scenario Outline: <mode> addressing does not wrap at <gaddr>
      Given memory "guest" holds X'11223344' at 0x10FFC
      And the guest's primary space maps:
        | virtual | absolute |
        | 0x0     | 0x20000  |
        | <last>  | 0x10000  |
      And the virtual machine has a vCPU with:
        | DAT             | on     |
        | addressing mode | <mode> |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | <gaddr>                     |
        | op    | KVM_S390_MEMOP_LOGICAL_READ |
        | size  | 8                           |
        | buf   | address of "buffer"         |
      Then the call returns <result>

      Examples:
        | mode   | last       | gaddr      | result |
        | 31-bit | 0xFFF000   | 0xFFFFFC   | 16     |
        | 64-bit | 0xFFF000   | 0xFFFFFC   | 16     |
        | 64-bit | 0x7FFFF000 | 0x7FFFFFFC | 56     |

    Scenario: a write with DAT off in 24-bit addressing mode
      Given the virtual machine has a vCPU with:
        | addressing mode | 24-bit |
      When the program calls KVM_S390_MEM_OP on "vcpu" with:
        | gaddr | 0xFFFFFC                     |
        | op    | KVM_S390_MEMOP_LOGICAL_WRITE |
        | size  | 8                            |
        | buf   | address of "buffer"          |
      Then the call succeeds
      And memory "guest" holds X'EEEEEEEE' at 0xFFFFFC
      And memory "guest" holds X'EEEEEEEE00' at 0x0
