import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fixture } from '../../contract/documents/fixture';
import { plainFixture } from '../../contract/plain-fixture';
import { planFor } from './demand';

const mebibyte = 0x100000;
const plan = (more: Partial<Fixture> = {}) => planFor({ ...plainFixture, ...more }, [0, 1, 2, 8]);
const refused = (more: Partial<Fixture>) => {
  const answer = plan(more);
  assert.equal(answer.kind, 'unsupported');
  return answer as Extract<typeof answer, { kind: 'unsupported' }>;
};

test('the adapter works in the last two frames', () => {
  const answer = plan();
  assert.deepEqual(answer.kind === 'plan' && answer.reserved, { start: 0xffe000, length: 0x2000 });
});

test('and gives way to the ranges of the scenario', () => {
  const answer = plan({ ranges: [{ start: 0xfff000, length: 0x1000 }] });
  assert.deepEqual(answer.kind === 'plan' && answer.reserved, { start: 0xffd000, length: 0x2000 });
});

test('a scenario that uses all storage is refused with the range', () => {
  const { range } = refused({ ranges: [{ start: 0, length: 16 * mebibyte }] });
  assert.deepEqual(range, { start: 0xffe000, length: 0x2000 });
});

test('what Hercules lacks is named', () => {
  assert.deepEqual(refused({ facilities: { present: [14], absent: [] } }).missing, { facility: 14 });
  assert.match(refused({ facilities: { present: [], absent: [8] } }).what, /without facility 8/);
  assert.match(refused({ cpus: 2 }).what, /2 CPUs/);
  assert.match(refused({ devices: [{ id: 'a', kind: 'ap-queue' }] }).what, /ap-queue/);
  assert.deepEqual(refused({ features: { invented: true } }).missing, { feature: 'invented' });
  assert.match(refused({ storage: { size: 3 * mebibyte + 4096 } }).what, /steps of 1 MiB/);
  assert.match(refused({ ranges: [{ start: 16 * mebibyte, length: 1 }] }).what, /outside storage/);
});
