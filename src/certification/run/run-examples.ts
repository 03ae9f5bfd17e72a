import { extname, join } from 'node:path';
import { Writable } from 'node:stream';
import { runCucumber } from '@cucumber/cucumber/api';
import { bindMachine } from '../../contract/binding';
import type { Manifest } from '../../contract/documents/manifest';
import type { Machine } from '../../contract/machine';
import { askHonesty } from '../honesty/ask';
import { ExampleRecorder } from './example-recorder';
import { RequestNotes } from './last-request';
import type { RunOrder } from './messages';
import { planRun } from './run-options';
import { openSink } from './sink';
import { StreamWriter } from './stream-writer';
import { machineFailure } from './thrown';
import { watched } from './watched-machine';

export class SuiteTrouble extends Error {
  override readonly name = 'SuiteTrouble';
}

/** Runs the ordered examples in this process, on this machine, and closes it. */
export async function runExamples(order: RunOrder, machine: Machine, manifest: Manifest): Promise<void> {
  const stream = new StreamWriter(order.stream);
  stream.append({ record: 'child', pid: process.pid, at: new Date().toISOString(), manifest });
  const notes = new RequestNotes(order.lastRequest);
  if (order.canary !== undefined) {
    stream.append({ record: 'asking' });
    stream.append({ record: 'honesty', honesty: await askHonesty(machine, manifest, order.canary) });
  }
  const contradicted = (what: string): void => stream.append({ record: 'contradiction', what });
  bindMachine({ machine: watched(machine, manifest, { notes, contradicted }), manifest });
  const recorder = new ExampleRecorder(order, stream, notes);
  openSink(recorder);
  const errors: string[] = [];
  await runCucumber(
    planRun(
      order.examples.map(({ pickle }) => pickle),
      order.base,
      [join(__dirname, `hooks${extname(__filename)}`), ...order.steps],
    ),
    { cwd: order.base, stdout: sinkTo(() => {}), stderr: sinkTo((text) => errors.push(text)), env: {} },
  );
  if (!recorder.everyExampleEnded()) throw new SuiteTrouble(errors.join('') || 'Cucumber left examples out');
  await ended(machine).catch((error: unknown) => {
    contradicted(`after the last example: ${machineFailure(error).message}`);
  });
  stream.append({ record: 'finished' });
  stream.close();
  notes.close();
}

/** What went wrong since the last example asked for something is told now or never. */
async function ended(machine: Machine): Promise<void> {
  await machine.close();
}

function sinkTo(take: (text: string) => void): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      take(String(chunk));
      done();
    },
  });
}
