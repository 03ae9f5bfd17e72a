import { errnoName } from '../../../src/uapi/errno';
import { mapTypes, protections } from '../../../src/uapi/memory-map';
import { vfioPciRegionIndexes } from '../../../src/uapi/vfio/regions';
import type { Rows } from '../../host/argument';
import { transfer } from '../../host/files';
import { pageSize } from '../../host/host-program';
import { withStructure } from '../../host/ioctl';
import type { TckWorld } from '../../world';
import { regionOffset } from '../bar';

/** What came of one call: `works`, the name of an error or of a signal, or how much was transferred instead. */
export type Outcome = string;

const works: Outcome = 'works';

/** The hand that touches a device: each call says what came of it. */
export class Hand {
  readonly outcomes: Outcome[] = [];

  constructor(
    readonly world: TckWorld,
    readonly device: string,
  ) {}

  /** The first call that did not work. */
  get outcome(): Outcome {
    return this.outcomes.find((outcome) => outcome !== works) ?? works;
  }

  private note(expected?: number): void {
    const { value, errno } = this.world.host.returned;
    const fits = expected === undefined || value === BigInt(expected);
    this.outcomes.push(errno !== 0 ? errnoName(errno) : fits ? works : `${value} of ${expected} bytes`);
  }

  async ioctl(name: string, rows: Rows, file = this.device): Promise<void> {
    await withStructure(this.world, name, file, rows);
    this.note();
  }

  /** A request whose argument is not looked at. */
  async plain(name: string, request: number): Promise<void> {
    const { host } = this.world;
    await host.done(name, 'ioctl', [BigInt(host.file(this.device).fd), BigInt(request), 0n]);
    this.note();
  }

  async read(region: number, at: number, length: number): Promise<Uint8Array> {
    const offset = await regionOffset(this.world, this.device, region);
    await transfer(this.world, 'read', this.device, length, offset + BigInt(at));
    this.note(length);
    return this.world.host.returned.seen ?? new Uint8Array(length);
  }

  async write(region: number, at: number, bytes: Uint8Array): Promise<void> {
    const offset = await regionOffset(this.world, this.device, region);
    await transfer(this.world, 'write', this.device, bytes, offset + BigInt(at));
    this.note(bytes.length);
  }

  readonly config: number = vfioPciRegionIndexes.VFIO_PCI_CONFIG_REGION_INDEX;

  /** Maps the first page of a region, loads from it, stores into it, and unmaps it. */
  async throughMapping(region: number): Promise<void> {
    const { host } = this.world;
    const offset = await regionOffset(this.world, this.device, region);
    const { value } = await host.done('mapping the region', 'mmap', [
      0n,
      BigInt(pageSize),
      BigInt(protections.PROT_READ | protections.PROT_WRITE),
      BigInt(mapTypes.MAP_SHARED),
      BigInt(host.file(this.device).fd),
      offset,
    ]);
    this.note();
    if (this.outcomes.at(-1) !== works) return;
    const answers = await this.world.perform('load and store', [
      { verb: 'read', space: 'user', address: value, length: 4 },
      { verb: 'write', space: 'user', address: value, bytes: Uint8Array.of(0, 0, 0, 0) },
    ]);
    for (const answer of answers) this.outcomes.push(answer.kind === 'faulted' ? answer.signal : works);
    await host.done('unmapping the region', 'munmap', [value, BigInt(pageSize)]);
    this.note();
  }
}
