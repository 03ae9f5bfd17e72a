# lint 4: a scenario outside a rule
@bad-features
Feature: A scenario that belongs to no rule
  Scenario: one
    Given a machine
    Then it answers yes
