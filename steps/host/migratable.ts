import { boundMachine } from '../../src/contract/binding';
import { NotClaimed } from '../../src/contract/judgement';
import { vfioMigrationFlags } from '../../src/uapi/vfio/feature';
import type { TckWorld } from '../world';

/** What each kind of device can migrate with, and the kinds a rule about any device is tried on, best first. */
const kinds: readonly { readonly kind: string; readonly capabilities: 'any' | number }[] = [
  { kind: 'vfio-pci', capabilities: 'any' },
  { kind: 'mtty', capabilities: 7 },
];

const all = 7;

/** @param wanted capabilities; without them a device of whatever kind the machine has, where it can choose with all */
export function demandMigratable(
  world: TckWorld,
  id: string,
  wanted: number | undefined,
  parameters: Readonly<Record<string, boolean>> = {},
): void {
  const { features } = boundMachine().manifest;
  const found = kinds.find(
    ({ kind, capabilities }) =>
      features[`device.${kind}`] !== undefined &&
      (wanted === undefined || capabilities === 'any' || capabilities === wanted),
  );
  if (found === undefined) throw new NotClaimed(`a device that migrates with capabilities ${wanted ?? 'of any kind'}`);
  world.host.demandDevice(
    id,
    found.kind,
    found.capabilities === 'any' ? { migration: String(wanted ?? all), ...parameters } : {},
  );
}

/** `STOP_COPY`, `STOP_COPY and P2P`, `STOP_COPY, P2P and PRE_COPY`. */
export function parseCapabilities(text: string): number {
  return text
    .split(/, | and /)
    .reduce((sum, name) => sum | vfioMigrationFlags[`VFIO_MIGRATION_${name}` as keyof typeof vfioMigrationFlags], 0);
}
