import { registerAddress } from '../../cpu/addresses';
import { demand } from '../../cpu/checks';
import type { Cpu } from '../../cpu/cpu';
import { frameChecks, frameControl } from '../../cpu/instructions/frame-management';
import { addressingMode, setConditionCode } from '../../cpu/psw';
import type { Check } from '../../cpu/row';
import { Kind } from '../../storage/access';
import { frameAt } from '../../storage/frames';
import { real } from '../../storage/operands';
import { acting, behaves, type Fault, row, without } from '../fault';

const control = (cpu: Cpu): number => cpu.low(cpu.instruction.first);

/** PFMF as if R1 had other bits. */
const asIf = (change: (control: number, cpu: Cpu) => number): Fault['apply'] =>
  row(
    'PFMF',
    acting((cpu, right) => {
      const { first: r1 } = cpu.instruction;
      const before = control(cpu);
      cpu.setLow(r1, change(before, cpu));
      try {
        right(cpu);
      } finally {
        cpu.setLow(r1, before);
      }
    }),
  );

const replacing = (old: Check, fresh: Check): Fault['apply'] =>
  row('PFMF', (right) => ({ ...right, checks: right.checks.map((check) => (check === old ? fresh : check)) }));

/** PFMF and TEST BLOCK: KEY-98 to KEY-108. */
export const frameManagementFaults: readonly Fault[] = [
  {
    name: 'clearing-two-frames',
    describes: 'Clearing a frame clears the next one too.',
    breaks: ['KEY-98'],
    apply: behaves((right) => ({
      clearFrame: (cpu, absolute) => {
        right.clearFrame(cpu, absolute);
        if (absolute + 4096 < cpu.storage.size) right.clearFrame(cpu, absolute + 4096);
      },
    })),
  },
  {
    name: 'clearing-checks-key',
    describes: 'PFMF and TEST BLOCK check the key of the frame they clear.',
    breaks: ['KEY-98', 'KEY-108'],
    apply: behaves((right) => ({
      clearFrame: (cpu, absolute) => {
        real(cpu, Kind.store, BigInt(cpu.behaviour.prefixed(absolute, cpu.prefix)), 1);
        right.clearFrame(cpu, absolute);
      },
    })),
  },
  {
    name: 'pfmf-advances-after-one-frame',
    describes: 'PFMF of a 4 KiB frame advances R2.',
    breaks: ['KEY-98'],
    apply: row(
      'PFMF',
      acting((cpu, right) => {
        const { second: r2 } = cpu.instruction;
        right(cpu);
        if ((control(cpu) & frameControl.frameSize) === 0) cpu.setGr(r2, cpu.gr(r2) + 4096n);
      }),
    ),
  },
  {
    name: 'pfmf-clears-nothing',
    describes: 'PFMF ignores the clear-frame control.',
    breaks: ['KEY-98', 'KEY-100'],
    apply: asIf((bits) => bits & ~frameControl.clearFrame),
  },
  {
    name: 'pfmf-sets-no-key',
    describes: 'PFMF ignores the set-key control.',
    breaks: ['KEY-99', 'KEY-100'],
    apply: asIf((bits) => bits & ~frameControl.setKey),
  },
  {
    name: 'pfmf-either-clears-or-sets',
    describes: 'PFMF that clears sets no key.',
    breaks: ['KEY-100'],
    apply: asIf((bits) => ((bits & frameControl.clearFrame) !== 0 ? bits & ~frameControl.setKey : bits)),
  },
  {
    name: 'pfmf-without-large-frames',
    describes: 'PFMF of a megabyte processes one frame of 4 KiB.',
    breaks: ['KEY-101'],
    apply: asIf((bits) => bits & ~frameControl.frameSize),
  },
  {
    name: 'pfmf-leaves-address',
    describes: 'PFMF of a megabyte leaves R2 alone.',
    breaks: ['KEY-101'],
    apply: behaves(() => ({ advanceFrames: () => {} })),
  },
  {
    name: 'pfmf-ignores-reserved-bits',
    describes: 'PFMF does not look at the reserved bits of R1.',
    breaks: ['KEY-102'],
    apply: row('PFMF', without(frameChecks.reserved)),
  },
  {
    name: 'pfmf-takes-any-frame-size',
    describes: 'An undefined frame-size code means 4 KiB.',
    breaks: ['KEY-102'],
    apply: (model) => {
      const lenient = replacing(frameChecks.frameSize, (cpu) => {
        if ((control(cpu) & frameControl.frameSize) <= 0x2000) frameChecks.frameSize(cpu);
      });
      const small = asIf((bits) => ((bits & frameControl.frameSize) > 0x2000 ? bits & ~frameControl.frameSize : bits));
      return small(lenient(model));
    },
  },
  {
    name: 'pfmf-2g-without-edat-2',
    describes: 'PFMF takes 2 GiB frames without enhanced DAT 2.',
    breaks: ['KEY-103'],
    apply: replacing(frameChecks.frameSize, (cpu) => {
      const size = control(cpu) & frameControl.frameSize;
      demand(size <= 0x2000 && (size !== 0x2000 || addressingMode(cpu) !== 24));
    }),
  },
  {
    name: 'pfmf-2g-in-24-bit-mode',
    describes: 'PFMF takes 2 GiB frames in the 24-bit mode.',
    breaks: ['KEY-103'],
    apply: replacing(frameChecks.frameSize, (cpu) => {
      const size = control(cpu) & frameControl.frameSize;
      demand(size <= 0x2000 && (size !== 0x2000 || cpu.has(78)));
    }),
  },
  {
    name: 'pfmf-non-quiescing-without-facility-14',
    describes: 'PFMF ignores the non-quiescing control where the facility is missing.',
    breaks: ['KEY-104'],
    apply: row('PFMF', without(frameChecks.nonQuiescing)),
  },
  {
    name: 'pfmf-without-facility-8',
    describes: 'PFMF works without enhanced DAT.',
    breaks: ['KEY-105'],
    apply: row('PFMF', without(frameChecks.facility)),
  },
  {
    name: 'pfmf-not-privileged',
    describes: 'Problem state may use PFMF.',
    breaks: ['KEY-105'],
    apply: row('PFMF', without(frameChecks.privileged)),
  },
  {
    name: 'pfmf-conditional-sets-condition-code',
    describes: 'PFMF with MR or MC ends with a condition code as SSKE does.',
    breaks: ['KEY-106'],
    apply: row(
      'PFMF',
      acting((cpu, right) => {
        right(cpu);
        if ((control(cpu) & (frameControl.referenceIgnored | frameControl.changeIgnored)) !== 0)
          setConditionCode(cpu, 1);
      }),
    ),
  },
  {
    name: 'pfmf-ignores-conditions',
    describes: 'PFMF sets the key whatever MR and MC.',
    breaks: ['KEY-106'],
    apply: asIf((bits) => bits & ~(frameControl.referenceIgnored | frameControl.changeIgnored)),
  },
  {
    name: 'pfmf-checks-frame-size-first',
    describes: 'PFMF recognises a bad frame size before low-address protection.',
    breaks: ['KEY-107'],
    apply: row('PFMF', (right) => ({
      ...right,
      checks: [...without(frameChecks.lowAddress)(right).checks, frameChecks.lowAddress],
    })),
  },
  {
    name: 'tb-leaves-register-0',
    describes: 'TEST BLOCK leaves general register 0 alone, as QEMU does.',
    breaks: ['KEY-108'],
    apply: row(
      'TB',
      acting((cpu, right) => {
        const before = cpu.gr(0);
        right(cpu);
        cpu.setGr(0, before);
      }),
    ),
  },
  {
    name: 'tb-clears-nothing',
    describes: 'TEST BLOCK says the frame is usable and leaves its content.',
    breaks: ['KEY-108'],
    apply: row(
      'TB',
      acting((cpu) => {
        frameAt(cpu, registerAddress(cpu, cpu.instruction.second), 'real');
        cpu.setGr(0, 0n);
        setConditionCode(cpu, 0);
      }),
    ),
  },
];
