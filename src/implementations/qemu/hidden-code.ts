import { MachineFailed } from '../../contract/judgement';
import type { AbsoluteStorage } from './absolute-storage';
import type { CpuRegisters } from './cpu-registers';
import type { GdbClient } from './gdb-client';

export const hiddenPageLength = 0x1000;
/**
 * Breakpoints stand in the page behind, where nothing of the adapter ever runs: in a page with a breakpoint QEMU
 * translates instruction by instruction.
 */
const endOffset = 0x1000;
const landingOffset = 0x1010;
const nopOffset = 0;
const dataOffset = 0x100;
export const dataLength = 0x300;
const markOffset = dataOffset + dataLength;

const nops = Buffer.from('18111811', 'hex');
/** MVI 768(3),X'5A': the last hidden instruction says that all of them ran. */
const mark = 0x5a;
const setMark = Buffer.from('925a3300', 'hex');

/** 64-bit supervisor state, DAT off, nothing enabled. */
export const quietMask = 0x0000000180000000n;

export function pswAt(mask: bigint, address: number): Buffer {
  const psw = Buffer.alloc(16);
  psw.writeBigUInt64BE(mask, 0);
  psw.writeBigUInt64BE(BigInt(address), 8);
  return psw;
}

/** The CPU is stopped: it runs nothing, the adapter's own instructions included. */
export class CpuStands extends Error {
  override readonly name = 'CpuStands';
}

/**
 * A page of storage in which the adapter runs instructions of its own, for what the gdb stub does not show.
 * The code has no branches, so that not even the breaking-event address tells that it ran.
 */
export class HiddenCode {
  private breakpointSet = false;
  private stands = false;
  private placed: Uint8Array = new Uint8Array(0);

  constructor(
    private readonly page: number,
    private readonly storage: AbsoluteStorage,
    private readonly registers: CpuRegisters,
    private readonly client: GdbClient,
  ) {
    storage.write(page + nopOffset, nops);
  }

  /** Address of two instructions that do nothing. */
  get nop(): number {
    return this.page + nopOffset;
  }

  /** Address from where on nothing ever runs. */
  get landing(): number {
    return this.page + landingOffset;
  }

  /**
   * Runs straight-line code and leaves PSW and general registers as they were.
   * @param operands put where general register 3 points to
   * @returns what is there afterwards
   */
  async run(code: Uint8Array, operands: Uint8Array = new Uint8Array(0)): Promise<Buffer> {
    this.queueRun(code, operands);
    await this.client.exchange();
    return this.finish();
  }

  /** The first half of `run`: it runs at the end of the next exchange, after which `finish` must come. */
  queueRun(code: Uint8Array, operands: Uint8Array = new Uint8Array(0)): void {
    if (this.stands) throw new CpuStands('the CPU is stopped');
    const data = this.page + dataOffset;
    const end = this.page + endOffset;
    const start = end - setMark.length - code.length;
    if (start <= this.page + markOffset) throw new RangeError(`${code.length} bytes of hidden code`);
    if (!this.breakpointSet) this.client.command(`Z0,${end.toString(16)},2`);
    this.breakpointSet = true;
    const before = Buffer.alloc(dataLength + 1);
    before.set(operands);
    this.storage.write(data, before);
    if (code !== this.placed) this.storage.write(start, Buffer.concat([code, setMark]));
    this.placed = code;
    this.registers.lend(pswAt(quietMask, start), BigInt(data));
    this.client.queue('vCont;c', () => undefined);
  }

  /** The second half of `run`. */
  finish(): Buffer {
    this.registers.takeBack();
    const after = this.storage.read(this.page + dataOffset, dataLength + 1);
    if (after[dataLength] !== mark)
      throw new MachineFailed('protocol', "the adapter's own instructions did not reach their end", {
        code: Buffer.from(this.placed).toString('hex'),
      });
    return after.subarray(0, dataLength);
  }

  /** Whether the CPU runs at all; a CPU that has stopped itself answers a step without having made it. */
  async findOutWhetherItRuns(): Promise<boolean> {
    let reached = '';
    this.registers.lend(pswAt(quietMask, this.nop), 0n);
    this.client.queue('vCont;s:1', () => undefined);
    await this.client.exchange();
    this.client.queue('p1', (reply) => {
      reached = reply;
    });
    await this.client.exchange();
    this.registers.takeBack();
    this.stands = Number.parseInt(reached, 16) === this.nop;
    return !this.stands;
  }
}
