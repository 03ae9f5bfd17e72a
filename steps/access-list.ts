import { accessListDesignation, accessListEntry, asnSecondTableEntry } from '../src/architecture/access-list';
import { cpuStateOffset } from '../src/architecture/cpu-state';
import { encode } from '../src/codec/codec';
import { fromBigEndian } from './registers';
import { stage } from './stage';
import { changeSpace } from './translation';
import type { TckWorld } from './world';

/** Places in the last part of the stage's table storage. The list has eight entries. */
const base = stage.tables + 0xe0000;
const controlTable = base;
const list = base + 0x1000;
const secondTableEntry = base + 0x2000;
const designation = base + 16;

const designations: Readonly<Record<string, 0 | 1>> = {
  'the access-list space': 0,
  'the access-list space, for fetching only': 1,
};

/** After the pages of the space are mapped. An access register with the number of the entry then designates the space. */
export async function designate(world: TckWorld, entry: number, designates: string): Promise<void> {
  const fetchOnly = designations[designates];
  if (fetchOnly === undefined)
    throw new Error(`"${designates}" is nothing an entry can designate: ${Object.keys(designations).join('; ')}`);
  if (entry < 2 || entry > 7) throw new Error(`access-list entry ${entry}: the suite's list has entries 2 to 7`);
  const space = await changeSpace(world, 'access-list');
  const asce = fromBigEndian(space.element());
  await world.store(secondTableEntry, encode(asnSecondTableEntry, { asce }));
  await world.store(designation, encode(accessListDesignation, { origin: list / 128, length: 0 }));
  const values = { fetchOnly, asnSecondTableEntry: secondTableEntry / 64 };
  await world.store(list + entry * 16, encode(accessListEntry, values));
  await world.setCpu(cpuStateOffset.cr(2) + 4, Uint8Array.of(0, controlTable >> 16, (controlTable >> 8) & 0xff, 0));
}
