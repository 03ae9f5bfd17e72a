import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createQemuMachine } from './index';
import { qemuPath, startedOn, testOnQemu } from './on-qemu';
import type { Guest } from './running-machine';

const hook = ['--require', 'ts-node/register'];

/** Processes of QEMU whose parent is this one. */
function children(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return (
          Number(ppid) === parent && state !== 'Z' && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('s390')
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

const isGone = (pid: number) => {
  try {
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return true;
  }
};

async function until(condition: () => boolean): Promise<void> {
  // Seen once is enough: between fork and exec a process shows no command line, so a second look may miss it.
  for (let wait = 0; wait < 200; wait += 1) {
    if (condition()) return;
    await pause(50);
  }
  assert.fail('it did not come to be');
}

/** A QEMU of which every start after the first two (the probe and one machine) hangs. */
function qemuWhoseSparesHang(folder: string): string {
  const path = join(folder, 'qemu');
  const script = `
    [ "$1" = --version ] && exec ${qemuPath} --version
    echo start >> ${folder}/starts
    [ $(wc -l < ${folder}/starts) -gt 2 ] && exec sleep 60
    exec ${qemuPath} "$@"`;
  writeFileSync(path, `#!/bin/sh${script}\n`, { mode: 0o755 });
  return path;
}

function runner(script: string, path = qemuPath): ChildProcess {
  const start = `
    const { createQemuMachine } = require('${__dirname}/index');
    const fixture = { cpus: 1, storage: { size: 16 << 20 }, facilities: { present: [], absent: [] }, features: {}, devices: [], ranges: [] };
    createQemuMachine({ path: '${path}' }).then(async (qemu) => { const started = await qemu.start(fixture); ${script} });`;
  return spawn(process.execPath, [...hook, '-e', start], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function said(child: ChildProcess): Promise<void> {
  await once(child.stdout!, 'data');
}

for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
  testOnQemu(`no QEMU outlives a test run that ends by ${signal}`, async () => {
    const child = runner(`console.log('started'); setInterval(() => undefined, 1000);`);
    await said(child);
    await until(() => children(child.pid!).length === 2);
    const pids = children(child.pid!);
    child.kill(signal);
    await once(child, 'exit');
    await until(() => pids.every(isGone));
  });
}

testOnQemu('neither a spare nor an idle machine keeps node alive', async () => {
  const child = runner(`console.log('started');`);
  const [status] = await once(child, 'exit');
  assert.equal(status, 0);
});

testOnQemu('a spare that hangs while it starts keeps nobody waiting', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'tck-spare-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const child = runner('await started.machine.stop();', qemuWhoseSparesHang(folder));
  const [status] = await Promise.race([once(child, 'exit'), pause(10_000, ['still alive'], { ref: false })]);
  child.kill('SIGKILL');
  assert.equal(status, 0);
  assert.equal(readFileSync(join(folder, 'starts'), 'utf8').split('\n').length, 4);
});

testOnQemu('the spare serves the next start of the same command line', async () => {
  const qemu = await createQemuMachine({ path: qemuPath });
  for (const size of [16, 16, 16, 20, 20]) await (await startedOn(qemu, { storage: { size: size << 20 } })).stop();
  assert.equal(qemu.pool.hits, 3);
  await qemu.close();
  await until(() => children(process.pid).length === 0);
});

for (const moment of [0, 500])
  testOnQemu(`a spare that died after ${moment} ms is replaced in silence`, async () => {
    const qemu = await createQemuMachine({ path: qemuPath });
    const first = await startedOn(qemu);
    const used = (first as unknown as { guest: Guest }).guest.instance.process.pid;
    const spare = () => children(process.pid).filter((pid) => pid !== used);
    await until(() => spare().length === 1);
    // Whether it dies while it starts or after that must make no difference.
    await pause(moment);
    for (const pid of spare()) process.kill(pid, 'SIGKILL');
    const second = await startedOn(qemu);
    assert.deepEqual(await second.perform([{ verb: 'read', space: 'cpu', cpu: 0, address: 0x180n, length: 8 }]), [
      { kind: 'bytes', bytes: Buffer.from('00000000000000e0', 'hex') },
    ]);
    await first.stop();
    await second.stop();
    await qemu.close();
  });

testOnQemu('closing ends a spare that is still starting', async () => {
  const qemu = await createQemuMachine({ path: qemuPath });
  const machine = await startedOn(qemu);
  await qemu.close();
  await machine.stop();
  assert.deepEqual(children(process.pid), []);
});
