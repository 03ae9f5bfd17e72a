import { createHash, randomUUID } from 'node:crypto';
import type { Fixture } from '../../contract/documents/fixture';
import type { Agent } from './agent-process';
import { writeSysfs } from './sysfs';

type Demand = Fixture['devices'][number];

/** A device of one scenario. */
export interface PluggedDevice {
  readonly id: string;
  /** Its sysfs directory. */
  readonly directory: string;
  remove(): Promise<void>;
}

const mttyTypes = '/sys/devices/virtual/mtty/mtty/mdev_supported_types';

/** The same device has the same name in every guest, so that reports can be compared; a kernel that others use gets new names. */
function uuidFor(id: string, ownKernel: boolean): string {
  if (!ownKernel) return randomUUID();
  const digits = createHash('sha256').update(id).digest('hex');
  // Version 8: made of whatever the maker likes (RFC 9562, 5.8).
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}

/** The sample driver's serial card, Linux 6.12 samples/vfio-mdev/mtty.c: one type for each number of ports. */
async function plugMtty(agent: Agent, { id, ports = 1 }: Demand): Promise<PluggedDevice> {
  const uuid = uuidFor(id, agent.ownKernel);
  const directory = `/sys/bus/mdev/devices/${uuid}`;
  await writeSysfs(agent.connection, `${mttyTypes}/mtty-${ports}/create`, uuid);
  return { id, directory, remove: () => writeSysfs(agent.connection, `${directory}/remove`, '1') };
}

interface DeviceKind {
  /** Parameters that are understood, with the values each may have. */
  readonly parameters: Readonly<Record<string, readonly (boolean | number | string)[]>>;
  /** A file that exists where such devices can be made. */
  readonly sign: string;
  plug(agent: Agent, demand: Demand): Promise<PluggedDevice>;
}

const deviceKinds: Readonly<Record<string, DeviceKind>> = {
  mtty: { parameters: { ports: [1, 2] }, sign: `${mttyTypes}/mtty-1/create`, plug: plugMtty },
};

/** The kinds and the file whose presence shows that a kernel has them. */
export const deviceSigns: ReadonlyMap<string, string> = new Map(
  Object.entries(deviceKinds).map(([name, { sign }]) => [name, sign]),
);

/** Why a device cannot be had; undefined when it can. */
export function deviceRefusal(demand: Demand, offered: readonly string[]): string | undefined {
  const { id: _, kind, ...parameters } = demand;
  if (!offered.includes(kind)) return `a device of kind ${kind}`;
  const known = deviceKinds[kind]!.parameters;
  const [name, value] = Object.entries(parameters).find(([key, given]) => !known[key]?.includes(given)) ?? [];
  return name === undefined ? undefined : `a device of kind ${kind} with ${name} ${value}`;
}

/** @throws MachineFailed */
export function plug(agent: Agent, demands: readonly Demand[]): Promise<PluggedDevice[]> {
  return Promise.all(demands.map((demand) => deviceKinds[demand.kind]!.plug(agent, demand)));
}
