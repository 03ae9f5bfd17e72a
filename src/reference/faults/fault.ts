import type { Mnemonic } from '../../architecture/instructions';
import type { Check, Row } from '../cpu/row';
import type { Behaviour, Model } from '../model';

/** A named one-place defect of the reference, to show that rules can fail. */
export interface Fault {
  readonly name: string;
  /** One sentence: the wrong implementation it stands for. */
  readonly describes: string;
  /** The rules that must fail with it. */
  readonly breaks: readonly string[];
  /** The position (src/reference/positions.ts) whose rules it breaks; that of the architecture where absent. */
  readonly position?: string;
  readonly apply: (model: Model) => Model;
}

/** Replaces behaviours by wrong ones, which may use the right ones. */
export function behaves(change: (right: Behaviour) => Partial<Behaviour>): Fault['apply'] {
  return (model) => ({ ...model, behaviour: { ...model.behaviour, ...change(model.behaviour) } });
}

/** Replaces behaviours of the host face or the channel subsystem by wrong ones. */
export function kernelBehaves<Part extends 'vfio' | 'kvm' | 'channel'>(
  part: Part,
  change: (right: Model[Part]) => Partial<Model[Part]>,
): Fault['apply'] {
  return (model) => ({ ...model, [part]: { ...model[part], ...change(model[part]) } });
}

/** Replaces the row of one or more instructions. */
export function rows(mnemonics: readonly Mnemonic[], change: (row: Row, mnemonic: Mnemonic) => Row): Fault['apply'] {
  return (model) => ({
    ...model,
    rows: { ...model.rows, ...Object.fromEntries(mnemonics.map((name) => [name, change(model.rows[name], name)])) },
  });
}

export const row = (mnemonic: Mnemonic, change: (row: Row) => Row): Fault['apply'] => rows([mnemonic], change);

/** The instruction without some of its checks. */
export const without =
  (...missing: readonly Check[]) =>
  (right: Row): Row => ({ ...right, checks: right.checks.filter((check) => !missing.includes(check)) });

/** The instruction with another action. */
export const acting =
  (action: (cpu: Parameters<Row['action']>[0], right: Row['action']) => void) =>
  (right: Row): Row => ({ ...right, action: (cpu) => action(cpu, right.action) });
