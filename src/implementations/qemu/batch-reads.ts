import type { Entry } from '../../contract/entries';
import type { Part } from './executor';
import { framesOf } from './storage-keys';

type Read = Extract<Entry, { verb: 'read' }>;

/** The reads that directly follow an entry: nothing happens between them, so one round trip can serve them all. */
function readsAfter(batch: readonly Entry[], index: number): Read[] {
  const rest = batch.slice(index + 1);
  const end = rest.findIndex((entry) => entry.verb !== 'read');
  return (end < 0 ? rest : rest.slice(0, end)) as Read[];
}

export function cpuPartsReadAfter(batch: readonly Entry[], index: number): Part[] {
  return readsAfter(batch, index).flatMap(({ space, address, length }) =>
    space === 'cpu' && typeof address === 'bigint' ? [{ offset: Number(address), length }] : [],
  );
}

export function framesReadAfter(batch: readonly Entry[], index: number): number[] {
  return readsAfter(batch, index).flatMap(({ space, address, length }) =>
    space === 'key' && typeof address === 'bigint' ? framesOf(Number(address), length) : [],
  );
}
