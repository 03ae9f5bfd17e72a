import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { cpuState } from '../architecture/cpu-state';
import { lowcore } from '../architecture/lowcore';
import { psw } from '../architecture/psw';
import { teid } from '../architecture/teid';
import { packageRoot } from '../package-root';
import { decode, describe, diff, encode } from './codec';
import { type Structure, structure } from './structure';

const isStructure = (value: unknown): value is Structure =>
  typeof value === 'object' && value !== null && 'byName' in value;

/** Every structure that a file of `architecture` exports. */
const structures = readdirSync(join(packageRoot, 'src/architecture'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => Object.values(require(join(packageRoot, 'src/architecture', file)) as object))
  .filter(isStructure);

test('the structures are found', () => {
  assert.ok(structures.length >= 16);
  for (const known of [cpuState, lowcore, psw, teid]) assert.ok(structures.includes(known), known.name);
});

const anyValues = (subject: (typeof structures)[number]) =>
  fc.record(
    Object.fromEntries(
      subject.fields.map((field) => [
        field.name,
        fc.bigInt({ min: 0n, max: (1n << BigInt(field.last - field.first + 1)) - 1n }),
      ]),
    ),
  );

for (const subject of structures) {
  test(`${subject.name}: what is encoded is decoded`, () => {
    fc.assert(
      fc.property(anyValues(subject), (values) => {
        assert.deepEqual({ ...decode(subject, encode(subject, values)) }, { ...values });
      }),
      { numRuns: 50 },
    );
  });

  test(`${subject.name}: encoding over an image keeps every other bit`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: subject.size, maxLength: subject.size }), (image) => {
        assert.deepEqual(encode(subject, decode(subject, image), image), image);
        assert.deepEqual(encode(subject, {}, image), image);
      }),
      { numRuns: 50 },
    );
  });

  test(`${subject.name}: a difference in any bit is found`, () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: subject.size, maxLength: subject.size }),
        fc.nat(subject.size * 8 - 1),
        (image, bit) => {
          const other = image.slice();
          other[bit >> 3]! ^= 0x80 >> (bit & 7);
          assert.equal(diff(subject, image, image).length, 0);
          assert.notEqual(diff(subject, image, other).length, 0);
        },
      ),
      { numRuns: 200 },
    );
  });
}

test('bit 0 is the most significant bit of byte 0', () => {
  const demo = structure('demo', 2, 'none', { top: 0, middle: [4, 11], last: 15 });
  assert.deepEqual(encode(demo, { top: 1, middle: 0xa5, last: 1 }), Uint8Array.of(0x8a, 0x51));
});

test('a value that does not fit, an unknown field and a field outside are refused', () => {
  const demo = structure('demo', 1, 'none', { half: [0, 3] });
  assert.throws(() => encode(demo, { half: 16 }), /does not fit 4 bits/);
  assert.throws(() => encode(demo, { whole: 1 }), /no field "whole"/);
  assert.throws(() => structure('demo', 1, 'none', { wide: [0, 8] }), /bits 0-8 of 1 bytes/);
});

test('a description names values and leaves zeros out', () => {
  assert.deepEqual(describe(teid, Uint8Array.of(0, 0, 0, 0, 0x12, 0x34, 0x54, 0x08)), [
    { field: 'pageAddress', value: '0x0000000012345' },
    { field: 'accessKind', value: '0x1 (store)' },
    { field: 'keyOrAccessList', value: '1' },
  ]);
});
