/**
 * One measured Cucumber run in a process of its own; prints `{ "cpuMs", "examples" }`.
 * Modes: `real` = steps, hooks and reference machine as certified, sweeps left out; `floor` = Cucumber on the same examples,
 * every step body empty, no hooks; `plain` = Cucumber on all examples with steps and reference machine, no verdict written;
 * `cucumber` = Cucumber alone on an empty feature file.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Writable } from 'node:stream';
import * as cucumber from '@cucumber/cucumber';
import { type IRunOptions, runCucumber } from '@cucumber/cucumber/api';
import { makePlan } from '../../src/certification/plan/make-plan';
import { examplesOf } from '../../src/certification/plan/plan';
import { ExampleRecorder } from '../../src/certification/run/example-recorder';
import { planRun, runOptions } from '../../src/certification/run/run-options';
import { openSink } from '../../src/certification/run/sink';
import { StreamWriter } from '../../src/certification/run/stream-writer';
import { installation } from '../../src/cli/installation';
import { bindMachine } from '../../src/contract/binding';
import { packageRoot } from '../../src/package-root';
import { createReferenceMachine } from '../../src/reference';

const [mode = 'real', features = installation.features, limit = '1000000'] = process.argv.slice(2);

/** The same expressions with nothing behind them. */
function emptyVocabulary(): void {
  const path = join(packageRoot, 'steps/vocabulary.ts');
  const defined = new Set<string>();
  const empty = (expression: string, body: (...args: never[]) => void) => {
    if (defined.has(expression)) return;
    defined.add(expression);
    // A sentence without the table it may have gets a function to call at its end in place of the table.
    const step = (...args: unknown[]) => {
      const last = args.at(-1);
      if (args.length === body.length && typeof last === 'function') last();
    };
    Object.defineProperty(step, 'length', { value: body.length });
    cucumber.defineStep(expression, step);
  };
  const exports = { Given: empty, When: empty, Then: empty };
  require.cache[path] = { id: path, filename: path, loaded: true, exports } as unknown as NodeJS.Module;
}

const base = dirname(features);
const hooks = join(packageRoot, 'src/certification/run/hooks.ts');
const everyFeature = join(relative(base, features), '**/*.feature');

async function bindReference(): Promise<void> {
  const machine = createReferenceMachine();
  bindMachine({ machine, manifest: await machine.manifest() });
}

type Mode = (folder: string) => IRunOptions | Promise<IRunOptions>;

const modes: Readonly<Record<string, Mode>> = {
  async real(folder) {
    const { plan, pickleOf } = makePlan(features, installation.suite(), { only: [], tags: 'not @sweep' });
    const examples = examplesOf(plan).slice(0, Number(limit));
    const order = {
      examples: examples.map(({ id }) => ({ id, recorded: false })),
      crashVerdict: 'suite-error',
    } as const;
    await bindReference();
    openSink(new ExampleRecorder(order, new StreamWriter(join(folder, 'stream.ndjson'))));
    return planRun(examples.map(pickleOf), base, [hooks, ...installation.steps]);
  },
  floor() {
    emptyVocabulary();
    const options = runOptions({ uris: [everyFeature], support: installation.steps });
    return { ...options, sources: { ...options.sources, tagExpression: 'not @sweep' } };
  },
  async plain() {
    await bindReference();
    return runOptions({ uris: [everyFeature], support: [hooks, ...installation.steps] });
  },
  cucumber(folder) {
    writeFileSync(join(folder, 'empty.feature'), 'Feature: nothing\n');
    return runOptions({ uris: [join(folder, 'empty.feature')], support: [] });
  },
};

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 's390-tck-bench-'));
  const options = await modes[mode]!(folder);
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
  let examples = 0;
  const before = process.cpuUsage();
  const { success } = await runCucumber(
    options,
    { cwd: base, stdout: nothing, stderr: process.stderr, env: {} },
    ({ testCaseStarted }) => {
      if (testCaseStarted !== undefined) examples += 1;
    },
  );
  const run = process.cpuUsage(before);
  const total = process.cpuUsage();
  rmSync(folder, { recursive: true });
  // What fails has not done the work that is measured.
  if (!success) throw new Error(`${mode}: examples fail`);
  console.log(
    JSON.stringify({
      cpuMs: (total.user + total.system) / 1000,
      runMs: (run.user + run.system) / 1000,
      examples,
    }),
  );
}

void main();
