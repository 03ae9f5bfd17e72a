import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { cpuStateOffset } from '../../architecture/cpu-state';
import { MachineAbsent } from '../../contract/judgement';
import { didNotStart, noBinary, noSetpriv, selfTestFailed } from './absence';
import { codePageLength, pswOf, quietMask } from './code-page';
import { mebibyte } from './configuration';
import type { Guest } from './guest';
import { bringUp, endInstance } from './instance';
import { selfTest } from './self-test';
import { Unit } from './unit';

/** What was found out about a Hercules before it is handed out. */
export interface Probe {
  readonly path: string;
  readonly version: string;
  readonly facilities: readonly number[];
}

/** The full path of a program, as a shell would find it. */
function located(program: string): string | undefined {
  const candidates = program.includes(sep)
    ? [program]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  const found = candidates.find((candidate) => existsSync(candidate));
  return found === undefined ? undefined : realpathSync(found);
}

const code = 0x2000;
const list = 0x3000;
const listLength = 128;
/** STFLE 0(3) */
const storeFacilityList = Buffer.from('b2b03000', 'hex');

/** The facilities that STFLE reports. */
async function readFacilities(guest: Guest): Promise<number[]> {
  await guest.keys.touch(code, 6);
  guest.storage.write(code, storeFacilityList);
  guest.state.writeBigUInt64BE(BigInt(listLength / 8 - 1), cpuStateOffset.gr(0));
  guest.state.writeBigUInt64BE(BigInt(list), cpuStateOffset.gr(3));
  pswOf(quietMask, code).copy(guest.state, cpuStateOffset.psw);
  const ending = await new Unit(guest).perform();
  if (ending !== 'completed') throw new Error(`STFLE ended with ${ending}`);
  const stored = await guest.storage.read(list, listLength);
  return Array.from({ length: listLength * 8 }, (_, bit) => bit).filter(
    (bit) => stored[bit >> 3]! & (0x80 >> (bit & 7)),
  );
}

/**
 * Starts a Hercules once, asks it what it is and tests what the adapter relies on.
 * @throws MachineAbsent with one sentence
 */
export async function probe(program: string, patience?: number): Promise<Probe> {
  const path = located(program);
  if (path === undefined) throw noBinary(program);
  if (located('setpriv') === undefined) throw noSetpriv();
  const storageSize = 16 * mebibyte;
  const layout = { storageSize, page: storageSize - codePageLength };
  const launch = patience === undefined ? { path } : { path, patience };
  const instance = await bringUp(launch, layout).instance.catch((error: Error) => {
    throw didNotStart(path, error.message);
  });
  try {
    const facilities = await readFacilities(instance.guest);
    const problem = await selfTest(instance.guest);
    if (problem !== undefined) throw selfTestFailed(path, problem);
    return { path, version: instance.version, facilities };
  } catch (error) {
    if (error instanceof MachineAbsent) throw error;
    throw didNotStart(path, (error as Error).message);
  } finally {
    await endInstance(instance);
  }
}
