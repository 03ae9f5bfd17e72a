import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type IRunOptions, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { Manifest } from '../../contract/documents/manifest';
import { selectionPlugin, silentFormatter } from './cucumber-plugins';
import { ExampleRecorder } from './example-recorder';
import type { RunOrder } from './messages';
import { openSink } from './sink';
import { StreamWriter } from './stream-writer';

export class SuiteTrouble extends Error {
  override readonly name = 'SuiteTrouble';
}

/** Runs the ordered examples in this process, on the machine that is bound. */
export async function runExamples(order: RunOrder, manifest: Manifest): Promise<void> {
  const stream = new StreamWriter(order.stream);
  stream.append({ record: 'child', pid: process.pid, at: new Date().toISOString(), manifest });
  const recorder = new ExampleRecorder(order.examples, stream);
  openSink(recorder);
  const errors: string[] = [];
  await runCucumber(
    optionsOf(order, recorder),
    { cwd: order.base, stdout: sinkTo(() => {}), stderr: sinkTo((text) => errors.push(text)), env: {} },
    (envelope: Envelope) => recorder.observe(envelope),
  );
  if (!recorder.everyExampleEnded()) throw new SuiteTrouble(errors.join('') || 'Cucumber left examples out');
  stream.append({ record: 'finished' });
  stream.close();
}

function optionsOf(order: RunOrder, recorder: ExampleRecorder): IRunOptions {
  const extension = __filename.endsWith('.ts') ? 'ts' : 'js';
  return {
    sources: { paths: [...order.uris], defaultDialect: 'en', names: [], tagExpression: '', order: 'defined' },
    support: { requirePaths: [join(__dirname, `hooks.${extension}`), ...order.steps] },
    runtime: {
      dryRun: false,
      failFast: false,
      filterStacktraces: false,
      parallel: 0,
      retry: 0,
      retryTagFilter: '',
      strict: true,
      worldParameters: {},
    },
    formats: { stdout: silentFormatter(), files: {}, publish: false, options: {} },
    plugins: { specifiers: [selectionPlugin((pickle) => recorder.isOrdered(pickle.id))], options: {} },
  };
}

function sinkTo(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      take(String(chunk));
      done();
    },
  });
}
