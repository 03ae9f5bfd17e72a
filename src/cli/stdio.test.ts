import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../package-root';
import { examplesIn, startCommand, streamText, until, verdictsIn } from './tiny-suite/command';

const adapter = join(packageRoot, 'src/implementations/stdio');
const tiny = join(packageRoot, 'src/cli/tiny-suite');
const peer = (name: string): string => `node '${join(adapter, 'hostile', `${name}.cjs`)}'`;
const served = `node '${join(packageRoot, 'bin/s390-tck.js')}' serve`;
const python = `python3 '${join(adapter, 'python-machine/machine.py')}'`;

function start(options: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const folder = join(mkdtempSync(join(tmpdir(), 'tck-stdio-')), 'report');
  return startCommand(['certify', '--output', folder, ...options], environment, folder);
}

const tinySuite = ['--features', join(tiny, 'features'), '--steps', join(tiny, 'steps.cjs')];
const startPeer = (name: string, environment: NodeJS.ProcessEnv = {}) =>
  start(['--machine-command', peer(name), ...tinySuite], environment);

// A process of the peer answers one batch and fails at the second: the run goes on with another one.
const blocked: readonly [string, RegExp][] = [
  ['exits', /the machine's process ended with status 3/],
  ['not-utf8', /a line is not UTF-8/],
  ['ten-megabyte-line', /longer than 8388608 bytes/],
  ['floods', /the machine sent a notification, "progress"/],
];
for (const [name, reason] of blocked)
  test(`a machine that misbehaves blocks the example, and the run goes on: ${name}`, async () => {
    const { code, folder, stdout, stderr } = await startPeer(name).end;
    assert.equal(code, 1, stderr);
    assert.deepEqual(verdictsIn(folder), ['pass', 'blocked', 'pass', 'blocked', 'pass'], stdout);
    assert.match(examplesIn(folder)[1]!.reason!, reason);
  });

test('a machine that claims something else when it is started again blocks what is left', async () => {
  const { code, folder, stdout } = await startPeer('other-manifest').end;
  assert.equal(code, 1, stdout);
  assert.deepEqual(verdictsIn(folder), ['pass', 'blocked', 'blocked', 'blocked', 'blocked']);
  assert.match(examplesIn(folder)[2]!.reason!, /tells another manifest: \/version was "\d+", is now "\d+"/);
});

test('a breach of the protocol after the last example is no conformance', async () => {
  const { code, folder, stdout } = await startPeer('speaks-after-shutdown').end;
  assert.equal(code, 1, stdout);
  assert.deepEqual([...new Set(verdictsIn(folder))], ['pass']);
  assert.match(stdout, /^NOT CONFORMANT: after the last example: the machine sent a notification, "bye"/m);
});

for (const name of ['markup', 'markup-everywhere', 'exits', 'banner', 'extra-field'])
  test(`nothing of a machine gets raw into the terminal or a report: ${name}`, async () => {
    const { folder, stdout, stderr } = await startPeer(name).end;
    const texts: [string, string][] = [
      ['stdout', stdout],
      ['stderr', stderr],
      ...readdirSync(folder).map((file): [string, string] => [file, readFileSync(join(folder, file), 'utf8')]),
    ];
    assert.ok(texts.length > 4);
    for (const [file, text] of texts) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
      assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f]/, file);
      if (!/json|std/.test(file)) assert.ok(!text.includes('<script>alert'), `${file}: ${text}`);
    }
  });

for (const [command, message] of [
  [peer('newer'), /speaks version 2 of the protocol, the kit version 1\n {2}command: node/],
  ['/nowhere/machine', /ended with status 127\n[\s\S]*stderr: .*not found/],
  ['exit 0', /ended with status 0\n/],
  [peer('error').replace('error', 'no-such-peer'), /Cannot find module/],
] as const)
  test(`no machine, exit 2: ${command}`, async () => {
    const { code, stderr } = await start(['--machine-command', command, ...tinySuite]).end;
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
    assert.ok(!stderr.includes('    at async'), stderr);
  });

for (const [options, message] of [
  [['--machine-command', 'true', '--machine', 'reference'], /cannot be used with option/],
  [['--deadline', '3'], /--deadline goes with --machine-command/],
  [['--machine-command', 'true', '--deadline', 'soon'], /--deadline: soon is no number of seconds/],
] as const)
  test(`wrong usage: ${options.join(' ')}`, async () => {
    const { code, stderr } = await start([...options, ...tinySuite]).end;
    assert.equal(code, 2);
    assert.match(stderr, message);
  });

test('kill -9 of the command leaves nothing of the machine', async () => {
  const mark = `kill-${process.pid}`;
  const running = () =>
    readdirSync('/proc').filter((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
        return environment.includes(`TCK_PEER=${mark}\0`) && environment.includes('S390_TCK_MACHINE=');
      } catch {
        return false;
      }
    });
  const { process: command, folder, end } = startPeer('silent', { TCK_PEER: mark });
  await until(() => streamText(folder).includes('TINY-01/asked/second'), 'the second example');
  await until(() => running().length > 0, 'the machine');
  command.kill('SIGKILL');
  await end;
  await until(() => running().length === 0, 'its end');
});

/** Rules of every kind: registers, exceptions, translation, blocks, sweeps, what is not claimed. */
const selection = ['KEY-01', 'KEY-03', 'KEY-14', 'KEY-17', 'KEY-26', 'KEY-28', 'KEY-38', 'KEY-50', 'KEY-69', 'KEY-117'];

for (const fault of [[], ['--fault', 'lap-misses-second-range']])
  test(`the reference has the same verdicts over the protocol as in process ${fault.join(' ')}`, async () => {
    const only = ['--only', ...selection, 'KEY-32'];
    const command = [served, ...fault].join(' ');
    const [inside, outside] = [start([...only, ...fault]), start([...only, '--machine-command', command])];
    const [here, there] = [await inside.end, await outside.end];
    assert.equal(there.code, here.code, there.stderr);
    const told = (folder: string) =>
      examplesIn(folder).map(({ id, verdict, reason, fingerprint }) => ({ id, verdict, reason, fingerprint }));
    assert.deepEqual(told(there.folder), told(here.folder));
    assert.equal(
      told(here.folder).some(({ verdict }) => verdict === 'fail'),
      fault.length > 0,
    );
  });

test('the machine of the guide is certified for the core profile', async () => {
  const { code, folder, stdout } = await start(['--profile', 'storage-keys-core', '--machine-command', python]).end;
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^CERTIFIED for storage-keys-core$/m);
  assert.ok(verdictsIn(folder).filter((verdict) => verdict === 'pass').length > 600);
  assert.deepEqual([...new Set(verdictsIn(folder))].sort(), ['not-claimed', 'pass']);
});

for (const [name, command, status, last] of [
  ['the machine of the guide', python, 0, /^9 passed, 0 failed$/m],
  [
    'a machine that speaks to the last',
    peer('speaks-after-shutdown'),
    1,
    /^FAIL ends when it is told to: the machine sent/m,
  ],
  ['a machine without storage', peer('forgets'), 1, /^FAIL keeps what is written to absolute storage: wrote 01/m],
  ['no machine', 'exit 3', 2, /^FAIL is there and answers the handshake: .* ended with status 3$/m],
] as const)
  test(`adapter smoke of ${name}: exit ${status}`, async () => {
    const { code, stdout } = await startCommand(['adapter', 'smoke', '--machine-command', command]).end;
    assert.equal(code, status, stdout);
    assert.match(stdout, last);
  });
