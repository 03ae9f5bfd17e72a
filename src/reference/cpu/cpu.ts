import type { Ending } from '../../contract/entries';
import type { Configuration } from '../configuration';
import type { Behaviour } from '../model';
import { Access } from '../storage/access';
import type { Storage } from '../storage/storage';
import { Instruction } from './instruction';
import type { Interruption } from './interruptions';

/** Offsets in the state, which is the store-status image (architecture/cpu-state). */
const gr = 0x80;
const ar = 0x140;
const cr = 0x180;

/** One CPU. All architected state is in `state`; what else there is does not outlive a unit of operation, or is pending. */
export class Cpu {
  readonly state = new Uint8Array(512);
  readonly view = new DataView(this.state.buffer);
  readonly instruction = new Instruction();
  readonly access = new Access();
  readonly pending: Interruption[] = [];
  checkStopped = false;
  /** In the load state: an IPL goes on, or has failed. It operates as little as one that is check-stopped. */
  loading = false;
  /** How the instruction ends unless it says otherwise. */
  ending: Ending = 'completed';
  readonly storage: Storage;
  readonly behaviour: Behaviour;

  constructor(
    readonly address: number,
    readonly configuration: Configuration,
  ) {
    this.storage = configuration.storage;
    this.behaviour = configuration.model.behaviour;
  }

  has(facility: number): boolean {
    return this.configuration.facilities.has(facility);
  }

  gr(number: number): bigint {
    return this.view.getBigUint64(gr + number * 8);
  }
  setGr(number: number, value: bigint): void {
    this.view.setBigUint64(gr + number * 8, value);
  }
  /** Bits 32-63 of a general register. */
  low(number: number): number {
    return this.view.getUint32(gr + 4 + number * 8);
  }
  setLow(number: number, value: number): void {
    this.view.setUint32(gr + 4 + number * 8, value);
  }
  setHigh(number: number, value: number): void {
    this.view.setUint32(gr + number * 8, value);
  }

  ar(number: number): number {
    return this.view.getUint32(ar + number * 4);
  }
  setAr(number: number, value: number): void {
    this.view.setUint32(ar + number * 4, value);
  }

  cr(number: number): bigint {
    return this.view.getBigUint64(cr + number * 8);
  }
  setCr(number: number, value: bigint): void {
    this.view.setBigUint64(cr + number * 8, value);
  }
  /** Bits 32-63 of a control register. */
  crLow(number: number): number {
    return this.view.getUint32(cr + 4 + number * 8);
  }
  setCrLow(number: number, value: number): void {
    this.view.setUint32(cr + 4 + number * 8, value);
  }

  get prefix(): number {
    return this.view.getUint32(0x118) & 0x7fffe000;
  }
  set prefix(value: number) {
    this.view.setUint32(0x118, value & 0x7fffe000);
  }
}
