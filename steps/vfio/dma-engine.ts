import { defineParameterType } from '@cucumber/cucumber';
import type { Entry } from '../../src/contract/entries';
import { MachineFailed, NotObservable } from '../../src/contract/judgement';
import { aside } from '../host/ioctl';
import { parseBytes } from '../parameters';
import { When } from '../vocabulary';
import type { TckWorld } from '../world';
import { regionOffset } from './bar';

/**
 * The DMA engine that every device of kind `vfio-pci` has behind BAR0. Its registers are little-endian: command at 0x04
 * (1 starts), and from 0x10 on source, target (8 bytes each), length, operation (0 copies, 1 fills; 4 each), pattern (8),
 * repeat (4): how often the operation is repeated; a fill adds 1 to its pattern each time. One page takes 1 microsecond.
 */
const command = 0x04n;
const description = 0x10n;
const start = 1;
const forEver = 0xffff_ffff;

interface Work {
  readonly source?: bigint;
  readonly target: bigint;
  readonly length: number;
  readonly pattern?: bigint;
  readonly repeat?: number;
}

function image({ source, target, length, pattern, repeat }: Work): Uint8Array {
  const bytes = new Uint8Array(36);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, source ?? 0n, true);
  view.setBigUint64(8, target, true);
  view.setUint32(16, length, true);
  view.setUint32(20, source === undefined ? 1 : 0, true);
  view.setBigUint64(24, pattern ?? 0n, true);
  view.setUint32(32, repeat ?? 0, true);
  return bytes;
}

async function begin(world: TckWorld, device: string, work: Work): Promise<void> {
  const { host } = world;
  await host.ready();
  if (!world.demands.devices.some(({ id, kind }) => id === device && kind === 'vfio-pci'))
    throw new NotObservable('the device has no DMA engine that the suite knows');
  await aside(host, async () => {
    const bar = await regionOffset(world, device, 0);
    await host.briefly(async () => {
      const address = host.reserve(64);
      const write = (offset: bigint, bytes: Uint8Array): Entry[] => [
        { verb: 'write', space: 'user', address, bytes },
        {
          verb: 'call',
          task: 0,
          name: 'pwrite',
          arguments: [BigInt(host.file(device).fd), address, BigInt(bytes.length), bar + offset],
        },
      ];
      const answers = await world.perform(`the engine of "${device}" begins`, [
        ...write(description, image(work)),
        ...write(command, Uint8Array.of(start, 0, 0, 0)),
      ]);
      for (const answer of answers)
        if (answer.kind === 'returned' && answer.errno !== 0)
          throw new MachineFailed('start', `the registers of the engine of "${device}" cannot be written`);
    });
  });
}

const iova = 'IOVA (0x[0-9A-F]+)';

/** Counting writes 1, 2, 3 … as 8 bytes, little-endian, without end: one number each microsecond. */
defineParameterType({
  name: 'engine-work',
  regexp: new RegExp(
    [
      `counts at ${iova}`,
      `fills (\\d+) bytes at ${iova} with (X'[0-9A-F]+')`,
      `copies (\\d+) bytes from ${iova} to ${iova}`,
    ].join('|'),
  ),
  transformer: (...parts: (string | undefined)[]): Work => {
    const [counter, filled, at, bytes, copied, source, target] = parts;
    if (counter) return { target: BigInt(counter), length: 8, pattern: 1n, repeat: forEver };
    if (!bytes) return { source: BigInt(source!), target: BigInt(target!), length: Number(copied) };
    const pattern = BigInt(`0x${Buffer.alloc(8, parseBytes(bytes)).toString('hex')}`);
    return { target: BigInt(at!), length: Number(filled), pattern };
  },
  useForSnippets: false,
});

When('the engine of {string} {engine-work}', function (this: TckWorld, device: string, work: Work) {
  return begin(this, device, work);
});
