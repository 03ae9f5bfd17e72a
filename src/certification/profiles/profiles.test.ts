import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Verdict } from '../../contract/documents/report';
import { packageRoot } from '../../package-root';
import { makePlan } from '../plan/make-plan';
import { briefReason } from './brief-reason';
import type { DemandedProfile } from './demanded-profile';
import { type Judged, judgeProfile } from './judge-profile';
import { loadProfiles } from './load-profiles';

const profile: DemandedProfile = {
  name: 'core',
  title: 't',
  provenance: 'architecture',
  requested: true,
  demands: { faces: ['guest'], facilities: [1], features: { 'cpus.maximum': 2 }, rules: { 'A-1': 2 } },
  untested: [],
};
const manifest: Judged['manifest'] = { faces: ['guest'], facilities: [1], features: { 'cpus.maximum': 4 } };
const judged = (verdicts: Verdict[], changes: Partial<Judged> = {}) =>
  judgeProfile(profile, {
    manifest,
    contradictions: [],
    rules: [{ id: 'A-1', examples: verdicts.map((verdict) => ({ id: 'x', uri: 'x', line: 1, verdict })) }],
    ...changes,
  });

const table: readonly [string, ReturnType<typeof judged>, boolean, boolean, RegExp][] = [
  ['all pass', judged(['pass', 'pass']), true, true, /^$/],
  ['a pass, and one not claimed', judged(['pass', 'not-claimed']), true, true, /^$/],
  ['not claimed everywhere', judged(['not-claimed', 'not-claimed']), true, false, /^passed nowhere: A-1$/],
  ['fewer examples than the specification has', judged(['pass']), true, false, /^not run: A-1$/],
  ['no examples', judged([]), true, false, /^not run: A-1$/],
  ['no such rule in the run', judged([], { rules: [] }), true, false, /^not run: A-1$/],
  ['a claim not kept', judged(['pass', 'pass'], { contradictions: ['it lies'] }), true, false, /^it lies$/],
  [
    'an empty manifest',
    judged(['pass', 'pass'], { manifest: { faces: [], facilities: [], features: {} } }),
    false,
    false,
    /^not a candidate: the machine does not claim the guest face, facility 1, feature cpus\.maximum 2$/,
  ],
  ...(
    ['fail', 'blocked', 'not-observable', 'not-run', 'suite-error', 'known-deviation', 'unexpected-pass'] as const
  ).map(
    (verdict) =>
      [verdict, judged(['pass', verdict]), true, false, new RegExp(`^${verdict.replace('-', ' ')}: A-1$`)] as [
        string,
        ReturnType<typeof judged>,
        boolean,
        boolean,
        RegExp,
      ],
  ),
];
for (const [what, { candidate, certified, why }, isCandidate, isCertified, says] of table)
  test(`${what}: ${isCertified ? 'certified' : 'not certified'}`, () => {
    assert.deepEqual([candidate, certified], [isCandidate, isCertified]);
    assert.match(why.join('; '), says);
  });

test('a reason with many rules is cut where it has to be brief, another one never', () => {
  assert.equal(briefReason('fail: A-1, A-2, A-3', 2), 'fail: A-1, A-2, A-3');
  assert.equal(briefReason('not run: A-1, A-2, A-3, A-4', 2), 'not run: A-1, A-2 and 2 more');
  const text = 'it claims facility 8: and this, and that, is, not, true';
  assert.equal(briefReason(text, 1), text);
});

const { all } = makePlan(join(packageRoot, 'features'), { name: 's390-tck', version: '1' }, { only: [] });
const folderWith = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tck-profiles-'));
  writeFileSync(join(folder, 'x.yaml'), text);
  return folder;
};
const head = 'name: x\ntitle: t\nprovenance: architecture\n';
const requires = 'requires: {faces: [guest], facilities: [1]}\n';
const bad: readonly [string, string, RegExp][] = [
  ['an unknown rule', `${head}rules: [NO-1]\n${requires}`, /there is no rule "NO-1"/],
  ['nothing that decides', `${head}rules: [KEY-126]\n${requires}`, /it would certify nothing/],
  ['no rules', `${head}rules: []\n${requires}`, /\/rules must NOT have fewer than 1 items/],
  [
    'no requirement',
    `${head}rules: [KEY-01]\nrequires: {faces: [guest], facilities: []}\n`,
    /neither a facility nor a feature/,
  ],
  ['no YAML', 'a: [', /x\.yaml/],
];
for (const [what, text, says] of bad)
  test(`a profile with ${what} is refused`, () => {
    assert.throws(() => loadProfiles(folderWith(text), all), says);
  });

test('the profiles of the kit fit the specification; an unknown one is named, with those there are', () => {
  const folder = join(packageRoot, 'src/certification/profiles');
  assert.ok(loadProfiles(folder, all, ['storage-keys-core']).length >= 3);
  assert.throws(
    () => loadProfiles(folder, all, ['nope']),
    /there is no profile "nope": there are [a-z0-9, -]*storage-keys-core, /,
  );
});
