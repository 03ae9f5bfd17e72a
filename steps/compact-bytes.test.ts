import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compactBytes } from './compact-bytes';

function whole({ bytes, repeated }: Record<string, unknown>): string {
  const rest = repeated as { bytes: string; times: number } | undefined;
  return `${bytes}${rest === undefined ? '' : rest.bytes.repeat(rest.times)}`;
}

test('a repeated end is counted, short bytes stay as they are', () => {
  assert.deepEqual(compactBytes({ kind: 'bytes', bytes: `11223344${'0'.repeat(8)}${'0'.repeat(16 * 511)}` }), {
    kind: 'bytes',
    bytes: '1122334400000000',
    repeated: { bytes: '0'.repeat(16), times: 511 },
  });
  assert.deepEqual(compactBytes({ kind: 'bytes', bytes: '00000000' }), { kind: 'bytes', bytes: '00000000' });
  assert.deepEqual(compactBytes({ kind: 'done' }), { kind: 'done' });
});

test('nothing is lost', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 40 }),
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      fc.nat(64),
      (head, unit, times) => {
        const bytes = Buffer.concat([head, ...Array.from({ length: times }, () => unit)]).toString('hex');
        assert.equal(whole(compactBytes({ bytes })), bytes);
      },
    ),
  );
});
