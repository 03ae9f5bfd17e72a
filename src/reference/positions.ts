import { MachineAbsent } from '../contract/judgement';
import type { PrefetchPolicy } from './hardware/channel/program/prefetched';
import { earlierMemOp, keysInFlags } from './kernel/kvm/positions/first-request';
import { noProtectionOverride } from './kernel/kvm/positions/no-protection-override';
import { unusedBytesEnforced } from './kernel/kvm/positions/second-version';
import type { Model } from './model';

/** A behaviour the world has argued for where opinions differ: the machine `reference:NAME`. */
export interface Position {
  /** One sentence. */
  readonly describes: string;
  readonly apply: (model: Model) => Model;
}

/** A position of KVM alone. */
const kvm =
  (change: (right: Model['kvm']) => Partial<Model['kvm']>): Position['apply'] =>
  (model) => ({ ...model, kvm: { ...model.kvm, ...change(model.kvm) } });

/** The channel subsystem fetches CCWs ahead where the ORB permits it. */
const prefetching =
  (prefetch: PrefetchPolicy): Position['apply'] =>
  (model) => ({ ...model, channel: { ...model.channel, prefetch } });

export const positions: Readonly<Record<string, Position>> = {
  'memop-rfc1': {
    describes: 'KVM_S390_MEM_OP of RFC v1, 18 January 2022: the key is in the flags, the union must be zero on a VM.',
    apply: kvm((right) => keysInFlags(earlierMemOp(right))),
  },
  'memop-rfc2': {
    describes: 'KVM_S390_MEM_OP of version 2, 7 February 2022: unused bytes must be zero with the new functionality.',
    apply: kvm((right) => unusedBytesEnforced(earlierMemOp(right))),
  },
  'memop-merged': {
    describes: 'KVM_S390_MEM_OP as merged and since extended: unused bytes are ignored.',
    apply: (model) => model,
  },
  'memop-no-prot-override': {
    describes: 'KVM_S390_MEM_OP with the proposed flag that makes the overrides ineffective, in the next free bit (8).',
    apply: kvm(noProtectionOverride),
  },
  'prefetch-never': {
    describes: 'Every CCW is fetched when it takes control, whatever the ORB permits.',
    apply: prefetching({ kind: 'never' }),
  },
  'prefetch-whole': {
    describes: 'Where the ORB permits it, all of a channel program is fetched when it starts.',
    apply: prefetching({ kind: 'whole' }),
  },
  'prefetch-random': {
    describes: 'Where the ORB permits it, CCWs are fetched ahead to a depth that differs from CCW to CCW.',
    apply: prefetching({ kind: 'random', seed: 1 }),
  },
};

export const positionNames: readonly string[] = Object.keys(positions);

/** @throws MachineAbsent when there is no position of that name */
export function positionNamed(name: string): Position {
  const position = Object.hasOwn(positions, name) ? positions[name] : undefined;
  if (position === undefined)
    throw new MachineAbsent(`the reference machine knows no position "${name}"; it knows ${positionNames.join(', ')}`);
  return position;
}
