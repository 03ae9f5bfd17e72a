import { vfioPciRegionIndexes } from '../../src/uapi/vfio/regions';
import { transfer } from '../host/files';
import { aside } from '../host/ioctl';
import { When } from '../vocabulary';
import type { TckWorld } from '../world';
import { regionOffset } from './bar';
import { keepStream } from './migration/streams';

const region = vfioPciRegionIndexes.VFIO_PCI_CONFIG_REGION_INDEX;

/** In one access; the bytes are kept under a name. */
When(
  'the program reads {number} bytes of the configuration space of {string} at {number}, as {string}',
  async function (this: TckWorld, length: bigint, device: string, at: bigint, name: string) {
    await this.host.ready();
    const offset = await aside(this.host, () => regionOffset(this, device, region));
    await transfer(this, 'read', device, Number(length), offset + at);
    const { value, seen = new Uint8Array() } = this.host.returned;
    keepStream(this.host, name, seen.slice(0, Math.max(0, Number(value))));
  },
);

When(
  'the program writes {bytes} to the configuration space of {string} at {number}',
  async function (this: TckWorld, bytes: Uint8Array, device: string, at: bigint) {
    await this.host.ready();
    const offset = await aside(this.host, () => regionOffset(this, device, region));
    await transfer(this, 'write', device, bytes, offset + at);
  },
);
