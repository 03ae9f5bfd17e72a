# lint 6: a rule needs one id tag, like @KEY-01, not BAD-03, BAD-04
# lint 6: a rule needs one provenance (@architecture, @linux, @qemu, @proposal), not architecture, linux
@bad-features
Feature: A rule with two ids and two authorities
  @BAD-03 @BAD-04 @architecture @linux @must
  Rule: A rule
    Source: here
    Scenario: two
      Given a machine
      Then it answers yes
