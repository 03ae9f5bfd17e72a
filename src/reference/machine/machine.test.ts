import assert from 'node:assert/strict';
import test from 'node:test';
import { assemble } from '../../architecture/assembly';
import type { Fixture } from '../../contract/documents/fixture';
import type { Answer, Entry } from '../../contract/entries';
import type { RunningMachine } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import { validated } from '../../contract/validate';
import { createReferenceMachine } from '..';

const fixture = (demands: Partial<Fixture> = {}): Fixture => ({
  ...plainFixture,
  storage: { size: 1 << 20 },
  ...demands,
});

async function started(demands?: Partial<Fixture>): Promise<RunningMachine> {
  const answer = await createReferenceMachine().start(fixture(demands));
  assert.equal(answer.kind, 'started');
  return (answer as Extract<typeof answer, { kind: 'started' }>).machine;
}

const bytesOf = (answer: Answer | undefined): string =>
  answer?.kind === 'bytes' ? Buffer.from(answer.bytes).toString('hex') : `${answer?.kind}`;

test('the manifest fits its schema', async () => {
  validated('manifest', await createReferenceMachine().manifest(), 'the manifest of the reference machine');
});

test('what cannot be had is unsupported, with the reason', async () => {
  const machine = createReferenceMachine({ facilities: [1, 2, 8] });
  const refusal = async (demands: Partial<Fixture>): Promise<unknown> => {
    const answer = await machine.start(fixture(demands));
    return answer.kind === 'unsupported' ? (answer.missing ?? answer.range ?? answer.what) : answer.kind;
  };
  assert.deepEqual(await refusal({ facilities: { present: [10], absent: [] } }), { facility: 10 });
  assert.deepEqual(await refusal({ features: { 'no.such-feature': true } }), { feature: 'no.such-feature' });
  assert.deepEqual(await refusal({ features: { 'cpus.maximum': 65 } }), { feature: 'cpus.maximum' });
  assert.deepEqual(await refusal({ features: { constructor: true } }), { feature: 'constructor' });
  assert.equal(await refusal({ features: { 'storage.changed-list': true } }), 'started');
  assert.deepEqual(await refusal({ devices: [{ id: 'd', kind: 'no-such' }] }), { feature: 'device.no-such' });
  assert.match(String(await refusal({ storage: { size: 5000 } })), /5000/);
  assert.deepEqual(await refusal({ ranges: [{ start: 0xff000, length: 0x2000 }] }), { start: 0xff000, length: 0x2000 });
});

test('facility 169 excludes those that need keys', async () => {
  const machine = createReferenceMachine();
  const both = await machine.start(fixture({ facilities: { present: [169, 10], absent: [] } }));
  assert.deepEqual(both.kind === 'unsupported' && both.missing, { facility: 10 });
  const running = await started({ facilities: { present: [169], absent: [] } });
  const answers = await running.perform([
    { verb: 'write', space: 'cpu', cpu: 0, address: 0x80n, bytes: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 2) },
    { verb: 'write', space: 'cpu', cpu: 0, address: 0x100n, bytes: psw(0x8000n) },
    { verb: 'write', space: 'absolute', address: 0x8000n, bytes: assemble('STFLE 0x600(0)') },
    { verb: 'execute', cpu: 0 },
    { verb: 'read', space: 'absolute', address: 0x600n, length: 24 },
  ]);
  const list = BigInt(`0x${bytesOf(answers[4])}`);
  const has = (facility: number): boolean => (list & (1n << BigInt(191 - facility))) !== 0n;
  assert.deepEqual([8, 10, 14, 66, 145, 149, 169].map(has), [true, false, false, false, false, false, true]);
});

function psw(address: bigint): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  view.setBigUint64(0, 0x0000000180000000n);
  view.setBigUint64(8, address);
  return new Uint8Array(view.buffer);
}

test('a batch: later entries use earlier answers, and stop at the first unsupported one', async () => {
  const running = await started();
  const answers = await running.perform([
    { verb: 'write', space: 'absolute', address: 0x100n, bytes: Uint8Array.of(0x12, 0x34) },
    { verb: 'read', space: 'absolute', address: 0x100n, length: 2 },
    {
      verb: 'write',
      space: 'absolute',
      address: { entry: 1, offset: 0, length: 2, plus: 6n },
      bytes: Uint8Array.of(9),
    },
    { verb: 'read', space: 'absolute', address: 0x123an, length: 1 },
    { verb: 'observe', device: 'none' },
    { verb: 'read', space: 'absolute', address: 0n, length: 1 },
  ]);
  assert.equal(bytesOf(answers[3]), '09');
  assert.equal(answers.length, 5);
  assert.equal(answers[4]!.kind, 'unsupported');
});

