# lint 2: the feature needs the tag of its system, @bad-features
Feature: A feature without the tag of its system
  @BAD-08 @architecture @must
  Rule: A rule
    Source: here
    Scenario: one
      Given a machine
      Then it answers yes
