import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from '../../process/identity';

/** Another run keeps its report in the same folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

interface Holder extends ProcessIdentity {
  readonly host: string;
}

export const lockFile = 'lock';

/**
 * Keeps other runs out of a folder that exists. What a process that is gone has left is taken over.
 * @returns lets them in
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, lockFile);
  const own = `${JSON.stringify({ ...identityOf(process.pid), host: hostname() } satisfies Holder)}\n`;
  if (!made(lock, own)) {
    const found = contentOf(lock);
    if (found !== undefined) takeAway(lock, found, folder);
    if (!made(lock, own)) throw inUse(folder, holderIn(contentOf(lock) ?? ''));
  }
  return () => {
    if (contentOf(lock) === own) rmSync(lock, { force: true });
  };
}

/** A link appears with its content or not at all, and never in the place of another. */
function made(lock: string, own: string): boolean {
  const temporary = `${lock}.${process.pid}.tmp`;
  writeFileSync(temporary, own);
  try {
    linkSync(temporary, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function takeAway(lock: string, found: string, folder: string): void {
  const holder = holderIn(found);
  if (holder !== undefined && (holder.host !== hostname() || isAlive(holder))) throw inUse(folder, holder);
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    // Somebody may have been faster: then it is not the one that was found.
    if (contentOf(aside) !== found) linkSync(aside, lock);
  } finally {
    rmSync(aside, { force: true });
  }
}

function contentOf(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function inUse(folder: string, holder: Holder | undefined): FolderInUse {
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  const there = holder === undefined || holder.host === hostname() ? '' : `; if it is gone, remove ${lockFile} there`;
  return new FolderInUse(`another run writes to ${folder}: ${who}${there} (--output names another folder)`);
}
