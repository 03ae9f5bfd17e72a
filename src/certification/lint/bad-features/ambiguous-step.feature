# lint 9: ambiguous step: the machine is both matches "the machine is both" and "the machine is {word}"
@bad-features
Feature: Two definitions fit a step
  @BAD-01 @architecture @must
  Rule: A rule
    Source: here
    Scenario: one
      Given a machine
      When the machine is both
      Then it answers yes
