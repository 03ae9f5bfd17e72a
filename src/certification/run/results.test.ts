import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Results } from './results';
import type { StreamRecord } from './stream';

const planned = ['a', 'b', 'c'];
const example = fc.constantFrom('a', 'b', 'c', 'unplanned');
const record: fc.Arbitrary<StreamRecord> = fc.oneof(
  example.map((id): StreamRecord => ({ record: 'started', example: id })),
  fc
    .tuple(example, fc.constantFrom('pass' as const, 'fail' as const, 'blocked' as const))
    .map(([id, verdict]): StreamRecord => ({ record: 'ended', example: id, verdict })),
  fc.constant<StreamRecord>({ record: 'finished' }),
  fc.constant<StreamRecord>({ record: 'lost', why: 'x' }),
);

test('whatever is recorded in whatever order, each planned example has at most one end, the first', () => {
  fc.assert(
    fc.property(fc.array(record), (records) => {
      const results = new Results(planned);
      for (const each of records) results.apply(each);
      for (const id of planned) {
        const first = records.find((each) => each.record === 'ended' && each.example === id);
        assert.equal(results.ended.get(id)?.verdict, (first as { verdict?: string } | undefined)?.verdict);
      }
      assert.ok(!results.ended.has('unplanned'));
      assert.deepEqual(
        results.remaining(),
        planned.filter((id) => !results.ended.has(id)),
      );
    }),
  );
});

test('what was started and did not end is what a crash is blamed on', () => {
  const results = new Results(planned);
  results.apply({ record: 'started', example: 'a' });
  results.apply({ record: 'ended', example: 'a', verdict: 'pass' });
  assert.equal(results.running, undefined);
  results.apply({ record: 'started', example: 'b' });
  assert.equal(results.running, 'b');
});
