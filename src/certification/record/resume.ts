import { examplesOf } from '../plan/plan';
import { Results } from '../run/results';
import { beginStream, readStream, removeReport } from './run-folder';
import { type RunRecord, readRunRecord } from './run-record';

/** The run in the folder cannot be gone on with. */
export class CannotResume extends Error {
  override readonly name = 'CannotResume';
}

type Trait = readonly [what: string, of: (record: RunRecord) => unknown];

/** In this order: what is named first explains the rest. */
const traits: readonly Trait[] = [
  ['suite version', ({ plan }) => `${plan.suite.name} ${plan.suite.version}`],
  ['specification', ({ plan }) => plan.suite.digest],
  ['machine', ({ manifest }) => `${manifest.name} ${manifest.version}`],
  ['machine manifest', ({ machineDigest }) => machineDigest],
  ['selection', ({ plan }) => (plan.selection.length === 0 ? 'everything' : plan.selection.join(' '))],
  ['shard', ({ plan }) => (plan.shard === undefined ? 'none' : `${plan.shard.index}/${plan.shard.count}`)],
  ['plan', ({ plan }) => plan.digest],
  ['profiles', ({ profiles }) => JSON.stringify(profiles)],
  ['deviations', ({ deviations }) => JSON.stringify(deviations)],
  ['--accept-deviations', ({ acceptDeviations }) => (acceptDeviations ? 'given' : 'not given')],
];

const shortest = (value: unknown): string => {
  const text = String(value);
  return text.length > 80 ? 'other ones' : text;
};

/**
 * The run in the folder, when it is the one wanted and not at its end.
 * @throws CannotResume, NoRun
 */
export function resumable(folder: string, wanted: RunRecord): RunRecord {
  const record = readRunRecord(folder);
  for (const [what, of] of traits) {
    const [then, now] = [of(record), of(wanted)];
    if (then !== now)
      throw new CannotResume(
        `the run in ${folder} cannot be resumed: another ${what}, then ${shortest(then)}, now ${shortest(now)}`,
      );
  }
  const records = readStream(folder, record);
  const results = new Results(examplesOf(record.plan).map((example) => example.id));
  for (const each of records) results.apply(each);
  if (results.footer?.complete)
    throw new CannotResume(`there is nothing to resume in ${folder}: the run is complete (s390-tck report ${folder})`);
  removeReport(folder);
  if (records.length === 0) beginStream(folder, record);
  return record;
}
