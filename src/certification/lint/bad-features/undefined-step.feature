# lint 8: undefined step: a macine
@bad-features
Feature: No definition fits a step; its background stands in one place
  @BAD-02 @architecture @must
  Rule: A rule
    Source: here
    Background:
      Given a macine
    Scenario Outline: one
      When it is asked
      Then it answers <answer>
      Examples:
        | answer |
        | yes    |
        | no     |
