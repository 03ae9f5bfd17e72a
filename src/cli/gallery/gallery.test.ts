import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { packageRoot } from '../../package-root';
import { examplesIn, reportIn, startCommand } from '../tiny-suite/command';
import { machines } from './machines';
import { gallery } from './table';

const machine = join(packageRoot, 'src/cli/gallery/machine.ts');

test('every wrong machine has a line in the table', () => {
  assert.deepEqual(Object.keys(gallery), Object.keys(machines));
});

describe('wrong machines, each with the verdicts it must get', { concurrency: 2 }, () => {
  for (const [name, { only = ['KEY-05', 'KEY-77'], options = [], exit, verdicts, says }] of Object.entries(gallery))
    test(name, async () => {
      const folder = join(mkdtempSync(join(tmpdir(), 'tck-gallery-')), 'report');
      const args = ['certify', '--machine', machine, '--output', folder, '--quiet', ...options];
      const ran = await startCommand([...args, ...(only.length === 0 ? [] : ['--only', ...only])], {
        TCK_WRONG_MACHINE: name,
      }).end;
      const report = reportIn(folder);
      const seen = examplesIn(folder)
        .map(({ verdict }) => letters[verdict])
        .join('');
      const told = JSON.stringify([
        report.outcome.sentence,
        report.honesty,
        examplesIn(folder).map((example) => example.reason ?? ''),
      ]);
      assert.deepEqual([seen.replace(/(.)\1{9,}/g, '$1…'), ran.code], [verdicts, exit], told + ran.stderr);
      assert.match(told, says);
      assert.equal(report.outcome.exitCode, ran.code);
    });
});

const letters = {
  pass: 'p',
  fail: 'F',
  blocked: 'B',
  'not-observable': 'o',
  'not-claimed': 'c',
  'suite-error': 'S',
  'not-run': '-',
  'known-deviation': 'k',
  'unexpected-pass': 'u',
  recorded: 'r',
} as const;
