# lint 9: a scenario without a Then checks nothing
# lint 11: a scenario outline without rows
# lint 16: a scenario needs a name: it is part of the id of the example
@bad-features
Feature: Scenarios that prove nothing
  @BAD-15 @architecture @must
  Rule: A rule
    Source: here
    Scenario: one
      Given a machine
    Scenario Outline: two
      Given a machine
      Then it answers <answer>
      Examples:
        | answer |
    Scenario:
      Given a machine
      Then it answers yes
