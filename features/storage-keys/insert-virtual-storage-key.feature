@storage-keys
Feature: INSERT VIRTUAL STORAGE KEY

  IVSK R1,R2 reads ACC and F of the frame behind a logical address. It may be used in the problem state
  when the extraction-authority control is one.

  @KEY-109 @architecture @provisional @must
  Rule: IVSK puts ACC and F into bits 56-60 of R1, zeros into bits 61-63, and leaves bits 0-55 unchanged
    Source: z/Architecture INSERT VIRTUAL STORAGE KEY

    Uncertainty: no implementation was measured with DAT on.

    Scenario Outline: the key is <key>
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
      And the condition code is 2
      And frame 0x10000 has key <key>
      And GR2 is <address>
      And GR4 is 0x112233445566778F
      When the guest executes IVSK 4,2
      Then the instruction completes
      And the condition code is 2
      And GR4 is <read>
      And frame 0x10000 has key <key>
      And nothing else has changed

      Examples:
        | key          | address  | read               |
        | ACC 0        | 0x200000 | 0x1122334455667700 |
        | ACC 8        | 0x200FFF | 0x1122334455667780 |
        | ACC 7        | 0x200001 | 0x1122334455667770 |
        | ACC 7 F      | 0x200000 | 0x1122334455667778 |
        | ACC 7 R      | 0x200000 | 0x1122334455667770 |
        | ACC 7 C      | 0x200000 | 0x1122334455667770 |
        | ACC 15 F R C | 0x200000 | 0x11223344556677F8 |

    Scenario: the key of the frame, whatever the PSW key
      Given a guest
      And DAT is on
      And the PSW key is 5
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
      And frame 0x10000 has key ACC 3 F
      And GR2 is 0x200000
      And GR4 is 0x0
      When the guest executes IVSK 4,2
      Then the instruction completes
      And GR4 is 0x38
      And nothing else has changed

    Scenario: in the secondary-space mode the secondary space counts
      Given a guest
      And the CPU is in secondary-space mode
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
      And the secondary space maps:
        | virtual  | real    |
        | 0x200000 | 0x12000 |
      And frame 0x10000 has key ACC 3
      And frame 0x12000 has key ACC 4 F
      And GR2 is 0x200000
      And GR4 is 0x0
      When the guest executes IVSK 4,2
      Then the instruction completes
      And GR4 is 0x48
      And nothing else has changed

    Scenario: the page is invalid
      Given a guest
      And DAT is on
      And the primary space maps:
        | virtual  | real         |
        | 0x200000 | invalid page |
      And GR2 is 0x200000
      And GR4 is 0x55
      When the guest executes IVSK 4,2
      Then a page translation exception is recognised
      And GR4 is 0x55
      And nothing else has changed

  @KEY-110 @architecture @must
  Rule: IVSK with DAT off is a special-operation exception, in the problem state too
    Source: measured on Hercules 3.13

    Scenario: DAT is off
      Given a guest
      And frame 0x10000 has key ACC 3
      And GR2 is 0x10000
      And GR4 is 0x55
      When the guest executes IVSK 4,2
      Then a special operation exception is recognised
      And GR4 is 0x55
      And nothing else has changed

    Scenario: DAT is off, in the problem state without extraction authority
      Given a guest
      And the CPU is in the problem state
      And the extraction-authority control is off
      And GR2 is 0x10000
      And GR4 is 0x55
      When the guest executes IVSK 4,2
      Then a special operation exception is recognised
      And GR4 is 0x55
      And nothing else has changed

  @KEY-111 @architecture @must
  Rule: IVSK in the problem state is a privileged-operation exception unless the extraction-authority control is one
    Source: z/Architecture INSERT VIRTUAL STORAGE KEY; Hercules 3.13 source

    Scenario: the control is zero
      Given a guest
      And DAT is on
      And the CPU is in the problem state
      And the extraction-authority control is off
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
      And frame 0x10000 has key ACC 3
      And GR2 is 0x200000
      And GR4 is 0x55
      When the guest executes IVSK 4,2
      Then a privileged operation exception is recognised
      And GR4 is 0x55
      And nothing else has changed

    Scenario Outline: in the <state> state, the control is <control>
      Given a guest
      And DAT is on
      And the CPU is in the <state> state
      And the extraction-authority control is <control>
      And the primary space maps:
        | virtual  | real    |
        | 0x200000 | 0x10000 |
      And frame 0x10000 has key ACC 3
      And GR2 is 0x200000
      And GR4 is 0x55
      When the guest executes IVSK 4,2
      Then the instruction completes
      And GR4 is 0x30
      And nothing else has changed

      Examples:
        | state      | control |
        | problem    | on      |
        | supervisor | on      |
        | supervisor | off     |
