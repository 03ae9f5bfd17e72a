import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataTable } from '@cucumber/cucumber';
import { cellOf, cellsOf, differencesOf, expectedOf } from './walk-table';

const running = 2;
const stop = 1;
const p2p = 5;

const table = new DataTable([
  ['', 'S', 'R'],
  ['S', '-', 'S>RP>R'],
  ['R', 'R>RP>S', 'EINVAL'],
]);
const answer = { errno: 0, state: stop, dataFd: -1 };

test('rows are current states, columns requested ones', () => {
  const cells = cellsOf(table);
  assert.equal(cellOf(cells, running, stop), 'R>RP>S');
  assert.equal(cellOf(cells, stop, running), 'S>RP>R');
  assert.throws(() => cellOf(cells, p2p, running), /says nothing about a request from RUNNING_P2P to RUNNING/);
});

test('a cell says how a request ends', () => {
  assert.deepEqual(expectedOf('-', stop), { errno: 'success', after: stop, walk: '' });
  assert.deepEqual(expectedOf('EINVAL', running), { errno: 'EINVAL', after: running, walk: '' });
  assert.deepEqual(expectedOf('R>RP>S', running), { errno: 'success', after: stop, walk: 'R>RP>S' });
  assert.throws(() => expectedOf('R>RP>S', stop), /does not begin in S/);
  assert.throws(() => expectedOf('R>X', running), /"X" is no state/);
});

test('result, state and walk are compared, the walk where it was observed', () => {
  const expected = expectedOf('R>RP>S', running);
  const request = { from: running, to: stop, answer, after: answer, trace: [] };
  assert.deepEqual(differencesOf(expected, request), []);
  assert.deepEqual(differencesOf(expected, { ...request, seen: 'R>S' }), [
    { where: 'arcs at the driver', expected: 'R>RP>S', seen: 'R>S' },
  ]);
  assert.deepEqual(differencesOf(expected, { ...request, answer: { ...answer, errno: 22 } }), [
    { where: 'result of SET', expected: 'success', seen: 'EINVAL' },
  ]);
  assert.deepEqual(differencesOf(expected, { ...request, after: { ...answer, state: p2p } }), [
    { where: 'state afterwards', expected: 'STOP', seen: 'RUNNING_P2P' },
  ]);
  assert.deepEqual(differencesOf(expected, { ...request, after: { ...answer, errno: 5 } }), [
    { where: 'state afterwards', expected: 'STOP', seen: 'GET fails with EIO' },
  ]);
});
