/**
 * One measured Cucumber run in a process of its own; prints `{ "cpuMs", "examples" }`.
 * Modes: `real` = steps, hooks and reference machine as certified; `floor` = the same plan, every step body empty, no hooks;
 * `cucumber` = Cucumber alone on an empty feature file.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import * as cucumber from '@cucumber/cucumber';
import { runCucumber } from '@cucumber/cucumber/api';
import { makePlan } from '../../src/certification/plan/make-plan';
import { examplesOf } from '../../src/certification/plan/plan';
import { ExampleRecorder } from '../../src/certification/run/example-recorder';
import { runOptions } from '../../src/certification/run/run-options';
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
    const step = () => {};
    Object.defineProperty(step, 'length', { value: body.length });
    cucumber.defineStep(expression, step);
  };
  const exports = { Given: empty, When: empty, Then: empty };
  require.cache[path] = { id: path, filename: path, loaded: true, exports } as unknown as NodeJS.Module;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 's390-tck-bench-'));
  const { plan } = makePlan(features, installation.suite(), { only: [], tags: 'not @sweep' });
  const examples = examplesOf(plan).slice(0, Number(limit));
  const recorder = new ExampleRecorder(
    { examples: examples.map((example) => ({ ...example, rule: '', recorded: false })), crashVerdict: 'suite-error' },
    new StreamWriter(join(folder, 'stream.ndjson')),
  );
  let paths = [...new Set(examples.map(({ uri }) => uri))];
  let requirePaths = [join(packageRoot, 'src/certification/run/hooks.ts'), ...installation.steps];
  if (mode === 'real') {
    const machine = createReferenceMachine();
    bindMachine({ machine, manifest: await machine.manifest() });
    openSink(recorder);
  } else if (mode === 'floor') {
    emptyVocabulary();
    requirePaths = installation.steps;
  } else {
    writeFileSync(join(folder, 'empty.feature'), 'Feature: nothing\n');
    paths = [join(folder, 'empty.feature')];
    requirePaths = [];
  }
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() });
  const before = process.cpuUsage();
  await runCucumber(
    runOptions({ uris: paths, support: requirePaths, wanted: (pickle) => recorder.isOrdered(pickle.id) }),
    { cwd: dirname(features), stdout: nothing, stderr: nothing, env: {} },
    (envelope) => recorder.observe(envelope),
  );
  const run = process.cpuUsage(before);
  const total = process.cpuUsage();
  rmSync(folder, { recursive: true });
  console.log(
    JSON.stringify({
      cpuMs: (total.user + total.system) / 1000,
      runMs: (run.user + run.system) / 1000,
      examples: examples.length,
    }),
  );
}

void main();
