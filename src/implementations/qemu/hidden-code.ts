import { cpuStateOffset } from '../../architecture/cpu-state';
import { MachineFailed } from '../../contract/judgement';
import type { AbsoluteStorage } from './absolute-storage';
import type { CpuRegisters } from './cpu-registers';
import type { GdbClient } from './gdb-client';

export const hiddenPageLength = 0x1000;
const nopOffset = 0;
const landingOffset = 0x10;
const dataOffset = 0x100;
export const dataLength = 0x100;
const endOffset = 0xf00;

/** 64-bit supervisor state, DAT off, nothing enabled. */
export const quietMask = 0x0000000180000000n;

export function pswAt(mask: bigint, address: number): Buffer {
  const psw = Buffer.alloc(16);
  psw.writeBigUInt64BE(mask, 0);
  psw.writeBigUInt64BE(BigInt(address), 8);
  return psw;
}

/**
 * A page of storage in which the adapter runs instructions of its own, for what the gdb stub does not show.
 * The code has no branches, so that not even the breaking-event address tells that it ran.
 */
export class HiddenCode {
  private breakpointSet = false;

  constructor(
    private readonly page: number,
    private readonly storage: AbsoluteStorage,
    private readonly registers: CpuRegisters,
    private readonly client: GdbClient,
  ) {
    storage.write(page + nopOffset, Buffer.from('18111811', 'hex'));
  }

  /** Address of two instructions that do nothing. */
  get nop(): number {
    return this.page + nopOffset;
  }

  /** Address of a part of the page where nothing ever runs. */
  get landing(): number {
    return this.page + landingOffset;
  }

  /** Address of the operands; general register 3 holds it while hidden code runs. */
  get data(): number {
    return this.page + dataOffset;
  }

  /**
   * Runs straight-line code and leaves PSW and general registers as they were.
   * @param operands put where general register 3 points to
   * @param mask bits of the PSW mask beyond 64-bit supervisor state
   * @returns what is there afterwards
   */
  async run(code: Uint8Array, operands: Uint8Array = new Uint8Array(0), mask = 0n): Promise<Buffer> {
    const end = this.page + endOffset;
    const start = end - code.length;
    if (start < this.data + dataLength) throw new RangeError(`${code.length} bytes of hidden code`);
    if (!this.breakpointSet) this.client.command(`Z0,${end.toString(16)},2`);
    this.breakpointSet = true;
    this.storage.write(this.data, operands);
    this.storage.write(start, code);
    let reached = '';
    await this.registers.preserving(async () => {
      const operandAddress = Buffer.alloc(8);
      operandAddress.writeBigUInt64BE(BigInt(this.data));
      this.registers.put(cpuStateOffset.gr(3), operandAddress);
      this.registers.put(cpuStateOffset.psw, pswAt(quietMask | mask, start));
      this.client.queue('vCont;c', () => undefined);
      await this.client.exchange();
      this.client.queue('p1', (reply) => {
        reached = reply;
      });
      await this.client.exchange();
    });
    if (Number.parseInt(reached, 16) !== end)
      throw new MachineFailed('protocol', `the adapter's own instructions stopped at ${reached}`, {
        code: Buffer.from(code).toString('hex'),
      });
    return this.storage.read(this.data, dataLength);
  }
}
