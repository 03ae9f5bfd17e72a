import { MachineAbsent } from '../../contract/judgement';
import { channelFaults } from './channel-io';
import type { Fault } from './fault';
import { kvmFaults } from './kvm';
import { storageKeyFaults } from './storage-keys';
import { vfioFaults } from './vfio';

export type { Fault } from './fault';

export const faults: readonly Fault[] = [...storageKeyFaults, ...kvmFaults, ...vfioFaults, ...channelFaults];

export const faultNames: readonly string[] = faults.map(({ name }) => name);

/** @throws MachineAbsent when there is no fault of that name */
export function faultNamed(name: string): Fault {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined)
    throw new MachineAbsent(`the reference machine has no fault "${name}"; "npm run faults" lists them`);
  return fault;
}
