import { ChannelDevice, normalEnd, type Operation, sense } from '../device';
import type { DasdBehaviour } from './behaviour';
import { dasdCommands } from './commands';
import { DasdCheck, damagedTrack, endOfCylinder, message, noRecordFound, reject } from './sense';
import type { CkdRecord, Track } from './track';
import { heads, type Volume } from './volume';

/** Cylinders and heads, both inside. */
export interface Extent {
  readonly begin: number;
  readonly end: number;
  /** Write control, bits 0-1 of the mask. */
  readonly writeControl: number;
}

/** What a Locate Record command, or an implied one, leaves to do. */
export interface Domain {
  readonly operation: number;
  left: number;
  /** Left by READ IPL. */
  readonly implied: boolean;
}

/** A count-key-data disk: 3390 behind a 3990. */
export class Dasd extends ChannelDevice {
  cylinder = 0;
  head = 0;
  /** The record that passes next; beyond the last one the index is next. */
  next = 0;
  /** The area that was passed last, and its record. */
  area: 'none' | 'count' | 'key' | 'data' = 'none';
  current: CkdRecord | undefined;
  /** Times that the index has been passed since something else than a search was done. */
  indexPasses = 0;
  // what the chain has done
  extent: Extent | undefined;
  domain: Domain | undefined;
  fileMask: number | undefined;
  /** A seek has been done in the chain, or what stands for one. */
  positioned = false;
  hasReadIpl = false;
  /** The last search was successful: of the identifier, or of the key. */
  found: 'none' | 'id' | 'key' = 'none';

  constructor(
    readonly volume: Volume,
    readonly behaviour: DasdBehaviour,
    readonly model: number,
  ) {
    super();
  }

  override startChain(): void {
    this.extent = undefined;
    this.domain = undefined;
    this.fileMask = undefined;
    this.positioned = false;
    this.hasReadIpl = false;
    this.found = 'none';
    this.indexPasses = 0;
    this.area = 'none';
  }

  override endChain(status: number): number {
    return this.behaviour.endOfDomain(this, status);
  }

  get track(): Track {
    const track = this.volume.track(this.cylinder, this.head);
    if (typeof track === 'string') throw damagedTrack();
    return track;
  }

  seek(cylinder: number, head: number): void {
    this.cylinder = cylinder;
    this.head = head;
    this.next = 0;
    this.area = 'none';
    this.current = undefined;
    this.positioned = true;
  }

  /** The next record that passes under the head. @throws DasdCheck after the index has passed twice */
  nextRecord(multitrack: boolean, passes: (record: CkdRecord) => boolean): CkdRecord {
    for (;;) {
      const { records } = this.track;
      while (this.next < records.length) {
        const record = records[this.next]!;
        this.next += 1;
        if (!passes(record)) continue;
        this.current = record;
        return record;
      }
      this.#passIndex(multitrack);
    }
  }

  #passIndex(multitrack: boolean): void {
    this.next = 0;
    if (multitrack) {
      if (this.head + 1 >= heads) throw endOfCylinder();
      this.head += 1;
      return;
    }
    this.indexPasses += 1;
    if (this.indexPasses >= this.behaviour.indexPassesAllowed) throw noRecordFound();
  }

  /** Carries out what may be refused. @returns device status */
  attempt(act: () => number): number {
    try {
      return act();
    } catch (check) {
      if (!(check instanceof DasdCheck)) throw check;
      return this.refuse(check);
    }
  }

  refuse({ byte0, byte1: second, formatAndMessage }: DasdCheck): number {
    const { cylinder, head } = this;
    this.domain = undefined;
    return this.check(byte0, {
      1: second,
      3: 0,
      5: cylinder & 0xff,
      6: ((cylinder >> 4) & 0xf0) | (head & 0x0f),
      7: formatAndMessage,
      27: 0x80,
      29: cylinder >> 8,
      30: cylinder & 0xff,
      31: head,
    });
  }

  protected command(code: number): Operation {
    const command = dasdCommands.get(code);
    if (command === undefined) return { kind: 'refused', status: this.refuse(reject(message.invalidCommand)) };
    try {
      if (!command.searches) this.indexPasses = 0;
      this.behaviour.checkDomain(this, code, command);
      const operation = command.begin(this, code);
      if (command.transfers && this.domain !== undefined) this.domain.left -= 1;
      if (!command.searches && code !== 0x03 && code !== 0x04 && !command.keepsFound) this.found = 'none';
      return operation;
    } catch (check) {
      if (!(check instanceof DasdCheck)) throw check;
      return { kind: 'refused', status: this.refuse(check) };
    }
  }
}

/** A chain that ends inside a domain has not done what it announced; READ IPL is excused. Source: Hercules ckddasd.c. */
export function endOfDomain(device: Dasd, status: number): number {
  const { domain } = device;
  device.domain = undefined;
  if (domain === undefined || domain.implied || domain.left === 0 || status !== normalEnd) return status;
  return device.refuse(new DasdCheck(sense.commandReject | sense.incompleteDomain));
}
