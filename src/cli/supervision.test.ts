import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  certifyTiny,
  examplesIn,
  isAlive,
  reportIn,
  startCertify,
  startCommand,
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

test('a plug-in that is another machine in the next process blocks what is left', async () => {
  const { code, folder } = await certifyTiny(tinyMachine('exits-as-another'));
  assert.equal(code, 1);
  assert.deepEqual(verdictsIn(folder), ['pass', 'blocked', 'blocked', 'blocked', 'blocked']);
  assert.match(examplesIn(folder)[2]!.reason!, /started again, the machine tells another manifest: \/version was/);
  assert.equal(pidsIn(folder).length, 1);
});

for (const [name, message] of [
  ['exits-at-close', 'the process ended with status 7'],
  ['fails-to-close', 'the machine threw: Error: something is still open'],
] as const)
  test(`what goes wrong after the last example is no conformance: ${name}`, async () => {
    const { code, folder, stdout } = await certifyTiny(tinyMachine(name));
    assert.equal(code, 1);
    assert.deepEqual([...new Set(verdictsIn(folder))], ['pass']);
    assert.ok(stdout.includes(`NOT CONFORMANT: after the last example: ${message}\n`), stdout);
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

test('kill -9 of the command: "report" tells what was run, --resume runs the rest, and then there is nothing to resume', async () => {
  const memory = join(mkdtempSync(join(tmpdir(), 'tck-memory-')), 'x');
  const { process: command, folder, end } = startCertify(tinyMachine('hangs-once'), [], { TINY_MEMORY: memory });
  await until(() => streamText(folder).includes('TINY-01/asked/second'), 'the second example');
  command.kill('SIGKILL');
  await end;
  const incomplete = await startCommand(['report', folder]).end;
  assert.deepEqual([incomplete.code, incomplete.stderr], [5, '']);
  assert.deepEqual(verdictsIn(folder), ['pass', 'not-run', 'not-run', 'not-run', 'not-run']);
  const more = ['--resume', '--output', folder];
  const environment = { TINY_MEMORY: memory };
  const otherwise = await startCertify(tinyMachine('hangs-once'), [...more, '--only', 'TINY-01'], environment).end;
  assert.equal(otherwise.code, 2);
  assert.match(otherwise.stderr, /another selection, then everything, now TINY-01/);
  const resumed = await startCertify(tinyMachine('hangs-once'), more, environment).end;
  assert.equal(resumed.code, 0, resumed.stdout + resumed.stderr);
  assert.deepEqual([...new Set(verdictsIn(folder))], ['pass']);
  const again = await startCertify(tinyMachine('hangs-once'), more, environment).end;
  assert.equal(again.code, 2);
  assert.match(again.stderr, /there is nothing to resume/);
});

test('two runs in one folder: the second one is refused, and leaves the first one alone', async () => {
  const { process: command, folder, end } = startCertify(tinyMachine('hangs'));
  await until(() => streamText(folder).includes('TINY-01/asked/second'), 'the second example');
  const before = streamText(folder);
  for (const more of [[], ['--resume']]) {
    const { code, stderr } = await startCertify(tinyMachine('yes'), ['--output', folder, ...more]).end;
    assert.equal(code, 2);
    assert.match(stderr, new RegExp(`^another run writes to ${folder}: process ${command.pid} on `));
  }
  assert.equal(streamText(folder), before);
  command.kill('SIGKILL');
  await end;
  assert.ok(existsSync(join(folder, 'lock')));
  const { code, stderr } = await startCertify(tinyMachine('yes'), ['--output', folder]).end;
  assert.deepEqual([code, stderr], [0, '']);
  assert.ok(!existsSync(join(folder, 'lock')));
});

test('memory beyond the limit blocks that example alone, and its last request is in the evidence', async () => {
  const { code, folder } = await certifyTiny(tinyMachine('eats'), ['--max-memory', '400', '--only', 'TINY-01']);
  assert.equal(code, 1);
  assert.deepEqual(verdictsIn(folder), ['pass', 'blocked', 'pass']);
  const { evidence } = examplesIn(folder)[1]!;
  assert.equal(evidence!.message, 'more than 400 MiB of memory');
  assert.equal(evidence!.machine!.signal, 'SIGKILL, by the supervisor');
  assert.match(evidence!.machine!['CPU time']!, /^\d+\.\d\d s$/);
  assert.deepEqual(evidence!.transcript, [
    { request: { verb: 'settle', nanoseconds: '0x0' }, answer: null, text: 'settle → not answered' },
  ]);
});
