import { assemble } from '../../src/architecture/assembly';
import { cpuStateOffset } from '../../src/architecture/cpu-state';
import { psw } from '../../src/architecture/psw';
import { decodeField } from '../../src/codec/codec';
import { boundMachine } from '../../src/contract/binding';
import type { Entry } from '../../src/contract/entries';
import { NotClaimed, NotObservable } from '../../src/contract/judgement';
import { bigEndian } from '../registers';
import { stage } from '../stage';
import type { TckWorld } from '../world';
import { fieldIn, fieldOf, putField, schibFields } from './fields';

/** Operands of I/O instructions that name no address of their own. */
export const operandAt = { orb: stage.work, irb: stage.work + 0x100, schib: stage.work + 0x200 } as const;

const supervisor = 0x0000000180000000n;
const searched = 64;

interface Demanded {
  readonly id: string;
  readonly number: number | undefined;
  /** Fields of the SCHIB that the subchannel has when the scenario begins. */
  readonly fields: [name: string, value: bigint][];
}

interface Instruction {
  readonly line: string;
  readonly subsystemId: number;
}

/** The subchannels of a scenario: found by their device numbers and enabled just before the guest first uses one. */
export class Subchannels {
  static readonly #all = new WeakMap<TckWorld, Subchannels>();
  readonly #demanded: Demanded[] = [];
  readonly #stimuli: Entry[] = [];
  readonly #found = new Map<string, number>();
  #ready = false;

  private constructor(private readonly world: TckWorld) {}

  static of(world: TckWorld): Subchannels {
    const known = Subchannels.#all.get(world);
    if (known !== undefined) return known;
    const made = new Subchannels(world);
    Subchannels.#all.set(world, made);
    return made;
  }

  demand(id: string, kind: string): void {
    if (this.world.running !== undefined) throw new Error(`device "${id}" is demanded after the start`);
    if (boundMachine().manifest.features[`device.${kind}`] === undefined)
      throw new NotClaimed(`devices of kind ${kind}`);
    const hasDevice = kind !== 'no-device';
    const number = 0x120 + this.#demanded.length;
    this.#demanded.push({ id, number: hasDevice ? number : undefined, fields: [['enabled', hasDevice ? 1n : 0n]] });
    this.world.demands.devices.push({ number, id, kind });
  }

  places(id: string, parameter: string, value: number): void {
    const device = this.world.demands.devices.find((each) => each.id === id);
    if (device === undefined || this.world.running !== undefined)
      throw new Error(`device "${id}" is to be plugged in elsewhere when it is too late`);
    device[parameter] = value;
  }

  /** What a device is made to do before the scenario begins. */
  does(device: string, what: string, bytes: Uint8Array): void {
    this.#stimuli.push({ verb: 'stimulate', device, what, bytes });
  }

  /** The machine runs, and the devices are as the scenario wants them. */
  async plugged(): Promise<void> {
    await this.world.start();
    const stimuli = this.#stimuli.splice(0);
    if (stimuli.length > 0) await this.world.perform('the devices are set up', stimuli);
  }

  begins(id: string, name: string, value: bigint): void {
    if (this.#ready) throw new Error(`the subchannel of "${id}" is in use already`);
    this.#named(id).fields.push([name, value]);
  }

  #named(id: string): Demanded {
    const found = this.#demanded.find((each) => each.id === id);
    if (found === undefined) throw new Error(`there is no device "${id}"`);
    return found;
  }

  /** The subsystem-identification word of the subchannel of a device. */
  async id(device: string): Promise<number> {
    if (device === 'nothing') return 0x0001ffff;
    this.#named(device);
    await this.#prepare();
    return this.#found.get(device)!;
  }

  async #prepare(): Promise<void> {
    if (this.#ready) return;
    this.#ready = true;
    await this.plugged();
    await this.#find();
    for (const { id, fields } of this.#demanded) {
      if (fields.every(([, value]) => value === 0n)) continue;
      await this.modify(this.#found.get(id)!, fields);
    }
  }

  /** Changes fields of a SCHIB by STSCH and MSCH, without a trace in the registers. */
  async modify(subsystemId: number, fields: readonly [name: string, value: bigint][]): Promise<void> {
    const [before] = await this.quietly([{ line: 'STSCH 0(2)', subsystemId }]);
    const block = before!.schib.slice();
    for (const [name, value] of fields) putField(block, fieldOf(schibFields, name), value);
    const [after] = await this.quietly([{ line: 'MSCH 0(2)', subsystemId }], block);
    if (after!.cc !== 0) throw new NotObservable(`MSCH of a subchannel at the start gives condition code ${after!.cc}`);
  }

  async #find(): Promise<void> {
    const wanted = new Set(this.#demanded);
    for (let first = 0; first < searched && wanted.size > 0; first += 8) {
      const ids = Array.from({ length: 8 }, (_, index) => 0x00010000 + first + index);
      const seen = await this.quietly(ids.map((subsystemId) => ({ line: 'STSCH 0(2)', subsystemId })));
      seen.forEach(({ cc, schib }, index) => {
        if (cc !== 0) return;
        const valid = fieldIn(schib, schibFields['V']!) === 1n;
        const number = valid ? Number(fieldIn(schib, schibFields['device number']!)) : undefined;
        const match = [...wanted].find((each) => each.number === number);
        if (match === undefined) return;
        wanted.delete(match);
        this.#found.set(match.id, ids[index]!);
      });
    }
    for (const { id } of wanted) throw new NotObservable(`no subchannel has the device number of "${id}"`);
  }

  /** Instructions of the suite's own; GR1 and GR2 are afterwards as before. */
  async quietly(
    instructions: readonly Instruction[],
    operand = new Uint8Array(52),
  ): Promise<{ cc: number; schib: Uint8Array }[]> {
    const { world } = this;
    const { pswMask, instructionAddress } = world;
    const place = cpuStateOffset.gr(1);
    const registers = await world.read('cpu', place, 16);
    world.pswMask = supervisor;
    world.instructionAddress = BigInt(stage.code);
    const set = (bytes: Uint8Array): Entry => ({ verb: 'write', space: 'cpu', cpu: 0, address: BigInt(place), bytes });
    const at = BigInt(operandAt.schib);
    const batch = instructions.flatMap(({ line, subsystemId }): Entry[] => [
      set(Buffer.concat([bigEndian(BigInt(subsystemId), 8), bigEndian(at, 8)])),
      { verb: 'write', space: 'absolute', address: at, bytes: operand },
      ...world.executeEntries(assemble(line)),
      { verb: 'read', space: 'absolute', address: at, length: 52 },
    ]);
    world.pswMask = pswMask;
    world.instructionAddress = instructionAddress;
    const answers = await world.perform('subchannels are found and enabled', [...batch, set(registers)]);
    return instructions.map((_, index) => {
      const [ended, block] = answers.slice(index * 6 + 4, index * 6 + 6);
      if (ended?.kind !== 'ended' || block?.kind !== 'bytes') throw new Error('the machine answered out of order');
      if (ended.ending !== 'completed')
        throw new NotObservable(`${instructions[index]!.line} ends with ${ended.ending}`);
      return { cc: Number(decodeField(psw, ended.psw, 'cc')), schib: block.bytes };
    });
  }
}
