import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deviation } from '../../contract/documents/deviations';
import type { Manifest } from '../../contract/documents/manifest';
import type { Report } from '../../contract/documents/report';
import { digestOf } from '../plan/digest';
import type { Plan } from '../plan/plan';
import type { DemandedProfile } from '../profiles/demanded-profile';
import { environment } from '../report/environment';

/** All that a run is to be judged by, on disk before anything runs: with the stream it makes the report. */
export interface RunRecord {
  readonly format: 3;
  /** The stream beside it begins with the same. */
  readonly run: string;
  readonly startedAt: string;
  readonly command: string;
  readonly environment: Report['environment'];
  readonly manifest: Manifest;
  readonly machineDigest: string;
  readonly plan: Plan;
  readonly profiles: readonly DemandedProfile[];
  readonly deviations: readonly Deviation[];
  readonly acceptDeviations: boolean;
}

export const runRecordFile = 'plan.json';
export const streamFile = 'stream.ndjson';

export type RunParts = Pick<
  RunRecord,
  'startedAt' | 'command' | 'manifest' | 'plan' | 'profiles' | 'deviations' | 'acceptDeviations'
>;

export function runRecord(parts: RunParts): RunRecord {
  const machineDigest = digestOf([JSON.stringify(parts.manifest)]);
  return { format: 3, run: randomUUID(), environment: environment(), machineDigest, ...parts };
}

/** The folder holds no run, or one of another version of the kit. */
export class NoRun extends Error {
  override readonly name = 'NoRun';
}

/** What a run has left was changed afterwards. */
export class EditedRun extends Error {
  override readonly name = 'EditedRun';
}

/** @throws NoRun */
export function readRunRecord(folder: string): RunRecord {
  const file = join(folder, runRecordFile);
  let record: Partial<RunRecord> | null;
  try {
    record = JSON.parse(readFileSync(file, 'utf8')) as Partial<RunRecord> | null;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no plan.json' : (error as Error).message;
    throw new NoRun(`there is no run in ${folder}: ${why}`);
  }
  if (record?.format !== 3 || typeof record.run !== 'string' || !Array.isArray(record.plan?.rules))
    throw new NoRun(`there is no run in ${folder}: plan.json is not one of this version of the kit`);
  return record as RunRecord;
}
