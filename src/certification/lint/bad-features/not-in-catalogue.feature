# lint 7: BAD-16 is not in the catalogue
# lint 13: BAD-17 belongs to zpci, says catalogue.yaml:1
# lint 19: BAD-18 has class A? in the catalogue, which is @architecture and @provisional
@bad-features
Feature: The catalogue says otherwise
  @BAD-16 @architecture @must
  Rule: A rule
    Source: here
    Scenario: one
      Given a machine
      Then it answers yes
  @BAD-17 @architecture @must
  Rule: A rule
    Source: here
    Scenario: one
      Given a machine
      Then it answers yes
  @BAD-18 @architecture @must
  Rule: A rule
    Source: here
    Scenario: one
      Given a machine
      Then it answers yes
  @BAD-21 @architecture @must
  Rule: A rule
    Source: here
    Scenario: one
      Given a machine
      Then it answers yes
