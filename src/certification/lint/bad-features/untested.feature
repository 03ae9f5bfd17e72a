# lint 7: an @untested rule has scenarios
# lint 14: an @untested rule needs a line "Reason: …" in its description
@bad-features

Feature: Rules marked untested
  @BAD-12 @architecture @must @untested
  Rule: A rule
    Source: here
    Reason: none
    Scenario: one
      Given a machine
      Then it answers yes
  @BAD-13 @architecture @must @untested
  Rule: A rule
    Source: here
  @BAD-14 @architecture @must @untested
  Rule: A rule
    Source: here
    Reason: it needs two machines,
    which there are not
