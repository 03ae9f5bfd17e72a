import { deviceStatus as unit } from '../../../../architecture/scsw';
import type { Access } from '../../../../contract/entries';

/** How a device has been asked to end a command. */
export interface Ending {
  /** Device status; what the command itself gives where absent. */
  readonly status: number | undefined;
  readonly sense: Uint8Array;
  readonly channelStatus: number;
}

/** What a device does about a command. */
export type Operation =
  /** Status in place of acceptance. */
  | { readonly kind: 'refused'; readonly status: number }
  /** Accepted and ended at once, without data. */
  | { readonly kind: 'immediate'; readonly end: () => number }
  /** Data for storage. @returns the device status that ends it */
  | { readonly kind: 'input'; readonly data: Uint8Array; readonly end: (moved: number) => number }
  /** Data from storage: as many bytes as are wanted, or `Infinity` for as many as come. @returns the device status that ends it */
  | { readonly kind: 'output'; readonly wanted: number; readonly end: (data: Uint8Array) => number };

/** A command of a device, by its code. */
export type Command<Device> = (device: Device, code: number) => Operation;
export type Commands<Device> = ReadonlyMap<number, Command<Device>>;

export const normalEnd = unit.channelEnd | unit.deviceEnd;
export const senseLength = 32;

/** Sense byte 0. */
export const sense = {
  commandReject: 0x80,
  interventionRequired: 0x40,
  busOutCheck: 0x20,
  equipmentCheck: 0x10,
  dataCheck: 0x08,
  overrun: 0x04,
  incompleteDomain: 0x01,
} as const;

/** Neither takes the sense data away. */
const keepsSense: ReadonlySet<number> = new Set([0x03, 0x04]);

/** Small behaviours that all devices share and rules are about. */
export interface DeviceTraits {
  /** SENSE takes the sense data away. */
  readonly senseIsTaken: boolean;
  /** So does every other command but NOP. */
  readonly commandsResetSense: boolean;
  /** What SENSE ID gives. */
  readonly identification: (bytes: Uint8Array) => Uint8Array;
}

export const deviceTraits: DeviceTraits = {
  senseIsTaken: true,
  commandsResetSense: true,
  identification: (bytes) => bytes,
};

/** A device behind a subchannel. What kinds of devices there are differs in the table of commands only. */
export abstract class ChannelDevice {
  senseData = new Uint8Array(senseLength);
  /** No path leads to it. */
  notOperational = false;
  /** Used by somebody else. */
  busy = false;
  /** Accepts commands and does not end them. */
  held = false;
  /** The next command is held. */
  holdsNext = false;
  /** Holds every command. */
  holdsAll = false;
  /** Channel end has been presented, device end has not. */
  finishing = false;
  /** Presents channel end first, device end when it is made to. */
  splitsNext = false;
  /** Status that no command asked for, in order. */
  readonly unsolicited: number[] = [];
  /** How the next commands end, whatever they are. */
  readonly endings: Ending[] = [];
  /** Subchannel status that the channel finds at the end of the operation. */
  channelStatus = 0;
  traits: DeviceTraits = deviceTraits;
  #log: Access[] = [];
  /** Tells the subchannel that there is something to do. */
  wake: () => void = () => {};

  protected abstract command(code: number): Operation;

  /** A new chain of commands begins. */
  startChain(): void {}

  /** The chain has ended with a device status. @returns the status with what else the end of the chain brings about */
  endChain(status: number): number {
    return status;
  }

  /** A command reaches the device. */
  begin(code: number): Operation {
    if (this.traits.commandsResetSense && !keepsSense.has(code)) this.senseData.fill(0);
    const operation = this.command(code);
    this.channelStatus = 0;
    if (operation.kind !== 'refused') this.held = this.holdsNext || this.holdsAll;
    this.holdsNext = false;
    return operation;
  }

  /** The status that ends a command, after what has been asked of the device. */
  ended(status: number): number {
    const ending = this.endings.shift();
    if (ending !== undefined) {
      this.channelStatus = ending.channelStatus;
      if (ending.sense.length > 0) this.senseData.set(ending.sense.subarray(0, senseLength));
    }
    const presented = ending?.status ?? status;
    if (!this.splitsNext) return presented;
    this.splitsNext = false;
    return presented & ~unit.deviceEnd;
  }

  /** Unit check with a reason. @returns device status */
  check(byte0: number, more: Readonly<Record<number, number>> = {}): number {
    this.senseData.fill(0);
    this.senseData[0] = byte0;
    for (const [index, value] of Object.entries(more)) this.senseData[Number(index)] = value;
    return normalEnd | unit.unitCheck;
  }

  /** Hands over the sense data; they are gone afterwards. */
  takeSense(): Uint8Array {
    if (!this.traits.senseIsTaken) return this.senseData.slice();
    const taken = this.senseData;
    this.senseData = new Uint8Array(senseLength);
    return taken;
  }

  log(direction: Access['direction'], code: number, bytes: Uint8Array): void {
    this.#log.push({ direction, region: 'command', offset: BigInt(code), bytes });
    if (this.#log.length > longestLog) this.#log.shift();
  }

  observe(): readonly Access[] {
    const seen = this.#log;
    this.#log = [];
    return seen;
  }

  /** The halt signal: the operation ends. */
  halt(): void {
    this.held = false;
    this.finishing = false;
  }

  /** The clear signal: a selective reset. */
  clear(): void {
    this.halt();
    this.holdsNext = false;
    this.splitsNext = false;
    this.senseData.fill(0);
    this.unsolicited.length = 0;
  }
}

/** An endless loop of commands would fill all memory. */
const longestLog = 4096;
