import { extname, join } from 'node:path';
import { Writable } from 'node:stream';
import { runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { Manifest } from '../../contract/documents/manifest';
import { ExampleRecorder } from './example-recorder';
import type { RunOrder } from './messages';
import { runOptions } from './run-options';
import { openSink } from './sink';
import { StreamWriter } from './stream-writer';

export class SuiteTrouble extends Error {
  override readonly name = 'SuiteTrouble';
}

/** Runs the ordered examples in this process, on the machine that is bound. */
export async function runExamples(order: RunOrder, manifest: Manifest): Promise<void> {
  const stream = new StreamWriter(order.stream);
  stream.append({ record: 'child', pid: process.pid, at: new Date().toISOString(), manifest });
  const recorder = new ExampleRecorder(order, stream);
  openSink(recorder);
  const errors: string[] = [];
  await runCucumber(
    runOptions({
      uris: order.uris,
      support: [join(__dirname, `hooks${extname(__filename)}`), ...order.steps],
      wanted: (pickle) => recorder.isOrdered(pickle.id),
    }),
    { cwd: order.base, stdout: sinkTo(() => {}), stderr: sinkTo((text) => errors.push(text)), env: {} },
    (envelope: Envelope) => recorder.observe(envelope),
  );
  if (!recorder.everyExampleEnded()) throw new SuiteTrouble(errors.join('') || 'Cucumber left examples out');
  stream.append({ record: 'finished' });
  stream.close();
}

function sinkTo(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      take(String(chunk));
      done();
    },
  });
}
