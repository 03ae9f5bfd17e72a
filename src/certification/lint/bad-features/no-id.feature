# lint 5: a rule needs one id tag, like @KEY-01
@bad-features
Feature: A rule without an id
  @architecture @must
  Rule: A rule
    Source: here
    Scenario: no id
      Given a machine
      Then it answers yes
