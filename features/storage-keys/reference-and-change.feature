@storage-keys
Feature: Reference and change recording

  The key of a frame records whether the frame was accessed (R) and whether it was stored into (C).
  R may be one without an access that a program can see (prefetching); C is exact.

  @KEY-82 @architecture @must
  Rule: A fetch sets the reference bit and leaves the change bit unchanged
    Source: z/Architecture reference and change recording; measured on QEMU 7.2

    Scenario Outline: a fetch of <length> bytes at <address>, the key was <key>
      Given a guest
      And storage at 0x10000 holds X'1122334455667788'
      And frame 0x10000 has key <key>
      When the guest fetches <length> bytes at <address>
      Then the instruction completes
      And frame 0x10000 has key <then>
      And nothing else has changed

      Examples:
        | length | address | key       | then      |
        | 1      | 0x10000 | ACC 0     | ACC 0 R   |
        | 2      | 0x10000 | ACC 0     | ACC 0 R   |
        | 4      | 0x10000 | ACC 0     | ACC 0 R   |
        | 8      | 0x10000 | ACC 0     | ACC 0 R   |
        | 1      | 0x10FFF | ACC 7 F   | ACC 7 F R |
        | 4      | 0x10000 | ACC 0 C   | ACC 0 R C |
        | 4      | 0x10000 | ACC 0 R   | ACC 0 R   |
        | 4      | 0x10000 | ACC 0 R C | ACC 0 R C |

    Scenario: an operand in two frames
      Given a guest
      And storage at 0x10FFE holds X'11223344'
      And frame 0x10000 has key ACC 0
      And frame 0x11000 has key ACC 0
      When the guest fetches 4 bytes at 0x10FFE
      Then the instruction completes
      And the value fetched is X'11223344'
      And frame 0x10000 has key ACC 0 R
      And frame 0x11000 has key ACC 0 R
      And nothing else has changed

    Scenario: the access key is not zero
      Given a guest
      And the PSW key is 5
      And frame 0x10000 has key ACC 5 F
      When the guest fetches 4 bytes at 0x10000
      Then the instruction completes
      And frame 0x10000 has key ACC 5 F R
      And nothing else has changed

  @KEY-83 @architecture @must
  Rule: A store sets the reference bit and the change bit
    Source: z/Architecture reference and change recording; measured on QEMU 7.2

    Scenario Outline: a store of <bytes> at <address>
      Given a guest
      And frame 0x10000 has key <key>
      When the guest stores <bytes> at <address>
      Then the instruction completes
      And storage at <address> holds <bytes>
      And frame 0x10000 has key <then>
      And nothing else has changed

      Examples:
        | bytes               | address | key     | then        |
        | X'11'               | 0x10000 | ACC 0   | ACC 0 R C   |
        | X'1122'             | 0x10000 | ACC 0   | ACC 0 R C   |
        | X'11223344'         | 0x10000 | ACC 0   | ACC 0 R C   |
        | X'1122334455667788' | 0x10000 | ACC 0   | ACC 0 R C   |
        | X'112233'           | 0x10000 | ACC 0   | ACC 0 R C   |
        | X'11'               | 0x10FFF | ACC 7 F | ACC 7 F R C |
        | X'11223344'         | 0x10000 | ACC 0 R | ACC 0 R C   |
        | X'11223344'         | 0x10000 | ACC 0 C | ACC 0 R C   |

    Scenario: the bytes stored are those that stood there
      Given a guest
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 0
      When the guest stores X'11223344' at 0x10000
      Then the instruction completes
      And storage at 0x10000 still holds X'11223344'
      And frame 0x10000 has key ACC 0 R C
      And nothing else has changed

    Scenario: an operand in two frames
      Given a guest
      And frame 0x10000 has key ACC 0
      And frame 0x11000 has key ACC 0
      When the guest stores X'1122334455667788' at 0x10FFF
      Then the instruction completes
      And storage at 0x10FFF holds X'1122334455667788'
      And frame 0x10000 has key ACC 0 R C
      And frame 0x11000 has key ACC 0 R C
      And nothing else has changed

    Scenario: an operand that ends with its frame
      Given a guest
      And frame 0x10000 has key ACC 0
      And frame 0x11000 has key ACC 0
      When the guest stores X'1122334455667788' at 0x10FF8
      Then the instruction completes
      And storage at 0x10FF8 holds X'1122334455667788'
      And frame 0x10000 has key ACC 0 R C
      And the change bit of frame 0x11000 is 0
      And nothing else has changed

    Scenario: the access key is not zero
      Given a guest
      And the PSW key is 5
      And frame 0x10000 has key ACC 5 F
      When the guest stores X'11223344' at 0x10000
      Then the instruction completes
      And storage at 0x10000 holds X'11223344'
      And frame 0x10000 has key ACC 5 F R C
      And nothing else has changed

    Scenario: a store before any key was set or read
      Given a guest
      When the guest stores X'11223344' at 0x10000
      Then the instruction completes
      And the change bit of frame 0x10000 is 1
      And the reference bit of frame 0x10000 is 1
      And the change bit of frame 0x20000 is 0

  @KEY-84 @architecture @must
  Rule: A frame set to key 0 by SSKE and only fetched from afterwards has change bit 0
    Source: z/Architecture reference and change recording

    Scenario Outline: the key was <key>
      Given a guest
      And storage at 0x10000 holds X'1122334455667788'
      And frame 0x10000 has key <key>
      And GR1 is 0x0
      And GR2 is 0x10000
      When the guest executes SSKE 1,2
      And the guest executes LG 4,0(2)
      Then the instruction completes
      And GR4 is 0x1122334455667788
      And frame 0x10000 has key ACC 0 R
      And nothing else has changed

      Examples:
        | key         |
        | ACC 0       |
        | ACC 0 R C   |
        | ACC 7 F R C |

    Scenario: stored into before, fetched from afterwards
      Given a guest
      And GR1 is 0x0
      And GR2 is 0x10000
      When the guest executes:
        """
        STG 2,0(2)
        SSKE 1,2
        LG 4,0(2)
        """
      Then the instruction completes
      And GR4 is 0x10000
      And frame 0x10000 has key ACC 0 R

    Scenario: stored into afterwards, the change bit is 1
      Given a guest
      And GR1 is 0x0
      And GR2 is 0x10000
      When the guest executes:
        """
        SSKE 1,2
        STG 2,0(2)
        """
      Then the instruction completes
      And frame 0x10000 has key ACC 0 R C

  @KEY-85 @architecture @provisional @must
  Rule: TEST PROTECTION leaves the change bit unchanged and resets no reference bit
    Source: System/370 Principles of Operation GA22-7000-10, TEST PROTECTION; z/Architecture reference and change recording

    Uncertainty: Linux and Hercules leave the reference bit unchanged too; System/370 allowed a model to set it. So
    it is not looked at where it was zero.

    Scenario Outline: the key is <key>, the result <cc>
      Given a guest
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      When the guest executes TPROT 0(2),0x30(0)
      Then the instruction completes
      And the condition code is <cc>
      And the change bit of frame 0x10000 is <change>
      And nothing else has changed

      Examples:
        | key       | cc | change |
        | ACC 3     | 0  | 0      |
        | ACC 3 R   | 0  | 0      |
        | ACC 3 C   | 0  | 1      |
        | ACC 3 R C | 0  | 1      |
        | ACC 4     | 1  | 0      |
        | ACC 4 F   | 2  | 0      |
        | ACC 4 F C | 2  | 1      |

    Scenario Outline: the reference bit stays one, the key is <key>
      Given a guest
      And frame 0x10000 has key <key>
      And GR2 is 0x10000
      When the guest executes TPROT 0(2),0x30(0)
      Then the instruction completes
      And frame 0x10000 has key <key>

      Examples:
        | key       |
        | ACC 3 R   |
        | ACC 4 R C |
        | ACC 4 F R |

  @KEY-86 @architecture @must
  Rule: A conditional SSKE that does not set the key preserves the R and C that accesses have recorded
    Source: Linux 6.12 arch/s390/kvm/priv.c handle_sske

    Scenario: after a store
      Given a guest
      And facility 10 is installed
      And frame 0x10000 has key ACC 3
      And GR1 is 0x30
      And GR2 is 0x10000
      When the guest executes:
        """
        STG 2,0(2)
        SSKE 1,2,6
        """
      Then the instruction completes
      And the condition code is 0
      And GR1 is 0x3630
      And frame 0x10000 has key ACC 3 R C

    Scenario: after a fetch
      Given a guest
      And facility 10 is installed
      And frame 0x10000 has key ACC 3
      And GR1 is 0x36
      And GR2 is 0x10000
      When the guest executes:
        """
        LG 4,0(2)
        SSKE 1,2,6
        """
      Then the instruction completes
      And the condition code is 0
      And GR1 is 0x3436
      And frame 0x10000 has key ACC 3 R

    Scenario: with another ACC the recorded bits are replaced
      Given a guest
      And facility 10 is installed
      And frame 0x10000 has key ACC 3
      And GR1 is 0x40
      And GR2 is 0x10000
      When the guest executes:
        """
        STG 2,0(2)
        SSKE 1,2,6
        """
      Then the instruction completes
      And the condition code is 1
      And GR1 is 0x3640
      And frame 0x10000 has key ACC 4

  @KEY-87 @architecture @provisional @must @untested
  Rule: Migration of a guest preserves the keys of all frames, R and C included
    Source: kvm-unit-tests s390x/migration-skey.c

    Reason: requires two hosts or a saved and restored guest, for which the contract has no verb.
