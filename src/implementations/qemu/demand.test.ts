import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fixture } from '../../contract/documents/fixture';
import { planFor } from './demand';

const mebibyte = 0x100000;
const fixture = (more: Partial<Fixture> = {}): Fixture => ({
  cpus: 1,
  storage: { size: 16 * mebibyte },
  facilities: { present: [], absent: [] },
  features: {},
  devices: [],
  ranges: [],
  ...more,
});
const plan = (more: Partial<Fixture> = {}) => planFor(fixture(more), [0, 1, 2, 69, 77]);
const refused = (more: Partial<Fixture>) => {
  const answer = plan(more);
  assert.equal(answer.kind, 'unsupported');
  return answer as Extract<typeof answer, { kind: 'unsupported' }>;
};

test('the page for the adapter is the last one', () => {
  const answer = plan();
  assert.deepEqual(answer.kind === 'plan' && answer.reserved, { start: 0xfff000, length: 0x1000 });
});

test('the page for the adapter gives way to the ranges of the scenario', () => {
  const answer = plan({ ranges: [{ start: 0xffe800, length: 0x1000 }] });
  assert.deepEqual(answer.kind === 'plan' && answer.reserved, { start: 0xffc000, length: 0x2000 });
});

test('a scenario that uses all storage is refused with the range', () => {
  assert.deepEqual(refused({ ranges: [{ start: 0, length: 16 * mebibyte }] }).range, {
    start: 0xfff000,
    length: 0x1000,
  });
});

test('a range outside storage is refused', () => {
  const outside = { start: 16 * mebibyte - 1, length: 2 };
  assert.deepEqual(refused({ ranges: [outside] }).range, outside);
});

test('an unknown feature is missing, and so is a facility that is not there', () => {
  assert.deepEqual(refused({ features: { 'tck.nonsense': true } }).missing, { feature: 'tck.nonsense' });
  assert.deepEqual(refused({ facilities: { present: [77, 78], absent: [] } }).missing, { facility: 78 });
});

test('a facility that is not wanted is switched off where QEMU can', () => {
  const answer = plan({ facilities: { present: [], absent: [69, 5] } });
  assert.deepEqual(answer.kind === 'plan' && answer.configuration.without, ['zpci']);
  assert.equal(refused({ facilities: { present: [], absent: [77] } }).missing, undefined);
});

test('storage sizes that QEMU cannot have exactly are refused', () => {
  assert.equal(plan({ storage: { size: 292 * mebibyte } }).kind, 'plan');
  assert.equal(plan({ storage: { size: 2048 * mebibyte } }).kind, 'plan');
  refused({ storage: { size: mebibyte } });
  refused({ storage: { size: 1025 * mebibyte } });
  refused({ storage: { size: 4096 * mebibyte } });
});

test('more CPUs and devices are refused', () => {
  refused({ cpus: 2 });
  refused({ devices: [{ id: 'd', kind: 'virtio-rng' }] });
});
