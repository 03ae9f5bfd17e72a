import { orbMask } from '../../../architecture/orb';
import { pmcwMask } from '../../../architecture/schib';
import { Laboratory } from '../../laboratory';
import { ByteDevice } from './devices/byte-device';
import type { ChannelDevice } from './devices/device';
import type { Subchannel } from './subchannel';

export const orbAt = 0x600;
export const areaAt = 0x700;
export const programAt = 0x2000;
export const dataAt = 0x3000;

/** Status words of an IRB. */
export interface Tested {
  readonly cc: number;
  readonly word: number;
  readonly ccwAddress: number;
  readonly device: number;
  readonly subchannel: number;
  readonly count: number;
}

/** A format-1 CCW. */
export const ccw = (code: number, flags: number, count: number, address: number): bigint =>
  (BigInt(code) << 56n) | (BigInt(flags) << 48n) | (BigInt(count) << 32n) | BigInt(address);

/** A format-0 CCW. */
export const ccw0 = (code: number, flags: number, count: number, address: number): bigint =>
  (BigInt(code) << 56n) | (BigInt(address) << 32n) | (BigInt(flags) << 24n) | BigInt(count);

/** One CPU and one enabled subchannel with a device behind it, for unit tests: no contract in between. */
export class ChannelLaboratory<Device extends ChannelDevice = ByteDevice> extends Laboratory {
  readonly device: Device;
  readonly subchannel: Subchannel;

  constructor(device?: Device) {
    super();
    const plain = new ByteDevice({ controlUnit: 0x2821, controlUnitModel: 1, device: 0x1403, deviceModel: 2 });
    this.device = device ?? (plain as ChannelDevice as Device);
    this.subchannel = this.channel.plug({ set: 0, deviceNumber: 0x120, paths: 0x80, channelPath: 0 }, this.device);
    this.subchannel.flags = this.subchannel.flags | pmcwMask.enabled;
    this.cpu.setGr(1, BigInt(this.subchannel.identification));
  }

  /** One instruction; @returns its condition code, or the ending where there is none. */
  do(line: string): number | string {
    const ending = this.execute(line);
    return ending === 'completed' ? this.cc : ending;
  }

  /** Puts an ORB and starts; format 1 unless `controls` says otherwise. */
  start(controls: number = orbMask.format, parameter = 0x12345678, address = programAt): number | string {
    this.put(orbAt, (BigInt(parameter) << 32n) | BigInt((controls | 0xff00) >>> 0), BigInt(address) << 32n);
    return this.do(`SSCH ${orbAt}(0)`);
  }

  /** Lets the channel subsystem work until nothing goes on, or for a number of steps. */
  settle(steps = 100_000): void {
    for (let step = 0; step < steps && this.channel.isWorking; step += 1) this.channel.step();
  }

  test(): Tested {
    const cc = Number(this.do(`TSCH ${areaAt}(0)`));
    const high = this.at(areaAt);
    const low = this.at(areaAt + 8);
    return {
      cc,
      word: Number(high >> 32n),
      ccwAddress: Number(high & 0xffffffffn),
      device: Number(low >> 56n),
      subchannel: Number((low >> 48n) & 0xffn),
      count: Number((low >> 32n) & 0xffffn),
    };
  }

  /** Runs a format-1 program to its end. */
  run(...program: bigint[]): Tested {
    this.put(programAt, ...program);
    this.start();
    this.settle();
    return this.test();
  }
}
