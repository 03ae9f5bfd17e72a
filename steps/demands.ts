import { cpuStateOffset } from '../src/architecture/cpu-state';
import { interruptionPsws } from '../src/architecture/lowcore';
import type { Fixture } from '../src/contract/documents/fixture';
import type { Entry } from '../src/contract/entries';
import { handlerAddress, stageRanges } from './stage';

const handlerMask = 0x0000000180000000n;

const newPsws = ((): Uint8Array => {
  const bytes = new Uint8Array(0x60);
  const view = new DataView(bytes.buffer);
  for (const [name, at] of Object.entries(interruptionPsws)) {
    view.setBigUint64(at.new - 0x1a0, handlerMask);
    view.setBigUint64(at.new - 0x1a0 + 8, BigInt(handlerAddress[name as keyof typeof interruptionPsws]));
  }
  return bytes;
})();

/** What the Givens of a scenario collect; becomes the fixture and the first writes, keys last. */
export class Demands {
  storageSize = 16 << 20;
  prefix = 0;
  readonly present = new Set<number>();
  readonly absent = new Set<number>();
  /** Switches of CR0 that the scenario has set. */
  readonly cr0: Record<string, number> = {};
  readonly features: Fixture['features'] = {};
  readonly devices: Fixture['devices'] = [];
  private readonly ranges: { start: number; length: number }[] = [...stageRanges];
  private readonly entries: Entry[] = [];

  range(start: number, length: number): void {
    const end = Math.min(start + length, this.storageSize);
    if (start < end) this.ranges.push({ start, length: end - start });
  }

  write(entry: Entry): void {
    this.entries.push(entry);
  }

  /** @param face of which the scenario speaks; the ranges are storage of the guest */
  fixture(face: 'guest' | 'host'): Fixture {
    return {
      cpus: 1,
      storage: { size: this.storageSize },
      facilities: { present: [...this.present], absent: [...this.absent] },
      features: this.features,
      devices: this.devices,
      ranges: face === 'host' ? [] : this.ranges.filter((range) => range.start < this.storageSize),
    };
  }

  /** New PSWs, contents, registers, then keys: a key demanded by a scenario outlives the writes before it. */
  writes(): Entry[] {
    const prefix = new Uint8Array(4);
    new DataView(prefix.buffer).setUint32(0, this.prefix);
    const isKey = (entry: Entry) => entry.verb === 'write' && entry.space === 'key';
    return [
      {
        verb: 'write',
        space: 'absolute',
        address: BigInt(this.prefix + interruptionPsws.restart.new),
        bytes: newPsws,
      },
      ...(this.prefix === 0
        ? []
        : [{ verb: 'write', space: 'cpu', cpu: 0, address: BigInt(cpuStateOffset.prefix), bytes: prefix } as const]),
      ...this.entries.filter((entry) => !isKey(entry)),
      ...this.entries.filter(isKey),
    ];
  }
}
