import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Entry } from '../../contract/entries';
import { plainFixture } from '../../contract/plain-fixture';
import { lastRequest, RequestNotes } from './last-request';

const read: Entry = { verb: 'read', space: 'absolute', address: 0x8000n, length: 8 };
const texts = (path: string, example: string): string[] => lastRequest(path, example).map(({ text }) => text);

test('the last request is told, of its own example only', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'tck-request-')), 'last-request');
  const notes = new RequestNotes(path);
  notes.example('KEY-01/a');
  notes.request({ batch: [read, { verb: 'execute', cpu: 0 }] });
  notes.request({ batch: [read] });
  assert.deepEqual(texts(path, 'KEY-01/a'), ['read absolute 0x8000 8 bytes → not answered']);
  assert.deepEqual(texts(path, 'KEY-01/b'), []);
  notes.close();
});

test('of a long batch the beginning is told', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'tck-request-')), 'last-request');
  const notes = new RequestNotes(path);
  notes.example('KEY-01/a');
  notes.request({ batch: Array.from({ length: 2000 }, () => read) });
  assert.equal(texts(path, 'KEY-01/a').length, 13);
  assert.equal(texts(path, 'KEY-01/a')[12], 'and 1988 more requests of the same batch');
  notes.close();
});

test('of the later requests of a sweep the verbs are told', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'tck-request-')), 'last-request');
  const notes = new RequestNotes(path);
  notes.example('KEY-01/a');
  for (let index = 0; index < 201; index += 1) notes.request({ batch: [read, { verb: 'execute', cpu: 0 }] });
  assert.deepEqual(texts(path, 'KEY-01/a'), ['request 201 of the example: read, execute → not answered']);
  notes.example('KEY-01/b');
  notes.request({ batch: [read] });
  assert.deepEqual(texts(path, 'KEY-01/b'), ['read absolute 0x8000 8 bytes → not answered']);
  notes.close();
});

test('a request too long to be noted is not taken for the one before it', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'tck-request-')), 'last-request');
  const notes = new RequestNotes(path);
  notes.example('KEY-01/a');
  notes.request({ batch: [read] });
  const ranges = Array.from({ length: 4000 }, () => ({ start: 0x8000, length: 8 }));
  notes.request({ start: { ...plainFixture, ranges } });
  assert.equal(texts(path, 'KEY-01/a').length, 1);
  assert.match(texts(path, 'KEY-01/a')[0]!, /^a request of \d{5,} characters → not answered$/);
  notes.close();
});
