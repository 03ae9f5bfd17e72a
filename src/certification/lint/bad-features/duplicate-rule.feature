# lint 12: duplicate rule id BAD-09, first in bad-features/duplicate-rule.feature:5
@bad-features
Feature: Two rules with one id
  @BAD-09 @architecture @must
  Rule: A rule
    Source: here
    Scenario: first
      Given a machine
      Then it answers yes

  @BAD-09 @architecture @must
  Rule: Another rule
    Source: here
    Scenario: second
      Given a machine
      Then it answers yes
