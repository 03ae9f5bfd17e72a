import { registerAddress } from '../../cpu/addresses';
import { demandAligned, privileged } from '../../cpu/checks';
import type { Cpu } from '../../cpu/cpu';
import { m3 } from '../../cpu/key-setting';
import { ProgramCheck, programCheck } from '../../cpu/program-check';
import { conditionCode, setConditionCode } from '../../cpu/psw';
import { frameAt } from '../../storage/frames';
import { acting, behaves, type Fault, row, without } from '../fault';

const conditional = m3.referenceIgnored | m3.changeIgnored;

/** The key is set as if M3 had other bits. */
const setsWith = (change: (control: number) => number): Fault['apply'] =>
  behaves((right) => ({
    setsKey: (cpu, old, fresh, control) =>
      right.setsKey(cpu, old, fresh, (control & conditional) === 0 ? control : change(control)),
  }));

const specificationFor = (missing: (cpu: Cpu, control: number) => boolean): Fault['apply'] =>
  behaves((right) => ({
    installedM3: (cpu, control) => {
      if (missing(cpu, control)) throw programCheck('specification');
      return right.installedM3(cpu, control);
    },
  }));

/** SSKE: KEY-56 to KEY-73, KEY-86. */
export const setStorageKeyFaults: readonly Fault[] = [
  {
    name: 'sske-not-privileged',
    describes: 'Problem state may set storage keys.',
    breaks: ['KEY-56'],
    apply: row('SSKE', without(privileged)),
  },
  {
    name: 'sske-ignores-missing-frames',
    describes: 'SSKE of a frame that is not there does nothing.',
    breaks: ['KEY-57'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        try {
          right(cpu);
        } catch (check) {
          if (!(check instanceof ProgramCheck) || check.code !== 0x05) throw check;
        }
      }),
    ),
  },
  {
    name: 'sske-wants-frame-boundary',
    describes: 'SSKE recognises a specification exception when R2 is not on a frame boundary.',
    breaks: ['KEY-58'],
    apply: row('SSKE', (right) => ({
      ...right,
      checks: [
        ...right.checks,
        (cpu) => {
          const address = registerAddress(cpu, cpu.instruction.second);
          for (const boundary of [2, 4, 8, 16] as const) demandAligned(address, boundary);
        },
      ],
    })),
  },
  {
    name: 'sske-rounds-up',
    describes: 'SSKE takes the nearest frame boundary.',
    breaks: ['KEY-58'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        const { second: r2 } = cpu.instruction;
        const address = cpu.gr(r2);
        cpu.setGr(r2, address + 0x800n);
        right(cpu);
        cpu.setGr(r2, address);
      }),
    ),
  },
  {
    name: 'sske-always-tells-old-key',
    describes: 'SSKE without conditions reports old key and condition code as well.',
    breaks: ['KEY-59'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        const { first: r1, second: r2, third } = cpu.instruction;
        const old = cpu.storage.key(frameAt(cpu, registerAddress(cpu, r2), 'real'));
        right(cpu);
        if ((third & (conditional | m3.multipleBlock)) === 0) cpu.behaviour.endConditional(cpu, r1, old, true);
      }),
    ),
  },
  {
    name: 'sske-sets-condition-code-zero',
    describes: 'SSKE without conditions ends with condition code 0.',
    breaks: ['KEY-59'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        right(cpu);
        if ((cpu.instruction.third & conditional) === 0) setConditionCode(cpu, 0);
      }),
    ),
  },
  {
    name: 'conditional-sske-always-sets',
    describes: 'Conditional SSKE sets the key whatever the comparison.',
    breaks: ['KEY-60', 'KEY-62', 'KEY-63', 'KEY-86'],
    apply: setsWith(() => 0),
  },
  {
    name: 'conditional-sske-compares-all',
    describes: 'Conditional SSKE compares all seven bits whatever MR and MC.',
    breaks: ['KEY-60', 'KEY-62', 'KEY-63'],
    apply: behaves((right) => ({
      setsKey: (cpu, old, fresh, control) =>
        (control & conditional) === 0 ? right.setsKey(cpu, old, fresh, control) : old !== fresh,
    })),
  },
  {
    name: 'conditional-sske-ignores-access-control',
    describes: 'Conditional SSKE does not compare the access-control bits.',
    breaks: ['KEY-61'],
    apply: behaves((right) => ({
      setsKey: (cpu, old, fresh, control) =>
        (control & conditional) === 0 || right.setsKey(cpu, old & 0x0e, fresh & 0x0e, control),
    })),
  },
  {
    name: 'conditional-sske-keeps-reference-and-change',
    describes: 'Conditional SSKE that sets the key leaves the bits it was told to ignore.',
    breaks: ['KEY-61'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        const { second: r2, third } = cpu.instruction;
        if ((third & conditional) !== conditional || (third & m3.multipleBlock) !== 0) return right(cpu);
        const absolute = frameAt(cpu, registerAddress(cpu, r2), 'real');
        const old = cpu.storage.key(absolute);
        right(cpu);
        cpu.storage.setKey(absolute, (cpu.storage.key(absolute) & ~0x06) | (old & 0x06));
      }),
    ),
  },
  {
    name: 'mr-and-mc-exchanged',
    describes: 'MR leaves out the change bit and MC the reference bit.',
    breaks: ['KEY-62', 'KEY-63'],
    apply: setsWith((control) => ((control & 4) >> 1) | ((control & 2) << 1)),
  },
  {
    name: 'mr-implies-mc',
    describes: 'With MR neither reference nor change bit is compared.',
    breaks: ['KEY-62'],
    apply: setsWith((control) => ((control & m3.referenceIgnored) !== 0 ? conditional : control)),
  },
  {
    name: 'mc-implies-mr',
    describes: 'With MC neither reference nor change bit is compared.',
    breaks: ['KEY-63'],
    apply: setsWith((control) => ((control & m3.changeIgnored) !== 0 ? conditional : control)),
  },
  {
    name: 'old-key-in-low-byte',
    describes: 'The old key replaces the new one in bits 56-63 of R1.',
    breaks: ['KEY-64'],
    apply: behaves(() => ({
      endConditional: (cpu, register, old, set) => {
        cpu.behaviour.insertKey(cpu, register, old);
        setConditionCode(cpu, set ? 1 : 0);
      },
    })),
  },
  {
    name: 'old-key-only-when-set',
    describes: 'Conditional SSKE that sets nothing does not report the old key.',
    breaks: ['KEY-65'],
    apply: behaves((right) => ({
      endConditional: (cpu, register, old, set) => {
        if (set) right.endConditional(cpu, register, old, set);
        else setConditionCode(cpu, 0);
      },
    })),
  },
  {
    name: 'conditional-sske-condition-code-zero',
    describes: 'Conditional SSKE ends with condition code 0 also when it has set the key.',
    breaks: ['KEY-61', 'KEY-62', 'KEY-63'],
    apply: behaves((right) => ({
      endConditional: (cpu, register, old) => right.endConditional(cpu, register, old, false),
    })),
  },
  {
    name: 'conditions-without-facility-10',
    describes: 'MR and MC work without the conditional-SSKE facility.',
    breaks: ['KEY-66'],
    apply: behaves(() => ({
      installedM3: (cpu, control) => (cpu.has(8) ? control : control & ~m3.multipleBlock),
    })),
  },
  {
    name: 'blocks-without-facility-8',
    describes: 'The multiple-block control works without enhanced DAT.',
    breaks: ['KEY-67'],
    apply: behaves(() => ({ installedM3: (cpu, control) => (cpu.has(10) ? control : control & ~conditional) })),
  },
  {
    name: 'multiple-block-missing',
    describes: 'SSKE ignores the multiple-block control.',
    breaks: ['KEY-68', 'KEY-69', 'KEY-70', 'KEY-71'],
    apply: behaves((right) => ({ installedM3: (cpu, control) => right.installedM3(cpu, control) & ~m3.multipleBlock })),
  },
  {
    name: 'block-of-a-megabyte-from-anywhere',
    describes: 'A block is a megabyte from where it starts, not to the next boundary.',
    breaks: ['KEY-68', 'KEY-101'],
    apply: behaves(() => ({ blockEnd: (absolute, size) => absolute + size })),
  },
  {
    name: 'block-of-128-frames',
    describes: 'A block ends in the middle of the megabyte.',
    breaks: ['KEY-69'],
    apply: behaves((right) => ({
      blockEnd: (absolute, size) => right.blockEnd(absolute, size === 0x100000 ? size / 2 : size),
    })),
  },
  {
    name: 'block-leaves-low-bits-zero',
    describes: 'SSKE with the multiple-block control replaces all of R2.',
    breaks: ['KEY-70'],
    apply: behaves((right) => ({ advanceBlock: right.advanceFrames })),
  },
  {
    name: 'conditional-blocks-end-like-one-frame',
    describes: 'Conditional SSKE of a block ends with condition code 1.',
    breaks: ['KEY-71'],
    apply: behaves(() => ({ endConditionalBlock: (cpu) => setConditionCode(cpu, 1) })),
  },
  {
    name: 'non-quiescing-sske-sets-nothing',
    describes: 'The non-quiescing control is taken for a condition that never holds.',
    breaks: ['KEY-72'],
    apply: behaves((right) => ({
      setsKey: (cpu, old, fresh, control) =>
        (control & m3.nonQuiescing) === 0 && right.setsKey(cpu, old, fresh, control),
    })),
  },
  {
    name: 'non-quiescing-refused-without-facility-14',
    describes: 'The non-quiescing control is a specification exception where the facility is missing.',
    breaks: ['KEY-73'],
    apply: specificationFor((cpu, control) => (control & m3.nonQuiescing) !== 0 && !cpu.has(14)),
  },
  {
    name: 'conditions-refused-without-facility-10',
    describes: 'MR and MC are a specification exception where the facility is missing.',
    breaks: ['KEY-66', 'KEY-73'],
    apply: specificationFor((cpu, control) => (control & conditional) !== 0 && !cpu.has(10)),
  },
  {
    name: 'conditional-sske-resets-reference',
    describes: 'Conditional SSKE that sets nothing resets the reference bit all the same.',
    breaks: ['KEY-86'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        const { second: r2, third } = cpu.instruction;
        const single = (third & conditional) !== 0 && (third & m3.multipleBlock) === 0;
        const absolute = single ? frameAt(cpu, registerAddress(cpu, r2), 'real') : 0;
        right(cpu);
        if (single && conditionCode(cpu) === 0) cpu.storage.setKey(absolute, cpu.storage.key(absolute) & ~0x04);
      }),
    ),
  },
];
