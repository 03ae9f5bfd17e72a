# Cucumber runs nothing unless it has read a feature file. Here is one, without examples: those of a run come from its plan.
