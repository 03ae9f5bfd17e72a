@tiny
Feature: Questions
  @TINY-01 @architecture @must
  Rule: The machine answers yes
    Source: the tests of the command line

    Scenario Outline: asked
      Given a machine
      When it is asked
      Then it answers yes

      Examples:
        | time   |
        | first  |
        | second |
        | third  |

  @TINY-02 @linux @should
  Rule: The machine goes on answering yes
    Source: the tests of the command line

    Scenario: asked again
      Given a machine
      When it is asked
      Then it answers yes

  @TINY-03 @architecture @must @untested
  Rule: The machine never tires
    Source: the tests of the command line
    Reason: it would take too long

  @TINY-04 @architecture @must @provisional
  Rule: The machine may say yes
    Source: the tests of the command line

    Scenario: asked politely
      Given a machine
      When it is asked
      Then it answers yes
