import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cpuStateOffset } from '../../architecture/cpu-state';
import { MachineAbsent, MachineFailed } from '../../contract/judgement';
import type { RunningMachine } from '../../contract/machine';
import { createHerculesMachine, type HerculesMachine } from './index';
import type { Instance } from './instance';
import { execute, herculesPath, perform, psw, read, startedOn, testOnHercules, write } from './on-hercules';

const instanceOf = (machine: RunningMachine) => (machine as unknown as { instance: Instance }).instance;

async function failureOf(work: Promise<unknown>): Promise<MachineFailed> {
  const error = await work.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof MachineFailed, String(error));
  return error;
}

const alone = (patience?: number): Promise<HerculesMachine> =>
  createHerculesMachine({ path: herculesPath, spare: false, ...(patience === undefined ? {} : { patience }) });

const gone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

testOnHercules('death is reported with the signal and the end of the log, now and later', async () => {
  const machine = await startedOn(await alone());
  const { pid } = instanceOf(machine).console.process;
  process.kill(pid!, 'SIGKILL');
  const failure = await failureOf(machine.perform([write('cpu', cpuStateOffset.psw, psw(0x2000)), execute]));
  assert.equal(failure.kind, 'died');
  assert.match(failure.message, /signal SIGKILL/);
  assert.match(failure.details.log ?? '', /Disabled wait state|Hercules Version/);
  assert.equal((await failureOf(machine.perform([execute]))).kind, 'died');
  await machine.stop();
  await machine.stop();
});

testOnHercules('a Hercules that does not answer is hung, and stopping it ends it all the same', async () => {
  const machine = await startedOn(await alone(400));
  const { pid } = instanceOf(machine).console.process;
  process.kill(pid!, 'SIGSTOP');
  assert.equal((await failureOf(machine.perform([read('absolute', 0, 16)]))).kind, 'hung');
  await machine.stop();
  assert.ok(gone(pid!));
});

testOnHercules('the deadline of a batch is kept', async () => {
  const machine = await startedOn(await alone());
  process.kill(instanceOf(machine).console.process.pid!, 'SIGSTOP');
  assert.equal((await failureOf(machine.perform([read('absolute', 0, 16)], 100))).kind, 'deadline');
  await machine.stop();
});

testOnHercules('a CPU that takes interruptions without end is noticed long before the patience is over', async () => {
  const machine = await startedOn(await alone(60_000));
  const begun = performance.now();
  // PFMF clears frame 0, the new PSWs in it included.
  const failure = await failureOf(
    machine.perform([
      write('absolute', 0x8000, 'b9af0012'),
      write('cpu', cpuStateOffset.gr(1), '0000000000010000'),
      write('cpu', cpuStateOffset.gr(2), '0000000000000000'),
      write('cpu', cpuStateOffset.psw, psw(0x8000)),
      execute,
    ]),
  );
  assert.equal(failure.kind, 'hung');
  assert.ok(performance.now() - begun < 30_000);
  await machine.stop();
});

testOnHercules('a machine that was stopped says so', async () => {
  const machine = await startedOn(await alone());
  await machine.stop();
  assert.equal((await failureOf(machine.perform([]))).kind, 'protocol');
});

test('a Hercules that is not there is absent, in one sentence', async () => {
  await assert.rejects(createHerculesMachine({ path: '/nowhere/hercules' }), (error: Error) => {
    assert.ok(error instanceof MachineAbsent);
    assert.match(error.message, /package hercules/);
    return true;
  });
});

/** A program that answers each line as Hercules answers a comment. */
function impostor(folder: string, banner: string): string {
  const path = join(folder, 'hercules');
  writeFileSync(path, `#!/bin/sh\necho '${banner}'\nwhile read -r line; do echo "$line"; done\n`);
  chmodSync(path, 0o755);
  return path;
}

for (const [banner, words] of [
  ['Hercules Version 4.5', /version 4\.5, 3\.13 is needed/],
  ['good morning', /no Hercules/],
] as const)
  test(`"${banner}" is refused`, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'tck-hercules-'));
    context.after(() => rmSync(folder, { recursive: true }));
    await assert.rejects(createHerculesMachine({ path: impostor(folder, banner) }), (error: Error) => {
      assert.ok(error instanceof MachineAbsent);
      assert.match(error.message, words);
      return true;
    });
  });

testOnHercules('what is not there is unsupported, and the rest of the batch is not performed', async () => {
  const machine = await startedOn(await alone());
  assert.deepEqual(await perform(machine, { verb: 'observe', device: 'x' }, read('absolute', 0, 1)), [
    'unsupported the verb observe',
  ]);
  await machine.stop();
});
