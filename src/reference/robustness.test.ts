import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { instructionFormats } from '../architecture/instruction-formats';
import { instructions } from '../architecture/instructions';
import type { Fixture } from '../contract/documents/fixture';
import type { Entry } from '../contract/entries';
import { plainFixture } from '../contract/plain-fixture';
import { createReferenceMachine } from '.';
import { faults } from './faults';

const fixture: Fixture = { ...plainFixture, storage: { size: 1 << 20 } };

/** The operation code of a known instruction among random bytes. */
const knownInstruction = fc
  .tuple(fc.constantFrom(...Object.values(instructions)), fc.uint8Array({ minLength: 6, maxLength: 6 }))
  .map(([{ opcode, format }, random]) => {
    const bytes = Uint8Array.from(random);
    let rest = opcode;
    for (const [first, last] of [...instructionFormats[format].opcode].reverse())
      for (let bit = last; bit >= first; bit -= 1, rest >>>= 1) {
        const mask = 0x80 >> (bit & 7);
        if ((rest & 1) === 1) bytes[bit >> 3]! |= mask;
        else bytes[bit >> 3]! &= ~mask;
      }
    return bytes;
  });
const instruction = fc.oneof(knownInstruction, fc.uint8Array({ minLength: 6, maxLength: 6 }));

const doubleword = fc.oneof(
  fc.bigInt({ min: 0n, max: 0x1ffffn }),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.constantFrom(0xfffffn, 0x100000n, 0xffffffn, 0x7fffffffn, 0x80000000n, 0xffffffffn, 2n ** 53n, 2n ** 64n - 1n),
);
const imageOf = (values: readonly bigint[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, index) => {
    view.setBigUint64(index * 8, value);
  });
  return new Uint8Array(view.buffer);
};
const doublewords = (count: number) => fc.array(doubleword, { minLength: count, maxLength: count }).map(imageOf);

const mask = fc.oneof(
  fc
    .tuple(fc.constantFrom(0n, 0x80000000n, 0x180000000n), fc.bigInt({ min: 0n, max: 0x07f5ff00n }))
    .map(([mode, bits]) => mode | (bits << 32n)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
);
const situation = fc.record({
  general: doublewords(16),
  access: fc.array(fc.constantFrom(0, 1, 0x10002, 0x1010003, 0xffffffff), { minLength: 16, maxLength: 16 }),
  control: doublewords(16),
  psw: fc.tuple(mask, fc.oneof(fc.constantFrom(0x8000n, 0x8ffen, 0x8001n), doubleword)),
  prefix: fc.constantFrom(0, 0x2000, 0xfe000, 0x7fffe000),
  instructions: fc.array(instruction, { minLength: 1, maxLength: 6 }),
  storage: doublewords(64),
});

function batchOf({
  general,
  access,
  control,
  psw,
  prefix,
  storage,
  ...rest
}: typeof situation extends fc.Arbitrary<infer T> ? T : never): Entry[] {
  const words = new DataView(new ArrayBuffer(64));
  access.forEach((value, index) => {
    words.setUint32(index * 4, value);
  });
  const prefixBytes = new DataView(new ArrayBuffer(4));
  prefixBytes.setUint32(0, prefix);
  const cpu = (address: bigint, bytes: Uint8Array): Entry => ({ verb: 'write', space: 'cpu', cpu: 0, address, bytes });
  return [
    cpu(0x80n, general),
    cpu(0x140n, new Uint8Array(words.buffer)),
    cpu(0x180n, control),
    cpu(0x118n, new Uint8Array(prefixBytes.buffer)),
    { verb: 'write', space: 'absolute', address: 0x1000n, bytes: storage },
    { verb: 'write', space: 'absolute', address: 0x1d0n, bytes: storage.slice(0, 16) },
    { verb: 'write', space: 'absolute', address: 0x8000n, bytes: Buffer.concat(rest.instructions) },
    { verb: 'write', space: 'key', address: 0x1000n, bytes: storage.slice(16, 40) },
    cpu(0x100n, imageOf(psw)),
    { verb: 'execute', cpu: 0 },
    { verb: 'run', cpu: 0, limit: 20 },
    { verb: 'read', space: 'changed', address: 0n, length: 1 << 20 },
    { verb: 'read', space: 'cpu', cpu: 0, address: 0n, length: 512 },
  ];
}

const runs = Number(process.env.TCK_FUZZ_RUNS ?? 3000);

test('whatever a guest does, every entry is answered', async () => {
  const machine = createReferenceMachine();
  await fc.assert(
    fc.asyncProperty(situation, fc.constantFrom<number[]>([], [169]), async (one, present) => {
      const started = await machine.start({ ...fixture, facilities: { present, absent: [] } });
      assert.ok(started.kind === 'started');
      const batch = batchOf(one);
      const answers = await started.machine.perform(batch);
      assert.equal(answers.length, batch.length);
      for (const answer of answers) assert.notEqual(answer.kind, 'unsupported');
    }),
    { numRuns: runs },
  );
});

test('the same batch has the same answers', async () => {
  const machine = createReferenceMachine();
  await fc.assert(
    fc.asyncProperty(situation, async (one) => {
      const answers = [];
      for (let round = 0; round < 2; round += 1) {
        const started = await machine.start(fixture);
        assert.ok(started.kind === 'started');
        answers.push(await started.machine.perform(batchOf(one)));
      }
      assert.deepEqual(answers[0], answers[1]);
    }),
    { numRuns: runs / 10 },
  );
});

test('a machine with a fault answers too', async () => {
  for (const { name } of faults) {
    const machine = createReferenceMachine({ faults: [name] });
    await fc.assert(
      fc.asyncProperty(situation, async (one) => {
        const started = await machine.start(fixture);
        assert.ok(started.kind === 'started');
        const batch = batchOf(one);
        assert.equal((await started.machine.perform(batch)).length, batch.length);
      }),
      { numRuns: Math.ceil(runs / 200) },
    );
  }
});
