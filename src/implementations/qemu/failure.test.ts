import assert from 'node:assert/strict';
import { MachineFailed } from '../../contract/judgement';
import type { RunningMachine } from '../../contract/machine';
import { createQemuMachine, type QemuMachine } from './index';
import { execute, psw, qemuPath, read, startedOn, testOnQemu, write } from './on-qemu';
import type { Guest } from './running-machine';

const guestOf = (machine: RunningMachine) => (machine as unknown as { guest: Guest }).guest;

async function failureOf(work: Promise<unknown>): Promise<MachineFailed> {
  const error = await work.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof MachineFailed, String(error));
  return error;
}

async function quick(patience = { cpuSeconds: 5, wallSeconds: 60 }): Promise<QemuMachine> {
  return createQemuMachine({ path: qemuPath, spare: false, patience });
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

testOnQemu('death is reported with signal and last request, now and later', async () => {
  const machine = await startedOn(await quick());
  const { pid } = guestOf(machine).instance.process;
  process.kill(pid!, 'SIGKILL');
  const failure = await failureOf(machine.perform([write('cpu', 0x100, psw(0x2000)), execute]));
  assert.equal(failure.kind, 'died');
  assert.match(failure.message, /signal SIGKILL/);
  assert.match(failure.details.lastRequest ?? '', /vCont|^g$|^G|^p|^P/);
  assert.equal((await failureOf(machine.perform([execute]))).kind, 'died');
  await machine.stop();
  await machine.stop();
});

/** Lets the CPU run for ever; the answer never comes. */
async function runForEver(machine: RunningMachine): Promise<void> {
  const { instance, registers } = guestOf(machine);
  await machine.perform([write('absolute', 0x2000, 'a7f40000'), write('cpu', 0x100, psw(0x2000))]);
  registers.flush();
  instance.client.queue('vCont;c', () => undefined);
  await instance.client.exchange();
}

testOnQemu('the last word of a QEMU that ends while the CPU runs is not taken for an answer', async () => {
  const machine = await startedOn(await quick());
  setTimeout(() => process.kill(guestOf(machine).instance.process.pid!, 'SIGTERM'), 100);
  assert.equal((await failureOf(runForEver(machine))).kind, 'died');
  await machine.stop();
});

testOnQemu('a QEMU that burns CPU time without an answer is hung, and is ended', async () => {
  const machine = await startedOn(await quick({ cpuSeconds: 0.3, wallSeconds: 60 }));
  const { pid } = guestOf(machine).instance.process;
  const failure = await failureOf(runForEver(machine));
  assert.equal(failure.kind, 'hung');
  assert.match(failure.message, /of CPU time/);
  await machine.stop();
  assert.ok(!alive(pid!));
});

testOnQemu('a QEMU that gives no answer for long is hung', async () => {
  const machine = await startedOn(await quick({ cpuSeconds: 5, wallSeconds: 0.5 }));
  process.kill(guestOf(machine).instance.process.pid!, 'SIGSTOP');
  assert.equal((await failureOf(machine.perform([read('cpu', 0x80, 8)]))).kind, 'hung');
  await machine.stop();
});

testOnQemu('a deadline that passes', async () => {
  const machine = await startedOn(await quick());
  process.kill(guestOf(machine).instance.process.pid!, 'SIGSTOP');
  assert.equal((await failureOf(machine.perform([read('cpu', 0x80, 8)], 300))).kind, 'deadline');
  await machine.stop();
});

testOnQemu('a CPU that stops itself is stopped, not hung', async () => {
  const machine = await startedOn(await quick());
  // SIGP stop to CPU 0, from CPU 0.
  await machine.perform([write('absolute', 0x2000, 'ae130005'), write('cpu', 0x100, psw(0x2000))]);
  const endings = (await machine.perform([execute, execute, execute])).map(
    (answer) => answer.kind === 'ended' && answer.ending,
  );
  assert.deepEqual(endings, ['completed', 'stopped', 'stopped']);
  assert.equal((await machine.perform([read('cpu', 0x118, 4)]))[0]?.kind, 'unsupported');
  await machine.stop();
});

testOnQemu('a CPU that QEMU halted for a reason of its own is stopped, not hung', async () => {
  const machine = await startedOn(await quick());
  await machine.perform([write('absolute', 0x2000, '1811'), write('cpu', 0x100, psw(0x2000)), read('cpu', 0x80, 8)]);
  const { instance, registers } = guestOf(machine);
  registers.flush();
  instance.client.command('P0=0102000180000000');
  const [first, second] = await machine.perform([execute, execute]);
  assert.equal(first?.kind === 'ended' && first.ending, 'stopped');
  assert.equal(second?.kind === 'ended' && second.ending, 'stopped');
  await machine.stop();
});

testOnQemu('a stopped machine takes no batch', async () => {
  const machine = await startedOn(await quick());
  await machine.stop();
  assert.equal((await failureOf(machine.perform([execute]))).kind, 'protocol');
});
