# lint 5: a rule needs a line "Source: …" in its description
@bad-features
Feature: A rule without a source
  @BAD-06 @architecture @must
  Rule: A rule
    Scenario: one
      Given a machine
      Then it answers yes
