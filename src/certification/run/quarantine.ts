/** Crashes that nobody expected: so many of one rule, and the rest of the rule is not tried; so many in all, and the run ends. */
export interface Budget {
  readonly perRule: number;
  readonly inAll: number;
}

export const defaultBudget: Budget = { perRule: 3, inAll: 12 };

/** Counts the unexpected crashes of a run. */
export class Quarantine {
  readonly #ofRule = new Map<string, number>();
  #inAll = 0;

  constructor(private readonly budget: Budget = defaultBudget) {}

  crashed(rule: string | undefined): void {
    this.#inAll++;
    if (rule !== undefined) this.#ofRule.set(rule, (this.#ofRule.get(rule) ?? 0) + 1);
  }

  /** @returns why the examples of this rule are not tried any more */
  ofRule(rule: string): string | undefined {
    return (this.#ofRule.get(rule) ?? 0) >= this.budget.perRule
      ? `quarantined, not tried: ${this.budget.perRule} examples of ${rule} crashed`
      : undefined;
  }

  get exhausted(): boolean {
    return this.#inAll > this.budget.inAll;
  }
}
