import { pmcwExtraMask, pmcwMask } from '../../../architecture/schib';
import type { ChannelDevice } from './devices/device';
import type { Orb } from './orb';
import type { ChannelProgram } from './program/program';
import type { Work } from './work';

/** Byte offsets in the SCHIB. */
const at = {
  flags: 4,
  deviceNumber: 6,
  logicalPaths: 8,
  pathsNotOperational: 9,
  lastPathUsed: 10,
  pathsInstalled: 11,
  measurementIndex: 12,
  pathsOperational: 14,
  pathsAvailable: 15,
  channelPaths: 16,
  extra: 24,
  status: 28,
  ccwAddress: 32,
  deviceStatus: 36,
  subchannelStatus: 37,
  count: 38,
  measurementBlock: 40,
} as const;

/** One subchannel. What a program can see of it is in `schib` and, for the words behind the SCSW of an IRB, in `extended`. */
export class Subchannel {
  readonly schib = new Uint8Array(52);
  readonly view = new DataView(this.schib.buffer);
  /** Extended-status and extended-control words: bytes 12-63 of the IRB. */
  readonly extended = new Uint8Array(52);
  /** What the start function does, step by step; a program that is suspended or waits for its device is there too. */
  work: Work | undefined;
  /** The program that runs. */
  program: ChannelProgram | undefined;
  /** The ORB of the start function. */
  orb: Orb | undefined;
  device: ChannelDevice | undefined;

  constructor(
    readonly set: number,
    readonly number: number,
  ) {}

  /** The subsystem-identification word. */
  get identification(): number {
    return (0x00010000 | (this.set << 17) | this.number) >>> 0;
  }

  /** Word 0 of the SCSW. */
  get status(): number {
    return this.view.getUint32(at.status);
  }
  set status(word: number) {
    this.view.setUint32(at.status, word);
  }
  has(mask: number): boolean {
    return (this.status & mask) !== 0;
  }
  on(mask: number): void {
    this.status = this.status | mask;
  }
  off(mask: number): void {
    this.status = this.status & ~mask;
  }

  get parameter(): number {
    return this.view.getUint32(0);
  }
  set parameter(word: number) {
    this.view.setUint32(0, word);
  }

  get flags(): number {
    return this.view.getUint16(at.flags);
  }
  set flags(halfword: number) {
    this.view.setUint16(at.flags, halfword);
  }
  get extra(): number {
    return this.view.getUint32(at.extra);
  }
  set extra(word: number) {
    this.view.setUint32(at.extra, word);
  }
  get isValid(): boolean {
    return (this.flags & pmcwMask.valid) !== 0;
  }
  get isEnabled(): boolean {
    return (this.flags & pmcwMask.enabled) !== 0;
  }
  get subclass(): number {
    return (this.flags & pmcwMask.subclass) >>> 11;
  }
  get limitMode(): number {
    return (this.flags & pmcwMask.limitMode) >>> 5;
  }
  get concurrentSense(): boolean {
    return (this.extra & pmcwExtraMask.concurrentSense) !== 0;
  }

  get deviceNumber(): number {
    return this.view.getUint16(at.deviceNumber);
  }
  set deviceNumber(number: number) {
    this.view.setUint16(at.deviceNumber, number);
  }
  get logicalPaths(): number {
    return this.schib[at.logicalPaths]!;
  }
  set logicalPaths(mask: number) {
    this.schib[at.logicalPaths] = mask;
  }
  get pathsNotOperational(): number {
    return this.schib[at.pathsNotOperational]!;
  }
  set pathsNotOperational(mask: number) {
    this.schib[at.pathsNotOperational] = mask;
  }
  get lastPathUsed(): number {
    return this.schib[at.lastPathUsed]!;
  }
  set lastPathUsed(mask: number) {
    this.schib[at.lastPathUsed] = mask;
  }
  get pathsInstalled(): number {
    return this.schib[at.pathsInstalled]!;
  }
  set pathsInstalled(mask: number) {
    this.schib[at.pathsInstalled] = mask;
  }
  get pathsOperational(): number {
    return this.schib[at.pathsOperational]!;
  }
  set pathsOperational(mask: number) {
    this.schib[at.pathsOperational] = mask;
  }
  get pathsAvailable(): number {
    return this.schib[at.pathsAvailable]!;
  }
  set pathsAvailable(mask: number) {
    this.schib[at.pathsAvailable] = mask;
  }
  channelPath(index: number): number {
    return this.schib[at.channelPaths + index]!;
  }
  setChannelPath(index: number, id: number): void {
    this.schib[at.channelPaths + index] = id;
  }
  /** The bit in path masks of a channel path, 0 where the subchannel does not use it. */
  pathMask(id: number): number {
    for (let index = 0; index < 8; index += 1)
      if ((this.pathsInstalled & (0x80 >> index)) !== 0 && this.channelPath(index) === id) return 0x80 >> index;
    return 0;
  }

  get measurementIndex(): number {
    return this.view.getUint16(at.measurementIndex);
  }
  get measurementBlock(): bigint {
    return this.view.getBigUint64(at.measurementBlock);
  }

  get ccwAddress(): number {
    return this.view.getUint32(at.ccwAddress);
  }
  set ccwAddress(address: number) {
    this.view.setUint32(at.ccwAddress, address & 0x7fffffff);
  }
  get deviceStatus(): number {
    return this.schib[at.deviceStatus]!;
  }
  set deviceStatus(status: number) {
    this.schib[at.deviceStatus] = status;
  }
  get subchannelStatus(): number {
    return this.schib[at.subchannelStatus]!;
  }
  set subchannelStatus(status: number) {
    this.schib[at.subchannelStatus] = status;
  }
  get count(): number {
    return this.view.getUint16(at.count);
  }
  set count(count: number) {
    this.view.setUint16(at.count, count);
  }
}
