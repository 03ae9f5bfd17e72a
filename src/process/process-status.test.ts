import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { test } from 'node:test';
import { cpuSecondsOf, secondsWithoutCpuOf } from './process-status';

const wait = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('a process that gets no CPU waits, one that wants none does not', async () => {
  const busy = Array.from({ length: cpus().length * 3 }, () =>
    spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }),
  );
  const idle = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    await wait(1500);
    const waited = Math.max(...busy.map(({ pid }) => secondsWithoutCpuOf(pid!)));
    assert.ok(waited > 0.3, `three for each CPU: ${waited} s without one`);
    assert.ok(secondsWithoutCpuOf(idle.pid!) < 0.3);
    assert.ok(busy.some(({ pid }) => cpuSecondsOf(pid!)! > 0.1));
    assert.equal(cpuSecondsOf(idle.pid!), 0);
  } finally {
    for (const child of [...busy, idle]) child.kill('SIGKILL');
  }
});

test('of a process that is gone nothing is known', async () => {
  const gone = spawn('true', { stdio: 'ignore' });
  await new Promise((resolve) => gone.once('exit', resolve));
  assert.equal(cpuSecondsOf(gone.pid!), undefined);
  assert.equal(secondsWithoutCpuOf(gone.pid!), 0);
});
