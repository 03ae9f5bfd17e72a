@storage-keys
Feature: KVM_S390_MEM_OP on a virtual machine: accesses that cross frames

  An absolute access goes frame by frame; what a later frame refuses does not undo what the frames before it took.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'

  @MEM-31 @linux @must
  Rule: A read whose second frame is outside the memory is result 5 and leaves the buffer untouched
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_abs_with_key

    Scenario Outline: <size> bytes at <gaddr>, flags <flags>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>                      |
        | flags | <flags>                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | <size>                       |
        | buf   | address of "buffer"          |
      Then the call returns 5
      And memory "buffer" holds X'EEEEEEEE' at 0
      And memory "buffer" holds X'EEEEEEEE' at 0xFFC

      Examples:
        | gaddr    | size   | flags                            |
        | 0xFFF000 | 0x2000 | 0                                |
        | 0xFFFFFF | 2      | 0                                |
        | 0xFFF000 | 0x2000 | KVM_S390_MEMOP_F_SKEY_PROTECTION |

  @MEM-32 @linux @must
  Rule: A read whose second frame the key does not open is result 4 and leaves the buffer untouched
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_abs_with_key

    Scenario Outline: <size> bytes at <gaddr>
      Given guest frame 0x10000 has key ACC 2 F
      And guest frame 0x11000 has key ACC 9 F
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ     |
        | size  | <size>                           |
        | buf   | address of "buffer"              |
        | key   | 2                                |
      Then the call returns 4
      And memory "buffer" holds X'EEEEEEEE' at 0
      And memory "buffer" holds X'EEEEEEEE' at 0xFFC

      Examples:
        | gaddr   | size   |
        | 0x10000 | 0x2000 |
        | 0x10FFF | 2      |

  @MEM-33 @linux @must
  Rule: A write whose second frame is outside the memory is result 5 and has written the first frame
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_abs_with_key

    Scenario Outline: flags <flags>
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0xFFF000                      |
        | flags | <flags>                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | 0x2000                        |
        | buf   | address of "buffer"           |
      Then the call returns 5
      And frames 0xFFF000 to 0xFFF000 of the guest are all X'EE'

      Examples:
        | flags                            |
        | 0                                |
        | KVM_S390_MEMOP_F_SKEY_PROTECTION |

  @MEM-34 @linux @must
  Rule: A write whose second frame the key does not open is result 4 and has written the first frame
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_abs_with_key

    Scenario Outline: the second frame has key <storage key>
      Given guest frame 0x10000 has key ACC 2
      And guest frame 0x11000 has key <storage key>
      And frames 0x10000 to 0x11000 of the guest are filled with X'11'
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE    |
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
        | ACC 0       |

  @MEM-35 @linux @must
  Rule: A write over three frames of which the key does not open the second leaves the third untouched
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_abs_with_key

    Scenario: only the second frame has another key
      Given guest frame 0x10000 has key ACC 2
      And guest frame 0x11000 has key ACC 9
      And guest frame 0x12000 has key ACC 2
      And frames 0x10000 to 0x12000 of the guest are filled with X'11'
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE    |
        | size  | 0x3000                           |
        | buf   | address of "buffer"              |
        | key   | 2                                |
      Then the call returns 4
      And frames 0x11000 to 0x12000 of the guest are all X'11'

  @MEM-36 @architecture @must
  Rule: Exactly the bytes asked for are moved, wherever in a frame they begin and end
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Scenario Outline: <size> bytes written at <gaddr>
      Given frames 0x10000 to 0x12000 of the guest are filled with X'11'
      And memory "buffer" holds X'0102030405060708' at 0
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | <size>                        |
        | buf   | address of "buffer"           |
      Then the call succeeds
      And memory "guest" holds <bytes> at <from>

      Examples:
        | gaddr   | size | from    | bytes                   |
        | 0x10001 | 1    | 0x10000 | X'110111'               |
        | 0x10FFF | 1    | 0x10FFE | X'110111'               |
        | 0x10FFD | 7    | 0x10FFC | X'110102030405060711'   |
        | 0x11000 | 8    | 0x10FFF | X'11010203040506070811' |

    Scenario Outline: <size> bytes read at <gaddr>
      Given memory "guest" holds X'0102030405060708' at 0x10FFC
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | <size>                       |
        | buf   | address of "buffer" + 1      |
      Then the call succeeds
      And memory "buffer" holds <bytes> at 0

      Examples:
        | gaddr   | size | bytes                   |
        | 0x10FFF | 1    | X'EE04EE'               |
        | 0x10FFD | 6    | X'EE020304050607EE'     |
        | 0x10FFC | 8    | X'EE0102030405060708EE' |

  @MEM-37 @linux @must
  Rule: 65536 bytes that begin one byte into a frame touch 17 frames and are moved
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_abs_with_key

    Scenario: written and read back
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10001                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | 65536                         |
        | buf   | address of "buffer"           |
      Then the call succeeds
      And memory "guest" holds X'00EE' at 0x10000
      And frames 0x11000 to 0x1F000 of the guest are all X'EE'
      And memory "guest" holds X'EE00' at 0x20000
      Given memory "buffer" holds X'0000' at 0x10000
      And memory "buffer" holds X'0000' at 0x1FFFE
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10001                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ  |
        | size  | 65536                         |
        | buf   | address of "buffer" + 0x10000 |
      Then the call succeeds
      And memory "buffer" holds X'EEEE' at 0x10000
      And memory "buffer" holds X'EEEE' at 0x1FFFE

  @MEM-38 @linux @must
  Rule: An address at the end of the 64-bit range is result 5; nothing wraps to 0
    Source: Linux 6.12 tools/testing/selftests/kvm/s390x/memop.c test_errors

    Scenario Outline: <op>, <size> bytes at <gaddr>, flags <flags>
      Given frames 0x0 to 0x0 of the guest are filled with X'11'
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | <size>              |
        | buf   | address of "buffer" |
      Then the call returns 5
      And memory "buffer" holds X'EEEEEEEE' at 0
      And frames 0x0 to 0x0 of the guest are all X'11'

      Examples:
        | op                            | gaddr              | size   | flags                       |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xFFFFFFFFFFFFF000 | 8      | 0                           |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0xFFFFFFFFFFFFF000 | 8      | 0                           |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xFFFFFFFFFFFFF000 | 8      | KVM_S390_MEMOP_F_CHECK_ONLY |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 0xFFFFFFFFFFFFF000 | 0x2000 | 0                           |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0xFFFFFFFFFFFFF000 | 0x2000 | 0                           |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0xFFFFFFFFFFFFFFFF | 2      | 0                           |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0x8000000000000000 | 8      | 0                           |

  @MEM-46 @linux @must
  Rule: A write that succeeds marks every frame that it touches in the dirty log
    Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_page_with_key

    Scenario Outline: <size> bytes at 0x10FFF
      Given the dirty log of the guest has begun
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10FFF                       |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE |
        | size  | <size>                        |
        | buf   | address of "buffer"           |
      Then the call succeeds
      And the dirty log names these frames:
        | 0x10000  |
        | <second> |
        | <third>  |

      Examples:
        | size   | second  | third   |
        | 0x1002 | 0x11000 | 0x12000 |
        | 0x2001 | 0x11000 | 0x12000 |

    Scenario: a read marks none
      Given the dirty log of the guest has begun
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | 0x2000                       |
        | buf   | address of "buffer"          |
      Then the call succeeds
      And the dirty log names no frame

  @MEM-47 @linux @must
  Rule: A write that succeeds sets reference and change of the frame, a read sets reference
    Source: z/Architecture reference and change recording; Linux 6.12 arch/s390/kvm/gaccess.c access_guest_page_with_key (moves with keys on the hardware)

    Scenario Outline: <op> with access key <key>
      Given guest frame 0x10000 has key ACC 9
      And guest frame 0x11000 has key ACC 9
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10FFC                          |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | <op>                             |
        | size  | 8                                |
        | buf   | address of "buffer"              |
        | key   | <key>                            |
      Then the call succeeds
      And guest frame 0x10000 has key <after>
      And guest frame 0x11000 has key <after>

      Examples:
        | op                            | key | after     |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 9   | ACC 9 R C |
        | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0   | ACC 9 R C |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 9   | ACC 9 R   |
        | KVM_S390_MEMOP_ABSOLUTE_READ  | 2   | ACC 9 R   |
