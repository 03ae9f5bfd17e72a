@storage-keys
Feature: What was argued about KVM_S390_MEM_OP

  The thread "KVM: s390: Add vm IOCTL for key checked guest absolute memory access" of January and February 2022 went from
  RFC v1 (key in the flags, union zero) over version 2 (key in the union, unused bytes zero) to version 4, which was merged
  (unused bytes ignored). Rules of a position are for machines that take it.

  Background:
    Given a virtual machine with 16 MiB of memory
    And the program has 0x20000 bytes of memory "buffer"
    And memory "buffer" is filled with X'EE'
    And the program has 64 bytes of memory "request"
    And memory "guest" holds X'11223344' at 0x10000

  @MEM-108 @qemu @must @untested
  Rule: QEMU calls with INJECT_EXCEPTION and the PSW key where KVM_CAP_S390_MEM_OP_EXTENSION is there
    Source: QEMU 7.2 target/s390x/kvm/kvm.c s390_cpu_virt_mem_access

    Reason: it is about the program that calls; the machines here are what it calls.

  @MEM-109 @proposal @must @position:memop-rfc1
  Rule: RFC v1: a byte of the union that is not zero is EINVAL on a virtual machine, told after flags and size and before the address
    Source: "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", RFC v1, 18 January 2022

    Scenario Outline: byte <offset> is <byte>
      Given memory "request" holds X'000000000001000000000000000000000000000400000004' at 0
      And memory "request" holds the address of "buffer" at 24
      And memory "request" holds <byte> at <offset>
      When the program makes the call ioctl with:
        | fd       | fd of "vm"           |
        | request  | KVM_S390_MEM_OP      |
        | argument | address of "request" |
      Then the result is <result>
      And memory "buffer" holds <buffer> at 0

      Examples:
        | offset | byte  | result | buffer      |
        | 32     | X'00' | 0      | X'11223344' |
        | 32     | X'01' | EINVAL | X'EEEEEEEE' |
        | 33     | X'01' | EINVAL | X'EEEEEEEE' |
        | 34     | X'80' | EINVAL | X'EEEEEEEE' |
        | 40     | X'01' | EINVAL | X'EEEEEEEE' |
        | 47     | X'10' | EINVAL | X'EEEEEEEE' |
        | 48     | X'01' | EINVAL | X'EEEEEEEE' |
        | 63     | X'01' | EINVAL | X'EEEEEEEE' |

    Scenario Outline: <what> and a byte of the union
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | <gaddr>                      |
        | flags | <flags>                      |
        | op    | KVM_S390_MEMOP_ABSOLUTE_READ |
        | size  | <size>                       |
        | buf   | address of "buffer"          |
        | ar    | <ar>                         |
      Then the result is <result>

      Examples:
        | what               | gaddr     | flags | size  | ar | result |
        | a size too large   | 0x10000   | 0     | 65537 | 1  | E2BIG  |
        | a bad address      | 0x1000000 | 0     | 8     | 1  | EINVAL |
        | a bad address, not | 0x1000000 | 0     | 8     | 0  | 5      |
        | a bad flag         | 0x10000   | 0x8   | 65537 | 1  | EINVAL |

  @MEM-110 @proposal @must @position:memop-rfc1
  Rule: RFC v1: bits 0x0F00 of the flags are the access key; every other flag that is not defined is EINVAL
    Source: "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", RFC v1, 18 January 2022

    Scenario Outline: flags <flags>, on "<file>"
      Given guest frame 0x10000 has key ACC 9 F
      And the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "<file>" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 4                   |
        | buf   | address of "buffer" |
      Then the result is <result>

      Examples:
        | file | op                           | flags  | result |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x0    | 0      |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x900  | 0      |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x200  | 4      |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x201  | 4      |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0xF00  | 4      |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x4    | EINVAL |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x2    | EINVAL |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x1000 | EINVAL |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x80   | EINVAL |
        | vcpu | KVM_S390_MEMOP_LOGICAL_READ  | 0x900  | 0      |
        | vcpu | KVM_S390_MEMOP_LOGICAL_READ  | 0x200  | 4      |
        | vcpu | KVM_S390_MEMOP_LOGICAL_READ  | 0x4    | EINVAL |

  @MEM-111 @proposal @must @position:memop-rfc2
  Rule: Version 2: a byte of the union that the operation does not use and that is not zero is EINVAL
    Source: "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", version 2, 7 February 2022

    Scenario Outline: byte <offset> is <byte>, flags <flags>
      Given guest frame 0x10000 has key ACC 9 F
      And memory "request" holds X'0000000000010000' at 0
      And memory "request" holds <flags> at 8
      And memory "request" holds X'0000000400000004' at 16
      And memory "request" holds the address of "buffer" at 24
      And memory "request" holds <byte> at <offset>
      When the program makes the call ioctl with:
        | fd       | fd of "vm"           |
        | request  | KVM_S390_MEM_OP      |
        | argument | address of "request" |
      Then the result is <result>

      Examples: with SKEY_PROTECTION the key is used
        | flags               | offset | byte  | result |
        | X'0000000000000004' | 33     | X'09' | 0      |
        | X'0000000000000004' | 33     | X'02' | 4      |
        | X'0000000000000004' | 32     | X'01' | EINVAL |
        | X'0000000000000004' | 34     | X'01' | EINVAL |
        | X'0000000000000004' | 63     | X'80' | EINVAL |

      Examples: without it nothing is
        | flags               | offset | byte  | result |
        | X'0000000000000000' | 33     | X'00' | 0      |
        | X'0000000000000000' | 33     | X'09' | EINVAL |
        | X'0000000000000000' | 32     | X'01' | EINVAL |
        | X'0000000000000000' | 40     | X'01' | EINVAL |

  @MEM-112 @architecture @must
  Rule: As merged: the bytes that the operation does not use are ignored
    Source: Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP; version 3 of the thread, 9 February 2022

    Scenario Outline: byte <offset> is <byte>, flags <flags>
      Given guest frame 0x10000 has key ACC 9 F
      And memory "request" holds X'0000000000010000' at 0
      And memory "request" holds <flags> at 8
      And memory "request" holds X'0000000400000004' at 16
      And memory "request" holds the address of "buffer" at 24
      And memory "request" holds X'0009' at 32
      And memory "request" holds <byte> at <offset>
      When the program makes the call ioctl with:
        | fd       | fd of "vm"           |
        | request  | KVM_S390_MEM_OP      |
        | argument | address of "request" |
      Then the call succeeds
      And memory "buffer" holds X'11223344EE' at 0

      Examples:
        | flags               | offset | byte  |
        | X'0000000000000004' | 32     | X'01' |
        | X'0000000000000004' | 34     | X'01' |
        | X'0000000000000004' | 40     | X'FF' |
        | X'0000000000000004' | 63     | X'80' |
        | X'0000000000000000' | 33     | X'02' |
        | X'0000000000000000' | 32     | X'01' |
        | X'0000000000000000' | 47     | X'01' |

  @MEM-113 @proposal @must
  Rule: A logical access through the file of the virtual machine is EINVAL: it would need a CPU
    Source: thread "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", reply of 27 January 2022

    Scenario Outline: <op> with flags <flags>, the virtual machine has a vCPU
      Given the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 4                   |
        | buf   | address of "buffer" |
      Then the call fails with EINVAL
      And memory "buffer" holds X'EEEEEEEE' at 0
      And memory "guest" holds X'11223344' at 0x10000

      Examples:
        | op                           | flags                            |
        | KVM_S390_MEMOP_LOGICAL_READ  | 0                                |
        | KVM_S390_MEMOP_LOGICAL_READ  | KVM_S390_MEMOP_F_CHECK_ONLY      |
        | KVM_S390_MEMOP_LOGICAL_WRITE | 0                                |
        | KVM_S390_MEMOP_LOGICAL_WRITE | KVM_S390_MEMOP_F_SKEY_PROTECTION |

  @MEM-115 @proposal @must @position:memop-no-prot-override
  Rule: NO_PROT_OVERRIDE, flag 8: no override helps a logical access; an absolute one takes the flag and ignores it
    Source: thread "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", reply of 27 January 2022

    The proposal named no bit: 8 is the next one that is free.

    Scenario Outline: <op> at <gaddr> on "<file>", flags <flags>
      Given guest frame 0x0 has key ACC 9 F
      And guest frame 0x10000 has key ACC 9 F
      And the virtual machine has a vCPU with:
        | fetch-protection override   | <fetch>   |
        | storage-protection override | <storage> |
      When the program calls KVM_S390_MEM_OP on "<file>" with:
        | gaddr | <gaddr>             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 4                   |
        | buf   | address of "buffer" |
        | key   | <key>               |
      Then the result is <result>

      Examples: fetch-protection override
        | file | op                          | gaddr | fetch | storage | key | flags | result |
        | vcpu | KVM_S390_MEMOP_LOGICAL_READ | 0x100 | on    | off     | 2   | 0x4   | 0      |
        | vcpu | KVM_S390_MEMOP_LOGICAL_READ | 0x100 | on    | off     | 2   | 0xC   | 4      |
        | vcpu | KVM_S390_MEMOP_LOGICAL_READ | 0x100 | on    | off     | 9   | 0xC   | 0      |

      Examples: storage-protection override
        | file | op                           | gaddr   | fetch | storage | key | flags | result |
        | vcpu | KVM_S390_MEMOP_LOGICAL_WRITE | 0x10000 | off   | on      | 2   | 0x4   | 0      |
        | vcpu | KVM_S390_MEMOP_LOGICAL_WRITE | 0x10000 | off   | on      | 2   | 0xC   | 4      |
        | vcpu | KVM_S390_MEMOP_LOGICAL_READ  | 0x10000 | off   | on      | 2   | 0xC   | 4      |
        | vcpu | KVM_S390_MEMOP_LOGICAL_READ  | 0x10000 | off   | on      | 2   | 0xD   | 4      |

      Examples: absolute
        | file | op                           | gaddr   | fetch | storage | key | flags | result |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x10000 | on    | on      | 9   | 0xC   | 0      |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x10000 | on    | on      | 2   | 0xC   | 4      |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ | 0x10000 | on    | on      | 2   | 0x8   | 0      |

  @MEM-116 @proposal @must
  Rule: NON_QUIESCING is not defined: a bit for it is EINVAL
    Source: thread "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", reply of 27 January 2022

    Scenario Outline: <op> on "<file>" with flags <flags>
      Given the virtual machine has a vCPU
      When the program calls KVM_S390_MEM_OP on "<file>" with:
        | gaddr | 0x10000             |
        | flags | <flags>             |
        | op    | <op>                |
        | size  | 4                   |
        | buf   | address of "buffer" |
      Then the call fails with EINVAL

      Examples:
        | file | op                            | flags |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ  | 0x10  |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_WRITE | 0x20  |
        | vm   | KVM_S390_MEMOP_ABSOLUTE_READ  | 0x40  |
        | vcpu | KVM_S390_MEMOP_LOGICAL_READ   | 0x10  |
        | vcpu | KVM_S390_MEMOP_LOGICAL_WRITE  | 0x20  |

  @MEM-117 @proposal @must @untested
  Rule: After result 4 of a write the caller must not rely on unchanged storage: key-controlled protection may terminate
    Source: thread "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", January 2022; Linux 6.12 Documentation/virt/kvm/api.rst KVM_S390_MEM_OP

    Reason: it is a demand on callers. That storage does change is in MEM-34 and MEM-89.

  @MEM-119 @proposal @must @sweep
  Rule: Absolute accesses with the key of a channel program meet what the channel subsystem meets: key-controlled protection and nothing else
    Source: thread "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", its purpose; z/Architecture channel-program key-controlled protection

    Overrides, low-address protection and prefixing are of the CPU. A program that carries out channel programs for its guest
    uses the subchannel key of the operation-request block as access key, whatever the control registers of the vCPUs say.

    Scenario: all keys, overrides on and off
      Given the virtual machine has a vCPU
      When every combination of these is tried with KVM_S390_MEM_OP:
        | file descriptor             | vm             |
        | fetch-protection override   | on, off        |
        | storage-protection override | on, off        |
        | address                     | 0x200, 0x10000 |
        | access                      | read, write    |
        | access key                  | 0-15           |
        | access-control bits         | 0, 1, 8-10, 15 |
        | fetch protection            | 0, 1           |
      Then the 3072 combinations end as the first matching line says:
        | access key | access-control bits | fetch protection | access | ends with |
        | 0          | any                 | any              | any    | 0         |
        | any        | same as access key  | any              | any    | 0         |
        | any        | any                 | 0                | read   | 0         |
        | any        | any                 | any              | any    | 4         |

    Scenario: a store at absolute 0, the vCPU has a prefix and low-address protection
      Given guest frame 0x0 has key ACC 5
      And guest frame 0x20000 has key ACC 9
      And the virtual machine has a vCPU with:
        | prefix                 | 0x20000 |
        | low-address protection | on      |
      When the program calls KVM_S390_MEM_OP on "vm" with:
        | gaddr | 0x10                             |
        | flags | KVM_S390_MEMOP_F_SKEY_PROTECTION |
        | op    | KVM_S390_MEMOP_ABSOLUTE_WRITE    |
        | size  | 4                                |
        | buf   | address of "buffer"              |
        | key   | 5                                |
      Then the call succeeds
      And memory "guest" holds X'EEEEEEEE' at 0x10
