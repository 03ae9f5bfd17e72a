import { Kind, Space } from '../../storage/access';
import { locate } from '../../storage/operands';
import { cr0Has, cr0Mask } from '../../storage/protection';
import { moveBytes } from '../../storage/strings';
import { firstAddress, secondAddress } from '../addresses';
import { datOn, demandKeyAuthority, demandKeysInstalled, demandOperable, facility } from '../checks';
import type { Cpu } from '../cpu';
import { addressingMode, pswHas, pswKey, pswMask, pswSpace, setConditionCode } from '../psw';
import type { Check, Row, Rows } from '../row';

/** An operand of a move: the space it is in and the key that accesses it. */
export interface Operand {
  readonly space: Space;
  readonly key: number;
}

export interface Move {
  readonly to: Operand;
  readonly from: Operand;
  readonly length: number;
  /** Undefined where the instruction leaves the condition code alone. */
  readonly conditionCode: number | undefined;
}

/** Bits 56-59 of a register. */
export function keyIn(cpu: Cpu, register: number): number {
  return (cpu.low(register) >>> 4) & 0xf;
}

/** A true length: more than the limit moves the limit and ends with condition code 3. */
export function trueLength(cpu: Cpu, register: number, limit: number): Pick<Move, 'length' | 'conditionCode'> {
  const length = addressingMode(cpu) === 64 ? cpu.gr(register) : BigInt(cpu.low(register));
  return length > BigInt(limit) ? { length: limit, conditionCode: 3 } : { length: Number(length), conditionCode: 0 };
}

/** Bits 56-63 of general register 0: the length less one. */
export function codedLength(cpu: Cpu): Pick<Move, 'length' | 'conditionCode'> {
  return { length: (cpu.low(0) & 0xff) + 1, conditionCode: undefined };
}

export function performMove(cpu: Cpu, { to, from, length, conditionCode }: Move): void {
  const { base1, base2 } = cpu.instruction;
  const dat = pswHas(cpu, pswMask.dat);
  if (length > 0) {
    const source = locate(cpu, Kind.fetch, secondAddress(cpu), length, from.space, base2, dat, from.key);
    moveBytes(cpu, locate(cpu, Kind.store, firstAddress(cpu), length, to.space, base1, dat, to.key), source);
  }
  if (conditionCode !== undefined) setConditionCode(cpu, conditionCode);
}

/** What each instruction moves, and with which keys. A key from a register needs authority in problem state. */
export const movePlans = {
  MVCK: (cpu: Cpu): Move => {
    const { lead: r1, first: r3 } = cpu.instruction;
    const key = keyIn(cpu, r3);
    demandKeyAuthority(cpu, key);
    const space = pswSpace(cpu);
    return { to: { space, key: pswKey(cpu) }, from: { space, key }, ...cpu.behaviour.trueLength(cpu, r1, 256) };
  },
  MVCSK: (cpu: Cpu): Move => {
    const key = keyIn(cpu, 1);
    demandKeyAuthority(cpu, key);
    const space = pswSpace(cpu);
    return { to: { space, key: pswKey(cpu) }, from: { space, key }, ...cpu.behaviour.codedLength(cpu) };
  },
  MVCDK: (cpu: Cpu): Move => {
    const key = keyIn(cpu, 1);
    demandKeyAuthority(cpu, key);
    const space = pswSpace(cpu);
    return { to: { space, key }, from: { space, key: pswKey(cpu) }, ...cpu.behaviour.codedLength(cpu) };
  },
  /** From the secondary to the primary space. */
  MVCP: (cpu: Cpu): Move => {
    const { lead: r1, first: r3 } = cpu.instruction;
    const key = keyIn(cpu, r3);
    demandKeyAuthority(cpu, key);
    return {
      to: { space: Space.primary, key: pswKey(cpu) },
      from: { space: Space.secondary, key },
      ...cpu.behaviour.trueLength(cpu, r1, 256),
    };
  },
  /** From the primary to the secondary space. */
  MVCS: (cpu: Cpu): Move => {
    const { lead: r1, first: r3 } = cpu.instruction;
    const key = keyIn(cpu, r3);
    demandKeyAuthority(cpu, key);
    return {
      to: { space: Space.secondary, key },
      from: { space: Space.primary, key: pswKey(cpu) },
      ...cpu.behaviour.trueLength(cpu, r1, 256),
    };
  },
  MVCOS: (cpu: Cpu): Move => {
    const to = controlled(cpu, cpu.low(0) >>> 16);
    const from = controlled(cpu, cpu.low(0) & 0xffff);
    if (pswHas(cpu, pswMask.problem)) demandOperable(!to.named || to.space !== Space.home);
    demandOperable(
      cr0Has(cpu, cr0Mask.secondarySpace) || (to.space !== Space.secondary && from.space !== Space.secondary),
    );
    demandKeyAuthority(cpu, to.key);
    demandKeyAuthority(cpu, from.key);
    return { to, from, ...cpu.behaviour.trueLength(cpu, cpu.instruction.first, 4096) };
  },
} as const;

/** An operand-access control of MVCOS: key in bits 0-3, space in bits 8-9, which of the two count in bits 14-15. */
function controlled(cpu: Cpu, control: number): Operand & { readonly named: boolean } {
  const named = (control & 1) !== 0;
  const space = named ? (((control >>> 6) & 3) as Space) : pswSpace(cpu);
  return { space, key: cpu.behaviour.controlledKey(cpu, control), named };
}

export function controlledKey(cpu: Cpu, control: number): number {
  return (control & 2) !== 0 ? control >>> 12 : pswKey(cpu);
}

/** Between the primary and the secondary space: DAT on, secondary-space control, and one of these two spaces as mode. */
export const secondarySpaceUsable: readonly Check[] = [
  datOn,
  (cpu) => demandOperable(cr0Has(cpu, cr0Mask.secondarySpace)),
  (cpu) => demandOperable(pswSpace(cpu) === Space.primary || pswSpace(cpu) === Space.secondary),
];

/** With the keys removed no operand can have a key of its own. */
const noKeyNamed: Check = (cpu) => {
  for (const control of [cpu.low(0) >>> 16, cpu.low(0) & 0xffff])
    if ((control & 2) !== 0 && control >>> 12 !== 0) demandKeysInstalled(cpu);
};

const move = (name: keyof typeof movePlans, checks: readonly Check[] = []): Row => ({
  checks,
  action: (cpu) => performMove(cpu, movePlans[name](cpu)),
});

export const movesWithKeys = {
  MVCK: move('MVCK'),
  MVCSK: move('MVCSK'),
  MVCDK: move('MVCDK'),
  MVCP: move('MVCP', secondarySpaceUsable),
  MVCS: move('MVCS', secondarySpaceUsable),
  MVCOS: move('MVCOS', [facility(27), datOn, noKeyNamed]),
} satisfies Partial<Rows>;
