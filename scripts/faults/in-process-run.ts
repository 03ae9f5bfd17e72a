import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { type IRunOptions, runCucumber } from '@cucumber/cucumber/api';
import type { PlannedExample } from '../../src/certification/plan/plan';
import { ExampleRecorder } from '../../src/certification/run/example-recorder';
import { runOptions } from '../../src/certification/run/run-options';
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

  constructor(private readonly hooks: string) {}

  async judge(machine: Machine, examples: readonly PlannedExample[]): Promise<Judged[]> {
    bindMachine({ machine, manifest: await machine.manifest() });
    const judged: Judged[] = [];
    const recorder = new ExampleRecorder(
      { examples: examples.map((example) => ({ ...example, rule: '', recorded: false })), crashVerdict: 'suite-error' },
      { append: (record) => void judged.push(...judgedBy(record)) },
    );
    openSink(recorder);
    const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
    const { support } = await runCucumber(
      this.options(examples, recorder),
      { cwd: dirname(installation.features), stdout: nothing, stderr: nothing, env: {} },
      (envelope) => recorder.observe(envelope),
    );
    this.support = support;
    return judged;
  }

  private options(examples: readonly PlannedExample[], recorder: ExampleRecorder): IRunOptions {
    const options = runOptions({
      uris: [...new Set(examples.map(({ uri }) => uri))],
      support: [this.hooks, ...installation.steps],
      wanted: (pickle) => recorder.isOrdered(pickle.id),
    });
    return this.support === undefined ? options : { ...options, support: this.support };
  }
}

function judgedBy(record: StreamRecord): Judged[] {
  if (record.record !== 'ended') return [];
  return [
    { example: record.example, verdict: record.verdict, message: record.evidence?.message ?? record.reason ?? '' },
  ];
}
