import { cpuStateOffset } from '../../architecture/cpu-state';
import type { Ending } from '../../contract/entries';
import { MachineFailed } from '../../contract/judgement';
import { type Resolve, resolveReal, resolveVirtual } from './address-resolution';
import { type CpuRegisters, waitBit } from './cpu-registers';
import { type HiddenCode, pswAt, quietMask } from './hidden-code';
import type { Instance } from './instance';
import {
  baseAndDisplacement,
  canMakePending,
  canStop,
  changesUnshownState,
  executeTarget,
  kindOf,
  modifiedTarget,
  wrapped,
} from './instruction';
import { fetchInstruction } from './instruction-fetch';
import { InterruptionWatch } from './interruption-watch';
import { LoadPsw } from './load-psw';
import type { UnshownState } from './unshown-state';

/** A part of the CPU state that will be read next, so that asking for it costs no round trip of its own. */
export interface Part {
  readonly offset: number;
  readonly length: number;
}

const enabled = (1n << 57n) | (1n << 56n) | (1n << 50n);
const datBit = 1n << 58n;
/**
 * Control registers that designate the address space, by bits 16-17 of the PSW: primary, access-register, secondary,
 * home. In the access-register mode QEMU 7.2 dies of the access itself.
 */
const operandSpace = [1, 1, 7, 13] as const;
const instructionSpace = [1, 1, 1, 13] as const;

/** Runs one unit of operation: a pending enabled interruption is taken, or one instruction ends. */
export class Executor {
  /** The CPU has stopped itself. */
  stopped = false;
  private breakpointsSet = false;
  /** The step in progress burnt no CPU time for long and was broken off: the CPU stands, or the host was too busy. */
  private interrupted = false;
  /** Whether an instruction ran that can leave an interruption pending. */
  pendingPossible = false;

  constructor(
    private readonly instance: Instance,
    private readonly registers: CpuRegisters,
    private readonly unshown: UnshownState,
    private readonly hidden: HiddenCode,
  ) {
    instance.client.onIdle = () => {
      this.interrupted = true;
      instance.client.interrupt();
    };
  }

  async unit(next: readonly Part[]): Promise<Ending> {
    this.registers.queueRead(cpuStateOffset.psw, 16);
    await this.needed();
    const psw = this.registers.psw;
    if (psw[waitBit.byte]! & waitBit.mask) return this.waiting(psw);
    return this.instruction(psw, next);
  }

  /** Waits for what was asked for; what is only to be written can travel with the step. */
  private async needed(): Promise<void> {
    if (!this.registers.pswKnown) await this.instance.client.exchange();
  }

  private async instruction(psw: Buffer, next: readonly Part[]): Promise<Ending> {
    const { client, storage } = this.instance;
    const mask = psw.readBigUInt64BE(0);
    const address = psw.readBigUInt64BE(8);
    const prefix = await this.unshown.prefix();
    const resolve = await this.resolution(mask, prefix, instructionSpace);
    const fetched = fetchInstruction(storage, resolve, address);
    const effective = await this.effective(fetched, address, mask, resolve);
    const load = await this.loadPsw(effective, mask, prefix);
    const watch = new InterruptionWatch(storage, prefix, address);
    load?.apply();
    const executes = kindOf(fetched) === 'execute';
    const before = this.registers.peek(cpuStateOffset.gr(0), 16 * 8 + 16);

    if (changesUnshownState(effective)) this.unshown.forget();
    this.unshown.passTime();
    let nothingRan = false;
    for (let attempt = 0; ; attempt += 1) {
      await this.step(load === undefined ? 'vCont;s:1' : 'vCont;c');
      this.registers.forget();
      this.registers.queueCore();
      if (!executes || attempt > 0) this.queueNext(effective, next);
      await client.exchange();
      this.unshown.take();
      const after = this.registers.peek(cpuStateOffset.gr(0), 16 * 8 + 16);
      // EXECUTE stops before its target ran; a stop for a reason of QEMU's own may come before anything ran.
      nothingRan = after.equals(before) && !watch.taken(this.registers.psw);
      if (load !== undefined || attempt > 0 || !nothingRan) break;
    }

    if (this.interrupted) {
      this.stopped = !(await this.hidden.findOutWhetherItRuns());
      if (this.stopped || nothingRan) {
        load?.restore();
        watch.restore();
        return this.stopped ? 'stopped' : this.instruction(psw, next);
      }
    }

    this.pendingPossible ||= canMakePending(effective);
    const ending = load === undefined ? this.ended(watch) : this.endedLoad(load, watch);
    load?.restore();
    watch.restore();
    if (canStop(effective)) this.stopped = !(await this.hidden.findOutWhetherItRuns());
    return ending;
  }

