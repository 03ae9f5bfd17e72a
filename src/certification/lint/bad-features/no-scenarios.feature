# lint 5: a rule without scenarios, which is not @untested
@bad-features
Feature: A rule that nothing tests
  @BAD-11 @architecture @must
  Rule: A rule
    Source: here
