# lint 6: expected: #EOF, #TableRow, #DocStringSeparator, #StepLine, #TagLine, #ExamplesLine, #ScenarioLine, #RuleLine, #Comment, #Empty, got 'Whenn it is asked'
@bad-features
Feature: What Gherkin cannot read
  Scenario: one
    Given a machine
    Whenn it is asked
