import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  certifyTiny,
  examplesIn,
  isAlive,
  reportIn,
  startCertify,
  streamText,
  tinyMachine,
  until,
  verdictsIn,
} from './tiny-suite/command';

const pidsIn = (folder: string): number[] =>
  [...streamText(folder).matchAll(/"record":"child","pid":(\d+)/g)].map(([, pid]) => Number(pid));

test('a machine that says it died blocks the example, and the run goes on', async () => {
  const { code, folder } = await certifyTiny(tinyMachine('dies'));
  assert.equal(code, 1);
  assert.deepEqual(verdictsIn(folder), ['pass', 'blocked', 'pass', 'pass', 'pass']);
  assert.match(examplesIn(folder)[1]!.reason!, /SIGSEGV/);
});

test('process.exit in a plug-in blocks that example alone', async () => {
  const memory = join(mkdtempSync(join(tmpdir(), 'tck-memory-')), 'x');
  const { code, folder } = await certifyTiny(tinyMachine('exits'), [], { TINY_MEMORY: memory });
  assert.equal(code, 1);
  assert.deepEqual(verdictsIn(folder), ['pass', 'blocked', 'pass', 'pass', 'pass']);
  const [, blocked] = examplesIn(folder);
  assert.match(blocked!.reason!, /ended with status 0/);
  assert.match(blocked!.evidence!.machine!.output!, /last words/);
  assert.equal(pidsIn(folder).length, 2);
});

test('a machine that ends every process has its verdicts, one for each example', async () => {
  const { code, folder } = await certifyTiny(tinyMachine('always-exits'));
  assert.equal(code, 1);
  assert.deepEqual([...new Set(verdictsIn(folder))], ['blocked']);
});

for (const name of ['loops', 'hangs'])
  test(`a machine that ${name} is noticed, and the run goes on`, async () => {
    const { code, folder, stdout } = await certifyTiny(tinyMachine(name), ['--patience', '3']);
    assert.equal(code, 1, stdout);
    assert.match(examplesIn(folder)[1]!.reason!, /no progress/);
    assert.equal(verdictsIn(folder)[1], 'blocked');
    assert.deepEqual(
      verdictsIn(folder).filter((verdict) => verdict === 'not-run'),
      [],
    );
  });

test('an exception from a timer of a plug-in does not pass unseen', async () => {
  const { code, folder } = await certifyTiny(tinyMachine('stray'));
  assert.equal(code, 1);
  assert.equal(verdictsIn(folder)[1], 'blocked');
  assert.match(examplesIn(folder)[1]!.evidence!.stack ?? '', /Error: stray/);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  test(`${signal} in the middle: an incomplete report, exit 5, nothing left running`, async () => {
    const { process: command, folder, end } = startCertify(tinyMachine('hangs'));
    await until(() => streamText(folder).includes('TINY-01/asked/second'), 'the second example');
    await until(() => isAlive(pidsIn(folder)[0]!), 'the child');
    command.kill(signal);
    const { code, stdout } = await end;
    assert.equal(code, 5);
    assert.match(stdout, /INCOMPLETE/);
    const report = reportIn(folder);
    assert.deepEqual([report.complete, report.incompleteBecause], [false, 'interrupted']);
    assert.deepEqual(verdictsIn(folder), ['pass', 'not-run', 'not-run', 'not-run', 'not-run']);
    for (const pid of groupOf(pidsIn(folder)[0]!)) assert.ok(!isAlive(pid), `process ${pid} is left`);
  });

for (const name of ['hangs', 'loops'])
  test(`kill -9 of the command leaves nothing running: ${name}`, async () => {
    const { process: command, folder, end } = startCertify(tinyMachine(name));
    await until(() => streamText(folder).includes('TINY-01/asked/second'), 'the second example');
    const group = pidsIn(folder)[0]!;
    await until(() => name === 'loops' || groupOf(group).length === 2, 'what it starts');
    command.kill('SIGKILL');
    await end;
    await until(() => groupOf(group).length === 0, 'the end of its processes');
  });

/** The living processes of a group. */
function groupOf(group: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) === group && isAlive(pid);
      } catch {
        return false;
      }
    });
}
