import { MachineFailed, NotClaimed } from '../../src/contract/judgement';
import { vfioPciRegionIndexes } from '../../src/uapi/vfio/regions';
import { transfer } from '../host/files';
import { When } from '../vocabulary';
import type { TckWorld } from '../world';
import { regionOffset } from './bar';

/** Offsets in configuration space. Source: PCI Local Bus Specification 3.0, 6.1 and 6.7. */
const capabilityPointer = 0x34;
const mostCapabilities = 48;

/**
 * How a function is reset by a write to configuration space: where the capability says that it can be, and where it is
 * asked for. Source: PCI Express Base Specification 3.0, 7.8.3 and 7.8.4; PCI Conventional Advanced Features ECN.
 */
const methods: ReadonlyMap<number, { ability: [offset: number, bit: number]; control: [offset: number, bit: number] }> =
  new Map([
    [0x10, { ability: [7, 0x10], control: [9, 0x80] }],
    [0x13, { ability: [3, 0x02], control: [4, 0x01] }],
  ]);

async function configuration(world: TckWorld, file: string, at: number, byte?: number): Promise<number> {
  const offset = (await regionOffset(world, file, vfioPciRegionIndexes.VFIO_PCI_CONFIG_REGION_INDEX)) + BigInt(at);
  await transfer(
    world,
    byte === undefined ? 'read' : 'write',
    file,
    byte === undefined ? 1 : Uint8Array.of(byte),
    offset,
  );
  const { value, seen } = world.host.returned;
  if (value !== 1n) throw new MachineFailed('protocol', `configuration space of "${file}" at ${at} is not accessible`);
  return byte ?? seen![0]!;
}

/** The write is the last call. */
When(
  'the program asks for a function-level reset in the configuration space of {string}',
  async function (this: TckWorld, file: string) {
    await this.host.ready();
    let at = await configuration(this, file, capabilityPointer);
    for (let count = 0; at !== 0 && count < mostCapabilities; count += 1) {
      const method = methods.get(await configuration(this, file, at));
      const [offset, bit] = method?.ability ?? [0, 0];
      if (method !== undefined && ((await configuration(this, file, at + offset)) & bit) !== 0) {
        const place = at + method.control[0];
        await configuration(this, file, place, (await configuration(this, file, place)) | method.control[1]);
        return;
      }
      at = await configuration(this, file, at + 1);
    }
    throw new NotClaimed('a function that can be reset by a write to its configuration space');
  },
);
