import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { certifyTiny, type Ran, reportIn, startCommand, tinyMachine } from './tiny-suite/command';

const file = ({ folder }: Ran): string => join(folder, 'compliance.json');
const output = (): string => join(mkdtempSync(join(tmpdir(), 'tck-merge-')), 'report');
const merge = (files: readonly string[], folder = output()) =>
  startCommand(['merge', ...files, '--output', folder], {}, folder).end;
const shard = (name: string, part: string, more: string[] = []): Promise<Ran> =>
  certifyTiny(tinyMachine(name), ['--shard', part, ...more]);

/** Without times, host, and the name that was invented. */
const timeless = (text: string): unknown =>
  JSON.parse(text, (key, value) =>
    ['cpuMs', 'startedAt', 'endedAt', 'environment', 'command', 'asked'].includes(key) ? undefined : value,
  );

test('merged shards are what the unsharded run reports, apart from times and host', async () => {
  const whole = await certifyTiny(tinyMachine('stateless-no'));
  const parts = [
    await shard('stateless-no', '1/3'),
    await shard('stateless-no', '2/3'),
    await shard('stateless-no', '3/3'),
  ];
  assert.deepEqual(
    parts.map(({ folder }) => reportIn(folder).plan.shard!.examples),
    [2, 2, 1],
  );
  const merged = await merge([...parts].reverse().map(file));
  assert.equal(merged.stderr, '');
  assert.equal(merged.code, whole.code);
  assert.deepEqual(timeless(readFileSync(file(merged), 'utf8')), timeless(readFileSync(file(whole), 'utf8')));
});

test('shards that accept deviations make a merged report that does, and do not go with others', async () => {
  const deviations = join(mkdtempSync(join(tmpdir(), 'tck-known-')), 'deviations.yaml');
  const draft = await startCommand(['deviations', 'draft', file(await certifyTiny(tinyMachine('stateless-no')))]).end;
  writeFileSync(deviations, draft.stdout);
  const known = ['--deviations', deviations];
  const [one, two, strict] = await Promise.all([
    shard('stateless-no', '1/2', [...known, '--accept-deviations']),
    shard('stateless-no', '2/2', [...known, '--accept-deviations']),
    shard('stateless-no', '2/2', known),
  ]);
  const merged = await merge([file(one!), file(two!)]);
  assert.equal(merged.code, 0, merged.stderr);
  assert.match(merged.stdout, /^NOT CERTIFIED: it fails exactly as recorded$/m);
  const mixed = await merge([file(one!), file(strict!)]);
  assert.equal(mixed.code, 2);
  assert.match(mixed.stderr, /are not of one run: another --accept-deviations/);
});

test('what is not one run is not merged, each with its own message', async () => {
  const [one, two, other, whole] = await Promise.all([
    shard('yes', '1/2'),
    shard('yes', '2/2'),
    shard('yes', '2/2', ['--only', 'TINY-01']),
    certifyTiny(tinyMachine('yes')),
  ]);
  const foreign = join(mkdtempSync(join(tmpdir(), 'tck-foreign-')), 'compliance.json');
  const { machine, ...rest } = reportIn(two!.folder);
  writeFileSync(foreign, JSON.stringify({ ...rest, machine: { ...machine, digest: `sha256:${'0'.repeat(64)}` } }));
  const table: readonly [string[], number, RegExp][] = [
    [[file(one!)], 5, /incomplete: shard 2\/2 is missing/],
    [[file(one!), file(one!), file(two!)], 2, /are both shard 1\/2/],
    [[file(one!), file(other!)], 2, /are not of one run: another selection/],
    [[file(one!), foreign], 2, /are not of one run: another machine manifest/],
    [[file(one!), file(whole!)], 2, /is not the report of a shard/],
  ];
  for (const [files, status, message] of table) {
    const { code, stderr } = await merge(files);
    assert.equal(code, status, stderr);
    assert.match(stderr, message);
  }
  const bad = await certifyTiny(tinyMachine('yes'), ['--shard', '3/2']);
  assert.deepEqual([bad.code, bad.stderr], [2, '--shard 3/2: it must be i/n with i from 1 to n\n']);
});
