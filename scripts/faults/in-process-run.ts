import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { type IRunOptions, runCucumber } from '@cucumber/cucumber/api';
import type { Pickle } from '@cucumber/messages';
import type { PlannedExample } from '../../src/certification/plan/plan';
import { ExampleRecorder } from '../../src/certification/run/example-recorder';
import { planRun } from '../../src/certification/run/run-options';
import { openSink } from '../../src/certification/run/sink';
import type { StreamRecord } from '../../src/certification/run/stream';
import { installation } from '../../src/cli/installation';
import { bindMachine } from '../../src/contract/binding';
import type { ExampleResult } from '../../src/contract/documents/report';
import type { Machine } from '../../src/contract/machine';

export interface Judged {
  readonly example: string;
  readonly verdict: ExampleResult['verdict'];
  readonly message: string;
}

/** Runs examples on one machine after another in this process; the steps are loaded once. */
export class InProcessRun {
  private support: IRunOptions['support'] | undefined;

  constructor(
    private readonly hooks: string,
    private readonly pickleOf: (example: PlannedExample) => Pickle,
  ) {}

  async judge(machine: Machine, examples: readonly PlannedExample[]): Promise<Judged[]> {
    bindMachine({ machine, manifest: await machine.manifest() });
    const judged: Judged[] = [];
    const recorder = new ExampleRecorder(
      { examples: examples.map(({ id }) => ({ id, recorded: false })), crashVerdict: 'suite-error' },
      { append: (record) => void judged.push(...judgedBy(record)) },
    );
    openSink(recorder);
    const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
    const { support } = await runCucumber(this.options(examples), {
      cwd: dirname(installation.features),
      stdout: nothing,
      stderr: nothing,
      env: {},
    });
    this.support = support;
    return judged;
  }

  private options(examples: readonly PlannedExample[]): IRunOptions {
    const options = planRun(examples.map(this.pickleOf), dirname(installation.features), [
      this.hooks,
      ...installation.steps,
    ]);
    return this.support === undefined ? options : { ...options, support: this.support };
  }
}

function judgedBy(record: StreamRecord): Judged[] {
  if (record.record !== 'ended') return [];
  return [
    { example: record.example, verdict: record.verdict, message: record.evidence?.message ?? record.reason ?? '' },
  ];
}
