import { type InterruptionClass, interruptionPsws } from '../../architecture/lowcore';
import { recordStore } from '../storage/protection';
import type { Cpu } from './cpu';
import type { ProgramCheck } from './program-check';
import { pswHas, pswMask } from './psw';

/** A pending interruption. */
export type Interruption =
  | { readonly class: 'restart' }
  | { readonly class: 'external'; readonly code: number; readonly cpuAddress: number; readonly parameter: number }
  | { readonly class: 'machine-check'; readonly code: bigint; readonly taken?: () => void }
  | {
      readonly class: 'input-output';
      readonly subsystem: number;
      readonly parameter: number;
      readonly identification: number;
      /** A floating interruption: told when one CPU takes it. */
      readonly taken?: () => void;
    };

/** The assigned storage locations for storing: real 0, prefixed; neither keys nor low-address protection apply. */
export function assignedStorage(cpu: Cpu): DataView {
  const absolute = cpu.prefix;
  recordStore(cpu, absolute);
  return cpu.storage.frameToStore(absolute).view;
}

/**
 * Stores the old PSW and loads the new one. A CPU whose prefix area is not in storage can do neither: it check-stops.
 * @returns the assigned storage locations for what else the class stores
 */
function exchangePsws(cpu: Cpu, name: InterruptionClass): DataView | undefined {
  if (!cpu.storage.has(cpu.prefix) || !cpu.storage.has(cpu.prefix + 0x1000)) {
    cpu.checkStopped = true;
    return undefined;
  }
  const at = interruptionPsws[name];
  const area = cpu.behaviour.assignedStorage(cpu);
  const fresh = cpu.storage.frame(cpu.prefix).view;
  area.setBigUint64(at.old, cpu.view.getBigUint64(0x100));
  area.setBigUint64(at.old + 8, cpu.view.getBigUint64(0x108));
  cpu.view.setBigUint64(0x100, fresh.getBigUint64(at.new));
  cpu.view.setBigUint64(0x108, fresh.getBigUint64(at.new + 8));
  return area;
}

/** @param length the instruction-length code in bytes: 0 where no instruction is to blame */
export function programInterruption(cpu: Cpu, check: ProgramCheck, length: number): void {
  const area = exchangePsws(cpu, 'program');
  if (area === undefined) return;
  area.setUint32(0x8c, (cpu.behaviour.programIlc(length) << 16) | check.code);
  if (check.teid !== undefined) area.setBigUint64(0xa8, check.teid);
  if (check.accessId !== undefined) area.setUint8(0xa0, check.accessId);
}

export function supervisorCall(cpu: Cpu, code: number): void {
  exchangePsws(cpu, 'supervisor-call')?.setUint32(0x88, (cpu.instruction.length << 16) | code);
}

/** Masks in CR0 bits 32-63 by external-interruption code; other codes cannot be masked here. Source: Linux asm/ctlreg.h. */
const externalMasks: Readonly<Record<number, number>> = {
  64: 0x40,
  4100: 0x800,
  4101: 0x400,
  4608: 0x8000,
  4609: 0x4000,
  4610: 0x2000,
  9217: 0x200,
  9731: 0x200,
};

/** Machine-check subclasses: bits of the interruption code and their masks in CR14 bits 32-63. Source: Linux asm/nmi.h. */
const machineCheckMasks: readonly { readonly code: bigint; readonly mask: number }[] = [
  { code: 1n << 61n, mask: 0x08000000 },
  { code: 1n << 59n, mask: 0x02000000 },
  { code: 1n << 58n, mask: 0x02000000 },
  { code: 1n << 56n, mask: 0x04000000 },
  { code: 1n << 55n, mask: 0x01000000 },
  { code: 1n << 54n, mask: 0x10000000 },
];

export function isEnabled(cpu: Cpu, interruption: Interruption): boolean {
  switch (interruption.class) {
    case 'restart':
      return true;
    case 'external':
      return pswHas(cpu, pswMask.external) && (cpu.crLow(0) & (externalMasks[interruption.code] ?? -1)) !== 0;
    case 'input-output': {
      const subclass = (interruption.identification >>> 27) & 7;
      return pswHas(cpu, pswMask.inputOutput) && (cpu.crLow(6) & (0x80000000 >>> subclass)) !== 0;
    }
    case 'machine-check': {
      if (!pswHas(cpu, pswMask.machineCheck)) return false;
      const subclasses = machineCheckMasks.filter(({ code }) => (interruption.code & code) !== 0n);
      return subclasses.length === 0 || subclasses.some(({ mask }) => (cpu.crLow(14) & mask) !== 0);
    }
  }
}

const priority: readonly Interruption['class'][] = ['machine-check', 'external', 'input-output', 'restart'];

/** Takes the pending, enabled interruption of the highest priority out of the queue. */
export function nextInterruption(cpu: Cpu): Interruption | undefined {
  for (const name of priority) {
    const index = cpu.pending.findIndex((one) => one.class === name && isEnabled(cpu, one));
    if (index >= 0) return cpu.pending.splice(index, 1)[0];
  }
  return undefined;
}

/** Takes an interruption that waits for no instruction. */
export function interrupt(cpu: Cpu, interruption: Interruption): void {
  const area = exchangePsws(cpu, interruption.class);
  if (area === undefined) return;
  switch (interruption.class) {
    case 'external':
      area.setUint32(0x80, interruption.parameter);
      area.setUint16(0x84, interruption.cpuAddress);
      area.setUint16(0x86, interruption.code);
      break;
    case 'input-output':
      area.setUint32(0xb8, interruption.subsystem);
      area.setUint32(0xbc, interruption.parameter);
      area.setUint32(0xc0, interruption.identification);
      interruption.taken?.();
      break;
    case 'machine-check':
      area.setBigUint64(0xe8, interruption.code);
      saveRegisters(cpu);
      interruption.taken?.();
      break;
    case 'restart':
      break;
  }
}

/** The machine-check save areas: the store-status image without PSW and prefix. */
function saveRegisters(cpu: Cpu): void {
  const area = cpu.storage.frameToStore(cpu.prefix + 0x1000).bytes;
  recordStore(cpu, cpu.prefix + 0x1000);
  area.set(cpu.state.subarray(0, 0x100), 0x200);
  area.set(cpu.state.subarray(0x11c), 0x31c);
}
