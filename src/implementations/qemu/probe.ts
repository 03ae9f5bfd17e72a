import { MachineAbsent } from '../../contract/judgement';
import { didNotStart, noBinary, noSetpriv, selfTestFailed } from './absence';
import { located, versionOf } from './binary';
import { mebibyte } from './configuration';
import { readFacilities } from './facility-list';
import { findFilled } from './filled-storage';
import { hiddenPageLength } from './hidden-code';
import { bringUp, endInstance, type Filled } from './instance';
import type { MappedRegister } from './register-map';
import { Guest, QemuRunningMachine } from './running-machine';
import { selfTest } from './self-test';
import { readRegisterMap } from './target-description';

/** What was found out about a QEMU before it is handed out. */
export interface Probe {
  readonly path: string;
  readonly version: string;
  readonly facilities: readonly number[];
  readonly map: readonly MappedRegister[];
  readonly filled: readonly Filled[];
}

const probeConfiguration = { storageSize: 4 * mebibyte, without: [] };

/**
 * Starts a QEMU once, asks it what it is and tests what the adapter relies on.
 * @throws MachineAbsent with one sentence
 */
export async function probe(program: string): Promise<Probe> {
  const path = located(program);
  if (path === undefined) throw noBinary(program);
  if (located('setpriv') === undefined) throw noSetpriv();
  const version = await versionOf(path);
  const instance = await bringUp({ path, filled: [] }, probeConfiguration).catch((error: Error) => {
    throw didNotStart(path, error.message);
  });
  try {
    const filled = findFilled(instance.storage);
    const map = await readRegisterMap(instance);
    const hiddenPage = instance.storage.size - hiddenPageLength;
    const facilities = await readFacilities(new Guest(instance, map, hiddenPage).hidden);
    const machine = new QemuRunningMachine(instance, map, hiddenPage, () => Promise.reject(new Error('no other')));
    const problem = await selfTest(machine);
    if (problem !== undefined) throw selfTestFailed(path, problem);
    return { path, version, facilities, map, filled };
  } catch (error) {
    if (error instanceof MachineAbsent) throw error;
    throw didNotStart(path, (error as Error).message);
  } finally {
    await endInstance(instance);
  }
}
