import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { StreamRecord } from './stream';
import { StreamReader } from './stream-reader';
import { StreamWriter } from './stream-writer';

const path = (): string => join(mkdtempSync(join(tmpdir(), 'tck-stream-')), 'stream.ndjson');
const records: StreamRecord[] = [
  { record: 'started', example: 'KEY-01/größer, ✓' },
  { record: 'ended', example: 'KEY-01/größer, ✓', verdict: 'pass' },
  { record: 'finished' },
];

test('what is written is read, as it comes', () => {
  const file = path();
  const writer = new StreamWriter(file);
  const reader = new StreamReader(file);
  assert.deepEqual(reader.read(), []);
  writer.append(records[0]!);
  assert.deepEqual(reader.read(), [records[0]]);
  writer.append(records[1]!);
  writer.append(records[2]!);
  assert.deepEqual(reader.read(), records.slice(1));
});

test('cut at any byte, the whole lines before it are read, and what another writer appends after it', () => {
  const file = path();
  const writer = new StreamWriter(file);
  for (const record of records) writer.append(record);
  const bytes = readFileSync(file);
  const written = bytes.toString('utf8').trimEnd().split('\n');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length }), (cut) => {
      const torn = path();
      writeFileSync(torn, bytes.subarray(0, cut));
      const reader = new StreamReader(torn);
      const whole = reader.read();
      const next = new StreamWriter(torn);
      next.append({ record: 'lost', why: 'x' });
      const seen = [...whole, ...reader.read()];
      const lines = bytes.subarray(0, cut).toString('utf8').split('\n');
      // The last line may lack only its end: then it is whole after all.
      const complete = lines.filter((line) => line !== '' && written.includes(line));
      assert.deepEqual(seen, [...complete.map((line) => records[written.indexOf(line)]), { record: 'lost', why: 'x' }]);
      assert.equal(reader.edited, undefined);
      reader.close();
      next.close();
    }),
    { numRuns: 60 },
  );
});

test('two writers in turn make one chain', () => {
  const file = path();
  const [one, two] = [new StreamWriter(file), new StreamWriter(file)];
  for (const writer of [one, one, two, one, two, two]) writer.append(records[0]!);
  const reader = new StreamReader(file);
  assert.deepEqual([reader.read().length, reader.edited], [6, undefined]);
});

test('a line that is no record is passed over; one without its link is told', () => {
  const file = path();
  writeFileSync(file, 'noise\n[]\nnull\n{"a":1}\n');
  appendFileSync(file, `${JSON.stringify(records[2])}\n`);
  const reader = new StreamReader(file);
  assert.deepEqual([reader.read(), reader.edited], [[records[2]], 5]);
});
