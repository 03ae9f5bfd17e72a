import { assemble } from '../architecture/assembly';
import type { Ending } from '../contract/entries';
import type { Configuration } from './configuration';
import { Cpu } from './cpu/cpu';
import { lookupOf } from './cpu/decode';
import { unitOfOperation } from './cpu/execute';
import { ChannelSubsystem } from './hardware/channel/subsystem';
import { chooseFacilities, implementedFacilities } from './machine/facilities';
import { initialCpuReset } from './machine/reset';
import { architecture } from './model';
import { Storage } from './storage/storage';

const lookup = lookupOf(architecture.rows);

/** PSW mask of the 64-bit supervisor state. */
export const supervisor = 0x0000000180000000n;
export const problem = supervisor | 0x0001000000000000n;
export const withKey = (key: number, mask = supervisor): bigint => mask | (BigInt(key) << 52n);
export const dat = 0x0400000000000000n;
export const accessRegisterMode = 0x0000400000000000n;

/** Where a tried instruction is put. */
export const code = 0x8000n;

/** One CPU with its storage, for unit tests: no contract in between. */
export class Laboratory {
  readonly storage: Storage;
  readonly cpu: Cpu;
  readonly channel: ChannelSubsystem;

  constructor(options: { size?: number; present?: number[]; absent?: number[] } = {}) {
    const { size = 16 << 20, present = [], absent = [] } = options;
    const chosen = chooseFacilities(implementedFacilities, { present, absent });
    if ('missing' in chosen) throw new Error(chosen.what);
    this.storage = new Storage(size);
    const { storage } = this;
    const cpus: Cpu[] = [];
    this.channel = new ChannelSubsystem(architecture.channel, storage, cpus);
    const { channel } = this;
    const { facilities } = chosen;
    const configuration: Configuration = { model: architecture, lookup, facilities, storage, cpus, channel };
    this.cpu = new Cpu(0, configuration);
    initialCpuReset(this.cpu);
    cpus.push(this.cpu);
  }

  psw(mask: bigint, address: bigint): void {
    this.cpu.view.setBigUint64(0x100, mask);
    this.cpu.view.setBigUint64(0x108, address);
  }

  get pswMask(): bigint {
    return this.cpu.view.getBigUint64(0x100);
  }

  get pswAddress(): bigint {
    return this.cpu.view.getBigUint64(0x108);
  }

  get cc(): number {
    return (this.cpu.view.getUint8(0x102) >> 4) & 3;
  }

  /** A doubleword of absolute storage. */
  at(absolute: number): bigint {
    return this.storage.frame(absolute).view.getBigUint64(absolute & 0xfff);
  }

  put(absolute: number, ...doublewords: bigint[]): void {
    doublewords.forEach((value, index) => {
      const at = absolute + index * 8;
      this.storage.frameToStore(at).view.setBigUint64(at & 0xfff, value);
    });
  }

  /** The new PSW of an interruption class. */
  newPsw(at: number, mask: bigint, address: bigint): void {
    this.put(this.cpu.prefix + at, mask, address);
  }

  /** Executes one instruction, put at `address` in absolute storage. */
  execute(line: string, mask = supervisor, address = code): Ending {
    this.storage.write(Number(address), assemble(line));
    this.psw(mask, address);
    return unitOfOperation(this.cpu);
  }

  unit(): Ending {
    return unitOfOperation(this.cpu);
  }

  /** Program-interruption code and instruction-length code of the last program interruption. */
  get programCheck(): { code: number; ilc: number; teid: bigint; oldAddress: bigint } {
    const { prefix } = this.cpu;
    const word = Number(this.at(prefix + 0x88) & 0xffffffffn);
    return { code: word & 0xffff, ilc: word >>> 16, teid: this.at(prefix + 0xa8), oldAddress: this.at(prefix + 0x158) };
  }
}
