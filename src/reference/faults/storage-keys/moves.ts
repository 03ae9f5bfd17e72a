import { datOn } from '../../cpu/checks';
import type { Cpu } from '../../cpu/cpu';
import { keyIn, type Move, movePlans, performMove, secondarySpaceUsable } from '../../cpu/instructions/moves-with-keys';
import { pswKey, pswMask } from '../../cpu/psw';
import { acting, behaves, type Fault, row, rows, without } from '../fault';

type Name = keyof typeof movePlans;

/** The move is planned, changed and performed. */
const changed = (name: Name, change: (move: Move, cpu: Cpu) => Move): Fault['apply'] =>
  row(
    name,
    acting((cpu) => performMove(cpu, change(movePlans[name](cpu), cpu))),
  );

const exchanged = ({ to, from, ...rest }: Move): Move => ({
  ...rest,
  to: { ...to, key: from.key },
  from: { ...from, key: to.key },
});

const bothWith = (move: Move, key: number): Move => ({
  ...move,
  to: { ...move.to, key },
  from: { ...move.from, key },
});

/** In supervisor state nothing asks for authority. */
function unauthorised(cpu: Cpu, name: Name): Move {
  const byte = cpu.view.getUint8(0x101);
  cpu.view.setUint8(0x101, byte & ~(pswMask.problem >>> 16));
  try {
    return movePlans[name](cpu);
  } finally {
    cpu.view.setUint8(0x101, byte);
  }
}

/** Moves with explicit keys: KEY-112 to KEY-119. */
export const moveFaults: readonly Fault[] = [
  {
    name: 'true-length-without-limit',
    describes: 'A move with a true length moves all of it at once.',
    breaks: ['KEY-112'],
    apply: behaves((right) => ({
      trueLength: (cpu, register, limit) => right.trueLength(cpu, register, limit * 4),
    })),
  },
  {
    name: 'true-length-ends-with-zero',
    describes: 'A move that reaches the limit ends with condition code 0.',
    breaks: ['KEY-112'],
    apply: behaves((right) => ({
      trueLength: (cpu, register, limit) => ({ ...right.trueLength(cpu, register, limit), conditionCode: 0 }),
    })),
  },
  {
    name: 'true-length-limit-is-255',
    describes: 'A move of exactly the limit ends with condition code 3.',
    breaks: ['KEY-112'],
    apply: behaves((right) => ({
      trueLength: (cpu, register, limit) => {
        const { length } = right.trueLength(cpu, register, limit);
        return { length, conditionCode: length >= limit ? 3 : 0 };
      },
    })),
  },
  {
    name: 'mvck-keys-exchanged',
    describes: 'MVCK uses the key of the register for the destination.',
    breaks: ['KEY-113'],
    apply: changed('MVCK', exchanged),
  },
  {
    name: 'mvck-one-key-for-both',
    describes: 'MVCK uses the key of the register for both operands.',
    breaks: ['KEY-113'],
    apply: changed('MVCK', (move) => bothWith(move, move.from.key)),
  },
  {
    name: 'mvcsk-is-mvcdk',
    describes: 'MVCSK uses the key of the register for the destination.',
    breaks: ['KEY-114'],
    apply: changed('MVCSK', exchanged),
  },
  {
    name: 'mvcdk-one-key-for-both',
    describes: 'MVCDK uses the key of the register for both operands.',
    breaks: ['KEY-114'],
    apply: changed('MVCDK', (move, cpu) => bothWith(move, keyIn(cpu, 1))),
  },
  {
    name: 'mvcdk-ignores-key',
    describes: 'MVCDK uses the PSW key for both operands.',
    breaks: ['KEY-114'],
    apply: changed('MVCDK', (move, cpu) => bothWith(move, pswKey(cpu))),
  },
  {
    name: 'coded-length-is-true-length',
    describes: 'MVCSK and MVCDK move as many bytes as register 0 says, not one more.',
    breaks: ['KEY-115'],
    apply: behaves(() => ({ codedLength: (cpu) => ({ length: cpu.low(0) & 0xff, conditionCode: undefined }) })),
  },
  {
    name: 'moves-between-spaces-without-dat',
    describes: 'MVCP, MVCS and MVCOS work with DAT off.',
    breaks: ['KEY-116'],
    apply: rows(['MVCP', 'MVCS', 'MVCOS'], without(datOn)),
  },
  {
    name: 'mvcp-unchecked',
    describes: 'MVCP and MVCS do not look at the mode and the secondary-space control.',
    breaks: ['KEY-116'],
    apply: rows(['MVCP', 'MVCS'], without(...secondarySpaceUsable)),
  },
  {
    name: 'mvcos-ignores-key-valid',
    describes: 'MVCOS takes the key of the control whether it is valid or not.',
    breaks: ['KEY-117'],
    apply: behaves(() => ({ controlledKey: (_cpu, control) => control >>> 12 })),
  },
  {
    name: 'mvcos-uses-psw-key',
    describes: 'MVCOS uses the PSW key for both operands.',
    breaks: ['KEY-117'],
    apply: behaves(() => ({ controlledKey: (cpu) => pswKey(cpu) })),
  },
  {
    name: 'mvcos-controls-exchanged',
    describes: 'MVCOS takes the control of the first operand for the second.',
    breaks: ['KEY-117'],
    apply: changed('MVCOS', exchanged),
  },
  {
    name: 'any-key-in-problem-state',
    describes: 'The PSW-key mask is not looked at.',
    breaks: ['KEY-118', 'KEY-119'],
    apply: behaves(() => ({ pswKeyMaskAllows: () => true })),
  },
  {
    name: 'no-key-in-problem-state',
    describes: 'Keys from registers are for the supervisor only, as SPKA in QEMU.',
    breaks: ['KEY-119'],
    apply: behaves(() => ({ pswKeyMaskAllows: () => false })),
  },
  ...(['MVCK', 'MVCSK', 'MVCDK', 'MVCP', 'MVCS', 'MVCOS'] as const).map(
    (name): Fault => ({
      name: `${name.toLowerCase()}-needs-no-authority`,
      describes: `${name} does not look at the PSW-key mask.`,
      breaks: ['KEY-118'],
      apply: row(
        name,
        acting((cpu) => performMove(cpu, unauthorised(cpu, name))),
      ),
    }),
  ),
  {
    name: 'psw-key-mask-reversed',
    describes: 'The bit of key k is counted from the right.',
    breaks: ['KEY-119'],
    apply: behaves(() => ({ pswKeyMaskAllows: (mask, key) => (mask & (1 << key)) !== 0 })),
  },
];
