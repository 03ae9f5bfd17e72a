import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createHerculesMachine } from './index';
import { herculesPath, perform, read, startedOn, testOnHercules } from './on-hercules';

/** Processes of Hercules whose parent is this one. */
function children(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return (
          Number(ppid) === parent &&
          state !== 'Z' &&
          readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('hercules')
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
  for (let wait = 0; wait < 200; wait += 1) {
    if (condition()) return;
    await pause(50);
  }
  assert.fail('it did not come to be');
}

function runner(script: string): ChildProcess {
  const start = `
    const { createHerculesMachine } = require('${__dirname}/index');
    const fixture = { cpus: 1, storage: { size: 16 << 20 }, facilities: { present: [], absent: [] }, features: {}, devices: [], ranges: [] };
    createHerculesMachine({ path: '${herculesPath}' }).then(async (hercules) => { const started = await hercules.start(fixture); ${script} });`;
  return spawn(process.execPath, ['--require', 'ts-node/register', '-e', start], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const)
  testOnHercules(`no Hercules outlives a test run that ends by ${signal}`, async () => {
    const child = runner(`console.log('started'); setInterval(() => undefined, 1000);`);
    await once(child.stdout!, 'data');
    await until(() => children(child.pid!).length === 2);
    const pids = children(child.pid!);
    child.kill(signal);
    await once(child, 'exit');
    await until(() => pids.every(isGone));
  });

testOnHercules('neither a spare nor an idle machine keeps node alive', async () => {
  const child = runner(`console.log('started');`);
  const [status] = await Promise.race([once(child, 'exit'), pause(20_000, ['still alive'], { ref: false })]);
  child.kill('SIGKILL');
  assert.equal(status, 0);
});

testOnHercules('the spare serves the next start of the same layout', async () => {
  const hercules = await createHerculesMachine({ path: herculesPath });
  for (const size of [16, 16, 16, 20, 20]) await (await startedOn(hercules, { storage: { size: size << 20 } })).stop();
  assert.equal(hercules.pool.starts, 5);
  assert.equal(hercules.pool.hits, 3);
  await hercules.close();
  assert.deepEqual(children(process.pid), []);
});

testOnHercules('a spare that has died makes no difference', async () => {
  const hercules = await createHerculesMachine({ path: herculesPath });
  const first = await startedOn(hercules);
  await first.stop();
  await until(() => children(process.pid).length === 1);
  for (const pid of children(process.pid)) process.kill(pid, 'SIGKILL');
  const second = await startedOn(hercules);
  assert.deepEqual(await perform(second, read('absolute', 0x10000, 4)), ['00000000']);
  await second.stop();
  await hercules.close();
});
