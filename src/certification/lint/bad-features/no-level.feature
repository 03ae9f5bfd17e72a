# lint 6: a rule needs one level (@must, @should, @may)
# lint 6: a rule needs one provenance (@architecture, @linux, @qemu, @proposal)
@bad-features
Feature: Neither authority nor level
  @BAD-05
  Rule: A rule
    Source: here
    Scenario: one
      Given a machine
      Then it answers yes
