import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder';
import { digestOf } from '../plan/digest';
import type { StreamRecord } from '../run/stream';
import { StreamReader } from '../run/stream-reader';
import { StreamWriter } from '../run/stream-writer';
import { FolderInUse, lockFolder } from './folder-lock';
import { EditedRun, NoRun, type RunRecord, runRecordFile, streamFile } from './run-record';

/** The report cannot be kept: found out before anything runs. */
export class UnwritableFolder extends Error {
  override readonly name = 'UnwritableFolder';
}

/** The report of an earlier run must not be taken for this one's. */
export function removeReport(folder: string): void {
  rmSync(join(folder, 'compliance.json'), { force: true });
}

/**
 * Keeps other runs out of the folder, which is made where there is to be a new run in it.
 * @returns lets them in
 * @throws UnwritableFolder, FolderInUse
 */
export function holdFolder(folder: string, resume: boolean): () => void {
  return writable(folder, () => {
    if (!resume) makeFolder(folder);
    return existsSync(folder) ? lockFolder(folder) : () => {};
  });
}

/** Puts the record on disk, with a stream beside it in which nothing has happened. @throws UnwritableFolder */
export function beginRun(folder: string, record: RunRecord): void {
  writable(folder, () => {
    makeFolder(folder);
    removeReport(folder);
    rmSync(join(folder, streamFile), { force: true });
    const temporary = join(folder, `${runRecordFile}.tmp`);
    writeFileSync(temporary, `${JSON.stringify(record)}\n`);
    renameSync(temporary, join(folder, runRecordFile));
    beginStream(folder, record);
  });
}

function writable<T>(folder: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof FolderInUse) throw error;
    throw new UnwritableFolder(`the report cannot be written to ${folder}: ${(error as Error).message}`);
  }
}

export function beginStream(folder: string, record: RunRecord): void {
  writeFileSync(join(folder, streamFile), '');
  const writer = new StreamWriter(join(folder, streamFile));
  writer.append({ record: 'run', run: record.run, plan: digestOfRecord(record) });
  writer.close();
}

/** The same before it is written and after it is read: JSON knows nothing of what it leaves out. */
const digestOfRecord = (record: RunRecord): string => digestOf([JSON.stringify(record)]);

/**
 * What is in the stream of a run; nothing where the run was killed before the first line was whole.
 * @throws NoRun when the stream is that of another run; EditedRun
 */
export function readStream(folder: string, record: RunRecord): StreamRecord[] {
  const file = join(folder, streamFile);
  if (!existsSync(file)) return [];
  const reader = new StreamReader(file);
  const records = reader.read();
  reader.close();
  const [head] = records;
  if (head !== undefined && (head.record !== 'run' || head.run !== record.run))
    throw new NoRun(`${streamFile} in ${folder} is not of the run that plan.json tells of`);
  if (reader.edited !== undefined)
    throw new EditedRun(
      `${streamFile} in ${folder} was changed after the run: line ${reader.edited} does not follow from the lines before it`,
    );
  if (head !== undefined && head.plan !== digestOfRecord(record))
    throw new EditedRun(`${runRecordFile} in ${folder} was changed after the run began`);
  return records;
}
