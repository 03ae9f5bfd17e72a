import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Requirement } from '../../contract/documents/catalogue';
import type { Listed } from '../catalogue/load-catalogues';
import { lint } from './lint';
import { problemText } from './problem';

const folder = join(__dirname, 'bad-features');

const listed = (id: string, changes: Partial<Requirement> = {}, system = 'bad-features'): Listed => ({
  requirement: { id, sentence: 'A rule', class: 'A', source: 'here', ...changes },
  system,
  file: 'catalogue.yaml',
  line: Number(id.replace(/\D/g, '')),
});

const catalogue = [
  ...Array.from({ length: 15 }, (_, index) => listed(`BAD-${String(index + 1).padStart(2, '0')}`)),
  { ...listed('BAD-17', {}, 'zpci'), line: 1 },
  listed('BAD-18', { class: 'A?' }),
  listed('BAD-19'),
  listed('BAD-20', { elsewhere: 'host face' }),
  { ...listed('BAD-21', { elsewhere: 'host face' }), line: 21 },
  { ...listed('BAD-05', { defect: 'not a rule' }), line: 50 },
];

/** What the first lines of each file say about it. */
const expected = readdirSync(folder).flatMap((name) =>
  [...readFileSync(join(folder, name), 'utf8').matchAll(/^# lint (\d+): (.*)$/gm)].map(
    ([, line, message]) => `bad-features/${name}:${line}: ${message}`,
  ),
);

test('every bad feature file is told with file and line, and nothing else is', async () => {
  const problems = await lint({
    features: folder,
    steps: [join(__dirname, '../../cli/tiny-suite/steps.cjs')],
    catalogue,
  });
  const texts = problems.map(problemText);
  assert.deepEqual(
    texts.filter((text) => text.startsWith('bad-features/')),
    [...expected].sort(byPlace),
  );
  assert.deepEqual(
    texts.filter((text) => !text.startsWith('bad-features/')),
    [
      'catalogue.yaml:3: BAD-03 is in no feature file',
      'catalogue.yaml:4: BAD-04 is in no feature file',
      'catalogue.yaml:19: BAD-19 is in no feature file',
      'catalogue.yaml:21: BAD-21 is in bad-features/not-in-catalogue.feature:25, but listed as not there: host face',
      'catalogue.yaml:50: BAD-05 is listed twice',
    ],
  );
});

function byPlace(a: string, b: string): number {
  const [fileA, lineA] = a.split(':');
  const [fileB, lineB] = b.split(':');
  return fileA! < fileB! ? -1 : fileA! > fileB! ? 1 : Number(lineA) - Number(lineB) || (a < b ? -1 : 1);
}