test('spaces end where they end', async () => {
  const running = await started();
  const refused: Entry[] = [
    { verb: 'read', space: 'absolute', address: 0xfffffn, length: 2 },
    { verb: 'write', space: 'absolute', address: 1n << 60n, bytes: Uint8Array.of(1) },
    { verb: 'read', space: 'key', address: 0xff000n, length: 2 },
    { verb: 'read', space: 'cpu', cpu: 0, address: 511n, length: 2 },
    { verb: 'read', space: 'cpu', cpu: 1, address: 0n, length: 2 },
    { verb: 'write', space: 'pending', cpu: 0, address: 0n, bytes: new Uint8Array(16) },
    { verb: 'execute', cpu: 7 },
    { verb: 'load', device: 'dasd', cpu: 0 },
    { verb: 'call', task: 0, name: 'fstat', arguments: [] },
    { verb: 'collect', task: 3 },
  ];
  for (const entry of refused) {
    const [answer] = await running.perform([entry]);
    assert.equal(
      answer!.kind,
      'unsupported',
      JSON.stringify(entry, (_, value) => `${value}`),
    );
  }
});

test('resets: what survives which', async () => {
  const running = await started();
  const look: Entry[] = [
    { verb: 'read', space: 'cpu', cpu: 0, address: 0x88n, length: 8 },
    { verb: 'read', space: 'cpu', cpu: 0, address: 0x108n, length: 8 },
    { verb: 'read', space: 'absolute', address: 0x5000n, length: 1 },
    { verb: 'read', space: 'key', address: 0x5000n, length: 1 },
    { verb: 'read', space: 'cpu', cpu: 0, address: 0x180n, length: 8 },
  ];
  await running.perform([
    { verb: 'write', space: 'cpu', cpu: 0, address: 0x88n, bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
    { verb: 'write', space: 'cpu', cpu: 0, address: 0x100n, bytes: psw(0x8000n) },
    { verb: 'write', space: 'cpu', cpu: 0, address: 0x180n, bytes: Uint8Array.of(0, 0, 0, 0, 2, 0, 0, 0) },
    { verb: 'write', space: 'absolute', address: 0x5000n, bytes: Uint8Array.of(7) },
    { verb: 'write', space: 'key', address: 0x5000n, bytes: Uint8Array.of(0x37) },
  ]);
  const after = async (kind: 'cpu' | 'initial-cpu' | 'clear'): Promise<string[]> =>
    (await running.perform([{ verb: 'reset', kind }, ...look])).slice(1).map(bytesOf);
  assert.deepEqual(await after('cpu'), ['0102030405060708', '0000000000008000', '07', '36', '0000000002000000']);
  assert.deepEqual(await after('initial-cpu'), [
    '0102030405060708',
    '0000000000000000',
    '07',
    '36',
    '00000000000000e0',
  ]);
  assert.deepEqual(await after('clear'), ['0000000000000000', '0000000000000000', '00', '00', '00000000000000e0']);
});

test('run goes on to a wait PSW or the limit', async () => {
  const running = await started();
  const program = Buffer.concat([assemble('LR 1,1'), assemble('LR 1,1'), assemble('BRC 15,-4')]);
  const answers = await running.perform([
    { verb: 'write', space: 'absolute', address: 0x8000n, bytes: program },
    { verb: 'write', space: 'cpu', cpu: 0, address: 0x100n, bytes: psw(0x8000n) },
    { verb: 'run', cpu: 0, limit: 1000 },
    { verb: 'write', space: 'absolute', address: 0x8002n, bytes: assemble('LPSWE 0x600(0)') },
    { verb: 'write', space: 'absolute', address: 0x600n, bytes: Uint8Array.of(0, 2, 0, 1, 0x80, 0, 0, 0) },
    { verb: 'write', space: 'cpu', cpu: 0, address: 0x100n, bytes: psw(0x8000n) },
    { verb: 'run', cpu: 0, limit: 1000 },
  ]);
  assert.deepEqual(
    [answers[2], answers[6]].map((answer) => answer?.kind === 'ended' && [answer.ending, answer.instructions]),
    [
      ['limit', 1000],
      ['wait', 2],
    ],
  );
});

test('machines do not share anything', async () => {
  const [one, other] = [await started(), await started({ cpus: 2 })];
  await one.perform([{ verb: 'write', space: 'absolute', address: 0n, bytes: Uint8Array.of(1) }]);
  const answers = await other.perform([
    { verb: 'read', space: 'absolute', address: 0n, length: 1 },
    { verb: 'write', space: 'cpu', cpu: 1, address: 0x100n, bytes: psw(0x8000n) },
    { verb: 'write', space: 'absolute', address: 0x8000n, bytes: assemble('STAP 0x600(0)') },
    { verb: 'execute', cpu: 1 },
    { verb: 'read', space: 'absolute', address: 0x600n, length: 2 },
  ]);
  assert.deepEqual([bytesOf(answers[0]), bytesOf(answers[4])], ['00', '0001']);
});

test('an unknown fault is an error that says so', () => {
  assert.throws(() => createReferenceMachine({ faults: ['no-such-fault'] }), /no-such-fault/);
});
