import { vfioMigrationFlags as flags } from '../../../../uapi/vfio/feature';
import type { FixtureDevice, Plug } from '../../devices';
import { addGroup, announce } from '../plug';
import { stimulate } from '../stimuli';
import { type V1Protocol, v1, v1Mlx5, v1Ndma } from '../v1/protocol';
import { EngineDevice, type EngineDeviceShape } from './device';

const names: Readonly<Record<string, number>> = {
  none: 0,
  'stop-copy': flags.VFIO_MIGRATION_STOP_COPY,
  p2p: flags.VFIO_MIGRATION_P2P,
  'pre-copy': flags.VFIO_MIGRATION_PRE_COPY,
};
const combinations = [0, 1, 3, 5, 7];

/** `none`, words joined by commas, or the number of the flags. */
export function parseMigration(text: string | number | boolean): number | undefined {
  if (text === false) return 0;
  const value = /^\d$/.test(String(text))
    ? Number(text)
    : String(text)
        .split(/, */)
        .reduce((sum, name) => sum | (names[name] ?? 0x100), 0);
  return combinations.includes(value) ? value : undefined;
}

/** The region protocol of 2020 and what became of it. */
const protocols: Readonly<Record<string, V1Protocol>> = { v1, 'v1-ndma': v1Ndma, 'v1-mlx5': v1Mlx5 };

interface Parameter {
  /** What a value stands for; nothing where it cannot be had. */
  readonly parse: (value: string | number | boolean) => Partial<EngineDeviceShape> | undefined;
}

const isCount = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
const boolean = (name: keyof EngineDeviceShape): Parameter => ({
  parse: (value) => (typeof value === 'boolean' ? { [name]: value } : undefined),
});
const count = (name: keyof EngineDeviceShape, most: number): Parameter => ({
  parse: (value) => (isCount(value, most) ? { [name]: value } : undefined),
});

const largestMemory = 1 << 24;

/**
 * Parameters of kind `vfio-pci`: `migration` (none, stop-copy, stop-copy,p2p and so on, or the number of the flags; v1, v1-ndma
 * or v1-mlx5 for the region protocol; none where absent), `dma-logging` (false), `intx` (true), `msi` and `msix` (vectors: 4 and 8), `express` (true; else
 * conventional PCI without the error interrupt), `reset` (true), `memory` (bytes of BAR2, a power of two of pages: 8192).
 */
const parameters: Readonly<Record<string, Parameter>> = {
  migration: {
    parse: (value) => {
      const protocolV1 = Object.hasOwn(protocols, String(value)) ? protocols[String(value)] : undefined;
      if (protocolV1 !== undefined) return { protocolV1 };
      const migration = parseMigration(value);
      return migration === undefined ? undefined : { migration };
    },
  },
  'dma-logging': boolean('dmaLogging'),
  intx: boolean('intx'),
  express: boolean('express'),
  reset: boolean('resets'),
  msi: count('msi', 32),
  msix: count('msix', 64),
  memory: {
    parse: (value) =>
      isCount(value, largestMemory) && value >= 4096 && (value & (value - 1)) === 0 ? { memory: value } : undefined,
  },
};

const usual: EngineDeviceShape = {
  migration: 0,
  dmaLogging: false,
  express: true,
  resets: true,
  intx: true,
  msi: 4,
  msix: 8,
  memory: 8192,
};

function shapeOf(device: FixtureDevice): EngineDeviceShape | { readonly what: string } {
  let shape = usual;
  for (const [name, value] of Object.entries(device)) {
    if (name === 'id' || name === 'kind') continue;
    const part = Object.hasOwn(parameters, name) ? parameters[name]!.parse(value) : undefined;
    if (part === undefined) return { what: `${name} ${value} of a device of kind vfio-pci` };
    shape = { ...shape, ...part };
  }
  return shape;
}

/** Kind `vfio-pci`. */
export const plugPci: Plug = (kernel, fixture) => {
  const shape = shapeOf(fixture);
  if ('what' in shape) return shape;
  const group = addGroup(kernel, false);
  const name = `0000:00:${group.number.toString(16).padStart(2, '0')}.0`;
  const device = new EngineDevice(kernel, name, group, shape, group.number);
  const path = `/sys/bus/pci/devices/${name}`;
  announce(device, path);
  return { path, stimulate: (what, bytes) => stimulate(device, what, bytes), observe: () => device.log.take() };
};
