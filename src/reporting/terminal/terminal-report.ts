import type { ExampleResult, Report } from '../../contract/documents/report';
import { type FailedRule, failureLine, failureLines } from './failure';
import { marks } from './marks';
import type { Paint } from './paint';
import { plain } from './plain';
import { Progress, type TextOutput } from './progress';
import type { Detail } from './standing';
import { summaryLines } from './summary';

export interface TerminalOptions {
  readonly output: TextOutput;
  readonly paint: Paint;
  readonly detail: Detail;
  /** The command that certifies this machine, to which a selection is added. */
  readonly replay: string;
}

/** Rules of which the first failure is shown in full; the report has every failure. */
const rulesInFull = 10;
/** Further failures of one rule, a line each. */
const moreOfOneRule = 3;

/** Tells a person what happens, as it happens, and what came of it. */
export class TerminalReport {
  #progress: Progress | undefined;
  /** Failures shown, by rule. */
  readonly #shown = new Map<string, number>();

  constructor(private readonly options: TerminalOptions) {}

  planned(machine: { title: string; version: string }, examples: number, rules: number): void {
    const { output, paint, detail } = this.options;
    if (detail !== 'quiet')
      output.write(
        `${paint('bold', plain(machine.title))} ${plain(machine.version)}: ${examples} examples of ${rules} rules\n`,
      );
    this.#progress = new Progress(detail === 'quiet' ? silent : output, examples, paint);
  }

  started(ruleId: string): void {
    this.#progress?.started(ruleId);
  }

  ended(rule: FailedRule, example: ExampleResult): void {
    const { detail, paint, replay } = this.options;
    const { explain } = marks[example.verdict];
    if (explain && detail !== 'quiet') {
      const before = this.#shown.get(rule.id) ?? 0;
      this.#shown.set(rule.id, before + 1);
      if (detail === 'verbose' || (before === 0 && this.#shown.size <= rulesInFull))
        this.#progress?.print(failureLines(rule, example, replay, paint));
      else if (before <= moreOfOneRule) this.#progress?.print([failureLine(example, paint)]);
    }
    this.#progress?.ended(example.verdict);
  }

  finished(report: Report, file: string): void {
    const { output, paint, detail } = this.options;
    this.#progress?.end();
    output.write(`${summaryLines(report, paint, detail).join('\n')}\n`);
    if (detail !== 'quiet') output.write(`${paint('dim', 'report')}  ${file}\n`);
  }
}

const silent: TextOutput = { write: () => {} };
