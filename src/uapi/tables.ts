import type { Structure } from '../codec/structure';
import * as errno from './errno';
import * as eventFd from './event-fd';
import * as fileStatus from './file-status';
import * as kvmCapabilities from './kvm/capabilities';
import * as kvmInterrupts from './kvm/interrupts';
import * as kvmMemOp from './kvm/mem-op';
import * as kvmMemory from './kvm/memory';
import * as kvmNumbers from './kvm/numbers';
import * as kvmRegisters from './kvm/registers';
import * as kvmRun from './kvm/run';
import * as memoryMap from './memory-map';
import * as openFlags from './open-flags';
import * as poll from './poll';
import * as statS390x from './stat-s390x';
import * as statX86 from './stat-x86';
import * as ccw from './vfio/ccw';
import * as container from './vfio/container';
import * as device from './vfio/device';
import * as feature from './vfio/feature';
import * as interrupts from './vfio/interrupts';
import * as migration from './vfio/migration';
import * as hotReset from './vfio/pci-hot-reset';
import * as regions from './vfio/regions';
import * as type1 from './vfio/type1';
import * as zpci from './vfio/zpci';

export type Architecture = 's390x' | 'x86-64';

/** The modules of tables. KVM's registers, and the numbers that contain their size, are those of s390x. */
const everywhere: readonly object[] = [
  errno,
  eventFd,
  fileStatus,
  kvmCapabilities,
  kvmMemory,
  memoryMap,
  openFlags,
  poll,
  ccw,
  container,
  device,
  feature,
  interrupts,
  migration,
  hotReset,
  regions,
  type1,
  zpci,
];
const only: Readonly<Record<Architecture, readonly object[]>> = {
  s390x: [kvmInterrupts, kvmMemOp, kvmNumbers, kvmRegisters, kvmRun, statS390x],
  'x86-64': [statX86],
};

export type Constants = Readonly<Record<string, number | bigint>>;

const isStructure = (value: unknown): value is Structure =>
  typeof value === 'object' && value !== null && 'byName' in value;

const isConstants = (value: unknown): value is Constants =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length > 0 &&
  Object.entries(value).every(
    ([name, number]) => /^[A-Z]\w+$/.test(name) && (typeof number === 'number' || typeof number === 'bigint'),
  );

export interface Tables {
  /** Views of unions are structures of their own, with the C name of the whole. */
  readonly structures: readonly Structure[];
  readonly constants: readonly Constants[];
}

/** Every structure and every named number that the tables declare for an architecture. */
export function tablesOf(architecture: Architecture): Tables {
  const exported = [...everywhere, ...only[architecture]].flatMap((module) => Object.values(module));
  return { structures: exported.filter(isStructure), constants: exported.filter(isConstants) };
}
