@storage-keys
Feature: Key-controlled protection

  Every access to storage carries an access key, normally the PSW key.
  Access key 0 may do anything. Any other access key must equal the access-control bits of the frame;
  if it does not, stores are blocked, and fetches too when the frame is fetch-protected.

  @KEY-06 @architecture @must
  Rule: With access key 0 a fetch succeeds whatever the key of the frame
    Source: kvm-unit-tests s390x/skey.c; Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key

    @sweep
    Scenario Outline: <length>-byte fetches
      Given a guest
      When every combination of these is tried with a <length>-byte access:
        | access              | fetch            |
        | access key          | 0                |
        | access-control bits | 0-15             |
        | fetch protection    | 0, 1             |
        | address             | 0x10000, 0x10FF8 |
      Then the 64 combinations end as the first matching line says:
        | access-control bits | ends with |
        | any                 | completes |

      Examples:
        | length |
        | 1      |
        | 2      |
        | 4      |
        | 8      |

  @KEY-07 @architecture @must
  Rule: With access key 0 a store succeeds whatever the key of the frame
    Source: kvm-unit-tests s390x/skey.c; Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key

    @sweep
    Scenario Outline: <length>-byte stores
      Given a guest
      When every combination of these is tried with a <length>-byte access:
        | access              | store            |
        | access key          | 0                |
        | access-control bits | 0-15             |
        | fetch protection    | 0, 1             |
        | address             | 0x10000, 0x10FF8 |
      Then the 64 combinations end as the first matching line says:
        | access-control bits | ends with |
        | any                 | completes |

      Examples:
        | length |
        | 1      |
        | 2      |
        | 4      |
        | 8      |

  @KEY-08 @architecture @must
  Rule: With an access key equal to the access-control bits fetches and stores succeed, fetch-protected or not
    Source: kvm-unit-tests s390x/skey.c

    @sweep
    Scenario Outline: <length>-byte accesses
      Given a guest
      When every combination of these is tried with a <length>-byte access:
        | access              | fetch, store       |
        | access key          | 1-15               |
        | access-control bits | same as access key |
        | fetch protection    | 0, 1               |
      Then the 60 combinations end as the first matching line says:
        | access | ends with |
        | any    | completes |

      Examples:
        | length |
        | 1      |
        | 4      |
        | 8      |

  @KEY-09 @architecture @must
  Rule: With an access key other than 0 and other than the access-control bits, in a frame that is not fetch-protected, fetches succeed and stores end with a protection exception
    Source: kvm-unit-tests s390x/skey.c

    @sweep
    Scenario Outline: all pairs of keys, <length>-byte accesses
      Given a guest
      When every combination of these is tried with a <length>-byte access:
        | access              | fetch, store                |
        | access key          | 1-15                        |
        | access-control bits | 0-15, other than access key |
        | fetch protection    | 0                           |
      Then the 450 combinations end as the first matching line says:
        | access | ends with            |
        | fetch  | completes            |
        | store  | protection exception |

      Examples:
        | length |
        | 1      |
        | 4      |

  @KEY-10 @architecture @must
  Rule: With an access key other than 0 and other than the access-control bits, in a fetch-protected frame, fetches and stores end with a protection exception
    Source: kvm-unit-tests s390x/skey.c

    @sweep
    Scenario Outline: all pairs of keys, <length>-byte accesses
      Given a guest
      When every combination of these is tried with a <length>-byte access:
        | access              | fetch, store                |
        | access key          | 1-15                        |
        | access-control bits | 0-15, other than access key |
        | fetch protection    | 1                           |
      Then the 450 combinations end as the first matching line says:
        | access | ends with            |
        | any    | protection exception |

      Examples:
        | length |
        | 1      |
        | 4      |

  @KEY-11 @architecture @must
  Rule: Access-control bits 0 are no wildcard: a fetch with access key 1 from a fetch-protected frame with access-control bits 0 ends with a protection exception
    Source: Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key

    Scenario: a fetch from a fetch-protected frame with access-control bits 0
      Given a guest
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 0 F
      And the PSW key is 1
      When the guest fetches 4 bytes at 0x10000
      Then a protection exception is recognised
      And the value fetched is X'0000000000000000'
      And nothing else has changed

  @KEY-12 @architecture @must
  Rule: Access-control bits 0 are no wildcard: with access key 1, in a frame with access-control bits 0 that is not fetch-protected, a store ends with a protection exception and a fetch succeeds
    Source: Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key

    Scenario: a store into a frame with access-control bits 0
      Given a guest
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 0
      And the PSW key is 1
      When the guest stores X'AABBCCDD' at 0x10000
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And nothing else has changed

    Scenario: a fetch from a frame with access-control bits 0
      Given a guest
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 0
      And the PSW key is 1
      When the guest fetches 4 bytes at 0x10000
      Then the instruction completes
      And the value fetched is X'11223344'
      And nothing else has changed

  @KEY-13 @architecture @provisional @must
  Rule: An instruction fetch with another key from a fetch-protected frame ends with a protection exception
    Source: z/Architecture key-controlled protection; Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key (GACC_IFETCH)

    Uncertainty: stated from general knowledge; the text of the architecture was not readable.

    Scenario Outline: the instruction lies in a frame with key <key> and the PSW key is <psw key>
      Given a guest
      And frame 0x10000 has key <key>
      And the PSW key is <psw key>
      And the instruction address is 0x10000
      And GR4 is 0x5
      And GR5 is 0x7
      When the guest executes LGR 4,5
      Then a protection exception is recognised
      And GR4 is 0x5
      And nothing else has changed

      Examples:
        | key      | psw key |
        | ACC 3 F  | 5       |
        | ACC 0 F  | 1       |
        | ACC 15 F | 14      |

    Scenario Outline: the instruction lies in a frame with key <key> and the PSW key <psw key> may fetch it
      Given a guest
      And frame 0x10000 has key <key>
      And the PSW key is <psw key>
      And the instruction address is 0x10000
      And GR4 is 0x5
      And GR5 is 0x7
      When the guest executes LGR 4,5
      Then the instruction completes
      And GR4 is 0x7
      And nothing else has changed

      Examples:
        | key     | psw key |
        | ACC 3 F | 0       |
        | ACC 3 F | 3       |
        | ACC 3   | 5       |

    Scenario: the second half of the instruction lies in a fetch-protected frame
      Given a guest
      And frame 0x10000 has key ACC 5 F
      And frame 0x11000 has key ACC 3 F
      And the PSW key is 5
      And the instruction address is 0x10FFE
      And GR4 is 0x5
      And GR5 is 0x7
      When the guest executes LGR 4,5
      Then a protection exception is recognised
      And GR4 is 0x5
      And nothing else has changed

    Scenario: the instruction ends where a fetch-protected frame begins
      Given a guest
      And frame 0x10000 has key ACC 5 F
      And frame 0x11000 has key ACC 3 F
      And the PSW key is 5
      And the instruction address is 0x10FFC
      And GR4 is 0x5
      And GR5 is 0x7
      When the guest executes LGR 4,5
      Then the instruction completes
      And GR4 is 0x7
      And nothing else has changed

  @KEY-14 @architecture @must
  Rule: After a protection exception on a store within one frame the target is unchanged
    Source: measured on Hercules 3.13; z/Architecture key-controlled protection

    Scenario Outline: a store of <length> with another key
      Given a guest
      And storage at 0x10010 holds <before>
      And frame 0x10000 has key ACC 3
      And the PSW key is 5
      When the guest stores <bytes> at 0x10010
      Then a protection exception is recognised
      And storage at 0x10010 still holds <before>
      And nothing else has changed

      Examples:
        | length   | before                              | bytes                               |
        | 1 byte   | X'11'                               | X'AA'                               |
        | 2 bytes  | X'1122'                             | X'AABB'                             |
        | 4 bytes  | X'11223344'                         | X'AABBCCDD'                         |
        | 8 bytes  | X'1122334455667788'                 | X'AABBCCDDEEFF0011'                 |
        | 16 bytes | X'11223344556677889900AABBCCDDEEFF' | X'FFEEDDCCBBAA00998877665544332211' |

    Scenario: a store with another key into a fetch-protected frame
      Given a guest
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 3 F
      And the PSW key is 5
      When the guest stores X'AABBCCDD' at 0x10000
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And nothing else has changed

    Scenario Outline: <instruction> fetches and stores with another key
      Given a guest
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 3
      And the PSW key is 5
      And GR2 is 0x10000
      And GR4 is 0xFFFFFFFF
      When the guest executes <instruction>
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'11223344'
      And nothing else has changed

      Examples:
        | instruction     |
        | NI 0(2),0       |
        | OI 3(2),255     |
        | XI 0(2),255     |
        | XC 0(4,2),0(2)  |
        | STM 4,5,0(2)    |

  @KEY-15 @architecture @must
  Rule: A store blocked by the key does not set the change bit of the frame
    Source: z/Architecture reference and change recording

    A blocked access may or may not set the reference bit, so the reference bit is left aside.

    Scenario Outline: a blocked store into a frame with key <key>
      Given a guest
      And frame 0x10000 has key <key>
      And the PSW key is 5
      When the guest stores X'AABBCCDD' at 0x10000
      Then a protection exception is recognised
      And frame 0x10000 has key <key>, reference aside
      And nothing else has changed

      Examples:
        | key       |
        | ACC 3     |
        | ACC 3 F   |
        | ACC 0     |
        | ACC 3 R   |
        | ACC 3 R C |

    Scenario: a store that is not blocked sets it
      Given a guest
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 5 F
      And the PSW key is 5
      When the guest stores X'AABBCCDD' at 0x10000
      Then the instruction completes
      And storage at 0x10000 holds X'AABBCCDD'
      And frame 0x10000 has key ACC 5 F C, reference aside

  @KEY-16 @architecture @must
  Rule: Compare and swap with another key ends with a protection exception even if the comparison would fail
    Source: measured on Hercules 3.13; z/Architecture COMPARE AND SWAP (a store-type access in any case)

    Scenario Outline: <instruction> whose comparison would <outcome>, with another key
      Given a guest
      And storage at 0x10000 holds X'00000000000000110000000000000022'
      And frame 0x10000 has key ACC 3
      And the PSW key is 5
      And GR2 is 0x10000
      And GR4 is <first>
      And GR5 is <second>
      And GR6 is 0xA1
      And GR7 is 0xA2
      When the guest executes <instruction>
      Then a protection exception is recognised
      And storage at 0x10000 still holds X'00000000000000110000000000000022'
      And nothing else has changed

      Examples:
        | instruction   | outcome | first | second |
        | CS 4,6,4(2)   | succeed | 0x11  | 0x0    |
        | CS 4,6,4(2)   | fail    | 0x12  | 0x0    |
        | CSG 4,6,0(2)  | succeed | 0x11  | 0x0    |
        | CSG 4,6,0(2)  | fail    | 0x12  | 0x0    |
        | CDS 4,6,0(2)  | succeed | 0x0   | 0x11   |
        | CDS 4,6,0(2)  | fail    | 0x0   | 0x12   |
        | CDSG 4,6,0(2) | succeed | 0x11  | 0x22   |
        | CDSG 4,6,0(2) | fail    | 0x11  | 0x23   |

    Scenario: a comparison that fails in a frame with the same key loads the register
      Given a guest
      And storage at 0x10000 holds X'00000011'
      And frame 0x10000 has key ACC 5
      And the PSW key is 5
      And GR2 is 0x10000
      And GR4 is 0x12
      And GR6 is 0xA1
      When the guest executes CS 4,6,0(2)
      Then the instruction completes
      And the condition code is 1
      And GR4 is 0x11
      And storage at 0x10000 still holds X'00000011'

  @KEY-17 @architecture @must
  Rule: MVC over two frames with the second one protected ends with a protection exception, and the TEID names the second page
    Source: measured on Hercules 3.13; kvm-unit-tests s390x/skey.c check_key_prot_exc

    With enhanced suppression on protection 2 (facility 131) bits 56, 60 and 61 of the TEID tell the kind of protection.
    Zero means key-controlled or low-address protection with nothing else in the TEID valid, so it is accepted;
    so are zeros in bits 52 and 53, which say store or fetch.

    Scenario Outline: the second frame of the destination has another key, <bytes before> bytes before it
      Given a guest
      And facility 131 is installed
      And frame 0x10000 has key ACC 5
      And frame 0x11000 has key ACC 3
      And frame 0x20000 is filled with X'77'
      And the PSW key is 5
      And GR2 is <destination>
      And GR3 is 0x20000
      When the guest executes MVC 0(256,2),0(3)
      Then a protection exception is recognised
      And frame 0x11000 is all X'00'
      And frame 0x11000 has key ACC 3, reference aside
      And the TEID has, unless bits 56, 60 and 61 are zero:
        | bits  | values   |
        | 0-51  | 0x11     |
        | 52-53 | 0x1, 0x0 |
        | 56    | 0        |
        | 60    | 1        |
        | 61    | 0        |

      Examples:
        | destination | bytes before |
        | 0x10F80     | 128          |
        | 0x10FFF     | 1            |
        | 0x10F01     | 255          |

    Scenario: the second frame of the source is fetch-protected with another key
      Given a guest
      And facility 131 is installed
      And frame 0x20000 has key ACC 5
      And frame 0x21000 has key ACC 3 F
      And frame 0x10000 has key ACC 5
      And the PSW key is 5
      And GR2 is 0x10000
      And GR3 is 0x20F80
      When the guest executes MVC 0(256,2),0(3)
      Then a protection exception is recognised
      And the TEID has, unless bits 56, 60 and 61 are zero:
        | bits  | values   |
        | 0-51  | 0x21     |
        | 52-53 | 0x2, 0x0 |
        | 56    | 0        |
        | 60    | 1        |
        | 61    | 0        |

    Scenario: the destination ends where the protected frame begins
      Given a guest
      And frame 0x10000 has key ACC 5
      And frame 0x11000 has key ACC 3
      And frame 0x20000 is filled with X'77'
      And the PSW key is 5
      And GR2 is 0x10F00
      And GR3 is 0x20000
      And storage at 0x10EFE holds X'1111'
      When the guest executes MVC 0(256,2),0(3)
      Then the instruction completes
      And storage at 0x10EFE holds X'11117777'
      And storage at 0x10FFE holds X'77770000'

  @KEY-18 @linux @should
  Rule: MVC into a protected second frame leaves the first frame unchanged
    Source: measured on Hercules 3.13; the guest's MVC runs on the hardware under Linux 6.12 KVM

    Uncertainty: the architecture allows key-controlled protection to terminate an instruction, which leaves the first frame unpredictable.

    Scenario Outline: the second frame of the destination has another key
      Given a guest
      And frame 0x10000 is filled with X'11'
      And frame 0x10000 has key ACC 5
      And frame 0x11000 is filled with X'22'
      And frame 0x11000 has key ACC 3
      And frame 0x20000 is filled with X'77'
      And the PSW key is 5
      And GR2 is <destination>
      And GR3 is 0x20000
      When the guest executes MVC 0(256,2),0(3)
      Then a protection exception is recognised
      And frame 0x10000 is all X'11'
      And frame 0x11000 is all X'22'
      And nothing else has changed

      Examples:
        | destination |
        | 0x10F80     |
        | 0x10FFF     |
        | 0x10F01     |
