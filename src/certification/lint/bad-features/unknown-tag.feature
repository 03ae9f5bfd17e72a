# lint 5: unknown tag @wip
# lint 5: unknown tag @zpci
# lint 10: unknown tag @slow
# lint 10: the tag @must belongs on the rule
@bad-features @wip @zpci
Feature: Tags that are not in the list, or not in their place
  @BAD-07 @architecture @must @destructive @position:aqic-v4
  Rule: A rule
    Source: here
    @slow @must @sweep
    Scenario: one
      Given a machine
      Then it answers yes
