# lint 16: duplicate example id BAD-10/one/yes, 1, first in bad-features/duplicate-example.feature:14
# lint 21: duplicate example id BAD-10/two, first in bad-features/duplicate-example.feature:18
@bad-features
Feature: Two examples with one id
  @BAD-10 @architecture @must
  Rule: A rule
    Source: here
    Scenario Outline: one
      Given a machine
      When it is asked
      Then it answers <answer>
      Examples:
        | answer | n |
        | yes    | 1 |
        | no     | 1 |
        | yes    | 1 |

    Scenario: two
      Given a machine
      Then it answers yes
    Scenario: two
      Given a machine
      Then it answers no
