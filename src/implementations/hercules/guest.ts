import { cpuState, cpuStateOffset } from '../../architecture/cpu-state';
import type { InterruptionClass } from '../../architecture/lowcore';
import { frameSize } from '../../architecture/storage-key';
import {
  classes,
  clockOffset,
  codePageLength,
  comparatorOffset,
  donePsw,
  endingOffset,
  entryOf,
  keyCountOffset,
  keyTableOffset,
  mostKeys,
  stateOffset,
  storedLength,
} from './code-page';
import type { Console } from './console';
import { Keys } from './keys';
import { withPer } from './per-event';
import { meetsPrefixAreas, prefixed } from './prefixing';
import { Storage } from './storage';

/** The machine cannot do this: a typed answer, no error. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}

const disabledWait =
  /HHCCP011I CPU0000: Disabled wait state[\s\S]*?PSW=([0-9A-F]{8}) ([0-9A-F]{8}) ([0-9A-F]{16})|HHCCP016I.*/;

/** The CPU and storage of one Hercules. The state of the CPU is kept here; it is in Hercules only while a unit runs. */
export class Guest {
  readonly storage: Storage;
  readonly keys: Keys;
  /** As in the contract. */
  readonly state = Buffer.alloc(cpuState.size);
  pendingPossible = false;
  /** What the code page has, so that only what differs is written. */
  private placed: Buffer = Buffer.alloc(storedLength);

  constructor(
    readonly console: Console,
    size: number,
    /** Absolute address of the code page. */
    readonly page: number,
  ) {
    this.storage = new Storage(console, size);
    this.keys = new Keys(this.storage);
  }

  /** Learns the state after the reset that a start is. The code page is in place. */
  async begin(): Promise<void> {
    await this.run(this.page + entryOf('restart'));
    await this.stored();
    // What the entry has put into general register 0 comes after they were stored; the PSW is that of a reset.
    this.state.fill(0, cpuStateOffset.psw, cpuStateOffset.psw + 16);
  }

  prefixOf(state: Buffer): number {
    const prefix = state.readUInt32BE(cpuStateOffset.prefix) & 0x7fffe000;
    if (!this.storage.holds(prefix, 2 * frameSize))
      throw new RangeError(`prefix ${prefix.toString(16)}: outside storage`);
    if (meetsPrefixAreas(this.page, codePageLength, prefix)) throw new CannotDo('a prefix where the adapter works');
    return prefix;
  }

  /** State and keys, for the prologue. */
  async place(prefix: number): Promise<void> {
    const keys = this.keys.take();
    if (keys.length > mostKeys) throw new CannotDo(`${keys.length} storage keys at once`);
    const wanted = Buffer.from(this.placed);
    withPer(this.state).copy(wanted);
    this.state.copy(wanted, comparatorOffset - stateOffset, 0x131, 0x138);
    wanted[comparatorOffset - stateOffset + 7] = 0;
    wanted.writeUInt32BE(keys.length, keyCountOffset - stateOffset);
    for (let at = 0; at < wanted.length; at += 32) {
      const line = wanted.subarray(at, at + 32);
      if (!line.equals(this.placed.subarray(at, at + 32))) this.storage.write(this.page + stateOffset + at, line);
    }
    const table = Buffer.alloc(keys.length * 8);
    for (const [index, [frame, key]] of keys.entries()) {
      table.writeUInt32BE(prefixed(frame, prefix), index * 8);
      table.writeUInt32BE(key, index * 8 + 4);
    }
    this.storage.write(this.page + keyTableOffset, table);
  }

  /** Lets the CPU run from an address in the code page on until it waits. */
  async run(address: number): Promise<boolean> {
    this.console.queue(`psw sm=00 pk=0 cmwp=0 as=pri cc=0 pm=0 am=64 ia=${address.toString(16)}`);
    this.console.queue('start');
    const { found } = await this.console.until(disabledWait);
    return found.slice(1).join('').toLowerCase() === donePsw.toString('hex');
  }

  async stored(): Promise<InterruptionClass> {
    let stored: Buffer;
    // The message comes shortly before the CPU is stopped; a start in between would be lost.
    do {
      this.console.queue('ipending');
      stored = await this.storage.read(this.page + stateOffset, storedLength);
    } while (!/state STOPPED/.test(this.console.said));
    this.learn(stored);
    return classes[stored.readUInt32BE(endingOffset - stateOffset)]!;
  }

  private learn(stored: Buffer): void {
    this.placed = stored;
    stored.copy(this.state, 0, 0, cpuState.size);
    stored.copy(this.state, 0x126, clockOffset - stateOffset + 14, clockOffset - stateOffset + 16);
    stored.copy(this.state, 0x131, comparatorOffset - stateOffset, comparatorOffset - stateOffset + 7);
    this.storage.prefix = this.state.readUInt32BE(cpuStateOffset.prefix) & 0x7fffe000;
  }
}