  /** Asks for what will be read next. On a CPU that may have stopped, instructions can tell nothing. */
  private queueNext(instruction: Uint8Array, next: readonly Part[]): void {
    if (canStop(instruction)) return;
    if (this.unshown.queueReads(next)) return;
    for (const { offset, length } of next) this.registers.queueRead(offset, length);
  }

  private async step(packet: string): Promise<void> {
    this.interrupted = false;
    this.registers.flush();
    this.instance.client.queue(packet, (reply) => {
      if (!/^[ST]/.test(reply)) throw new MachineFailed('protocol', `QEMU answered "${reply}" to a step`);
    });
    await this.instance.client.exchange();
  }

  private ended(watch: InterruptionWatch): Ending {
    const taken = watch.taken(this.registers.psw);
    if (taken?.waits) this.registers.restoreWaitBit();
    return taken?.interruption ?? 'completed';
  }

  private endedLoad(load: LoadPsw, watch: InterruptionWatch): Ending {
    const psw = this.registers.psw;
    const loaded = load.loaded(psw);
    if (loaded !== undefined) {
      this.registers.put(cpuStateOffset.psw, loaded);
      return 'completed';
    }
    const interruption = load.interruption(psw);
    if (interruption === undefined)
      throw new MachineFailed('protocol', `loading a PSW ended at ${psw.toString('hex', 8)}`);
    this.registers.put(cpuStateOffset.psw, watch.newPswOf(interruption));
    return interruption;
  }

  private async resolution(mask: bigint, prefix: number, space: readonly number[]): Promise<Resolve> {
    const { storage } = this.instance;
    if (!(mask & datBit)) return resolveReal(storage, prefix);
    const register = space[Number((mask >> 46n) & 3n)]!;
    const asce = await this.registers.read(cpuStateOffset.cr(register), 8);
    return resolveVirtual(storage, prefix, asce.readBigUInt64BE());
  }

  /** The instruction that counts: the target of EXECUTE, else the instruction itself. */
  private async effective(fetched: Uint8Array, address: bigint, mask: bigint, resolve: Resolve): Promise<Uint8Array> {
    if (kindOf(fetched) !== 'execute') return fetched;
    const gr = await this.generalRegisters();
    const target = fetchInstruction(this.instance.storage, resolve, wrapped(executeTarget(fetched, address, gr), mask));
    return modifiedTarget(fetched, target, gr);
  }

  private async loadPsw(instruction: Uint8Array, mask: bigint, prefix: number): Promise<LoadPsw | undefined> {
    const kind = kindOf(instruction);
    if (kind !== 'load-psw' && kind !== 'load-psw-extended') return undefined;
    const { client, storage } = this.instance;
    const address = wrapped(baseAndDisplacement(instruction, await this.generalRegisters()), mask);
    const doublewords = kind === 'load-psw' ? [address] : [address, wrapped(address + 8n, mask)];
    const resolve = await this.resolution(mask, prefix, operandSpace);
    const operand = doublewords.map(resolve).filter((absolute) => absolute !== undefined);
    // Not to be reached or not aligned: it will end with an interruption, and nothing has to be prepared.
    if (address % 8n !== 0n || operand.length < doublewords.length) return undefined;
    if (!this.breakpointsSet) LoadPsw.breakpoints(client, this.hidden.landing);
    this.breakpointsSet = true;
    return new LoadPsw(kind, operand, storage, prefix, this.hidden.landing);
  }

  private async generalRegisters(): Promise<(number: number) => bigint> {
    const values = await this.registers.read(cpuStateOffset.gr(0), 16 * 8);
    return (number) => values.readBigUInt64BE(number * 8);
  }

  /** A CPU in the wait state: two hidden instructions that do nothing, enabled as the PSW says, show what wakes it. */
  private async waiting(psw: Buffer): Promise<Ending> {
    const enabledFor = psw.readBigUInt64BE(0) & enabled;
    if (enabledFor === 0n) return 'wait';
    const prefix = await this.unshown.prefix();
    const watch = new InterruptionWatch(this.instance.storage, prefix, BigInt(this.hidden.nop));
    this.registers.put(cpuStateOffset.psw, pswAt(quietMask | enabledFor, this.hidden.nop));
    await this.step('vCont;s:1');
    this.registers.queueCore();
    await this.instance.client.exchange();
    const taken = watch.taken(this.registers.psw);
    watch.restore();
    if (taken === undefined) {
      this.registers.put(cpuStateOffset.psw, psw);
      return 'wait';
    }
    watch.replaceOldPsw(taken.interruption, psw);
    if (taken.waits) this.registers.restoreWaitBit();
    return taken.interruption;
  }
}
