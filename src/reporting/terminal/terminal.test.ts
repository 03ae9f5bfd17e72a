import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ExampleResult } from '../../contract/documents/report';
import { differenceLines, failureLines, quoted } from './failure';
import { ansiPaint, noPaint, paintFor } from './paint';
import { plain } from './plain';
import { Progress } from './progress';

test('nothing a machine says can do anything to a terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there
      assert.doesNotMatch(plain(text), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }),
  );
  assert.equal(plain('\u001b]0;owned\u0007\u009b31m\u202e\ud800'), '\\x1b]0;owned\\x07\\x9b31m\\u{202e}\\u{d800}');
  assert.equal(plain('größer ✓ 😀'), 'größer ✓ 😀');
});

test('differences stand in columns where they fit, below each other where not', () => {
  assert.deepEqual(
    differenceLines(
      [
        { where: 'program interruption code', expected: '0x0004', seen: 'none' },
        { where: 'PSW address', expected: '0x8004', seen: '0x8006' },
      ],
      noPaint,
    ),
    [
      '                           expected  seen',
      'program interruption code  0x0004    none',
      'PSW address                0x8004    0x8006',
    ],
  );
  assert.deepEqual(differenceLines([{ where: 'storage', expected: 'X'.repeat(60), seen: 'Y'.repeat(60) }], noPaint), [
    'storage',
    `  expected  ${'X'.repeat(60)}`,
    `  seen      ${'Y'.repeat(60)}`,
  ]);
});

test('a failed sweep shows its first rows and how many more there are', () => {
  const failed = Array.from({ length: 20 }, (_, row) => ({
    row: `key ${row}`,
    differences: [{ where: 'code', expected: '4', seen: 'none' }],
  }));
  const example: ExampleResult = {
    id: 'KEY-09/all pairs',
    uri: 'f',
    line: 1,
    verdict: 'fail',
    evidence: {
      step: { index: 1, text: 'each gives 4' },
      message: 'm',
      differences: [],
      transcript: [],
      sweep: { declared: 225, checked: 225, failedCount: 210, failed },
    },
  };
  const rule = { id: 'KEY-09', sentence: 's', source: 'x', provisional: false };
  const text = failureLines(rule, example, 's390-tck certify', noPaint).join('\n');
  assert.match(text, /210 of 225 rows differ/);
  assert.match(text, /key 2\n/);
  assert.doesNotMatch(text, /key 3\n/);
  assert.match(text, /and 207 more in the report/);
  assert.match(text, /replay {3}s390-tck certify --only 'KEY-09\/all pairs'/);
});

test('what a shell would take apart is quoted', () => {
  assert.equal(quoted('KEY-01/plain'), 'KEY-01/plain');
  assert.equal(quoted("it's <a> row"), "'it'\\''s <a> row'");
});

test('colours only on a terminal, and not against NO_COLOR or --no-color', () => {
  assert.equal(paintFor({ isTTY: true }, true, {}), ansiPaint);
  assert.equal(paintFor({ isTTY: true }, false, {}), noPaint);
  assert.equal(paintFor({ isTTY: true }, true, { NO_COLOR: '1' }), noPaint);
  assert.equal(paintFor({}, true, {}), noPaint);
});

function progressOf(isTTY: boolean, total: number): string {
  let text = '';
  const progress = new Progress({ isTTY, columns: 20, write: (part: string) => (text += part) }, total, noPaint);
  for (let done = 0; done < total; done++) {
    progress.started('KEY-01-with-a-long-name');
    progress.ended(done === 3);
  }
  progress.clear();
  return text;
}

test('progress is a line for each tenth off a terminal, and none for a short run', () => {
  const lines = progressOf(false, 100).trimEnd().split('\n');
  assert.deepEqual([lines.length, lines[0], lines[9]], [10, ' 10 %  10/100  1 failed', '100 %  100/100  1 failed']);
  assert.equal(progressOf(false, 20), '');
});

test('progress is one line, drawn again and no wider than a terminal, which is empty in the end', () => {
  const text = progressOf(true, 100);
  assert.ok(!text.includes('\n'));
  for (const drawn of text.split('\r\u001b[K')) assert.ok(drawn.length < 20, drawn);
  assert.ok(text.endsWith('\r\u001b[K'));
});
