import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { decode, encode } from '../codec/codec';
import type { Structure } from '../codec/structure';
import { packageRoot } from '../package-root';
import { errno, errnoName } from './errno';
import { tablesOf } from './tables';

const declared = new Set([...tablesOf('s390x').structures, ...tablesOf('x86-64').structures]);

const isStructure = (value: unknown): value is Structure =>
  typeof value === 'object' && value !== null && 'byName' in value;

test('every structure that a file exports is among the tables', () => {
  const folder = join(packageRoot, 'src/uapi');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const found = files.flatMap((file) => Object.values(require(join(folder, file)) as object)).filter(isStructure);
  assert.ok(found.length >= 60);
  for (const each of found) assert.ok(declared.has(each), each.name);
});

test('every structure keeps what is encoded, in both byte orders', () => {
  for (const structure of declared) {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: structure.size, maxLength: structure.size }),
        fc.constantFrom('big' as const, 'little' as const),
        (image, order) => {
          assert.deepEqual(encode(structure, decode(structure, image, order), image, order), image);
        },
      ),
      { numRuns: 10 },
    );
  }
});

test('an errno has one name', () => {
  for (const [name, number] of Object.entries(errno)) assert.equal(errnoName(number), name);
  assert.equal(errnoName(0), '0');
  assert.equal(errnoName(4095), '4095');
});
