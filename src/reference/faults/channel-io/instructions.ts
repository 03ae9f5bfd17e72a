import type { Mnemonic } from '../../../architecture/instructions';
import { programInterruptionCodes } from '../../../architecture/interruption-codes';
import { firstAddress } from '../../cpu/addresses';
import { privileged } from '../../cpu/checks';
import type { Cpu } from '../../cpu/cpu';
import { channelOf } from '../../cpu/instructions/input-output';
import { ProgramCheck, programCheck } from '../../cpu/program-check';
import { conditionCode, pswHas, pswMask, setConditionCode } from '../../cpu/psw';
import { anyInvalid } from '../../hardware/channel/validity';
import { acting, type Fault, row, rows, without } from '../fault';

/** A fault stays small: some of the instructions stand for all of them. */
const some: readonly Mnemonic[] = ['STSCH', 'SSCH', 'HSCH'];
const withOperand: readonly Mnemonic[] = ['STSCH', 'MSCH', 'SSCH'];

const sidInvalid = (cpu: Cpu): boolean => {
  const css = channelOf(cpu);
  return anyInvalid(css.behaviour.sidChecks, cpu.low(1), css);
};

const notProvided = (cpu: Cpu): boolean => channelOf(cpu).find(cpu.low(1)) === undefined;

const store = (cpu: Cpu, offset: number, bytes: Uint8Array): void =>
  cpu.storage.write(Number(firstAddress(cpu)) + offset, bytes);

const isAddressing = (check: unknown): boolean =>
  check instanceof ProgramCheck && check.code === programInterruptionCodes.addressing;

/** The instructions themselves: CSS-01 to CSS-12, CSS-43, CSS-44, CSS-92. */
export const instructionFaults: readonly Fault[] = [
  {
    name: 'io-in-problem-state',
    describes: 'A program in problem state may look at subchannels, start and halt.',
    breaks: ['CSS-01', 'CSS-02'],
    apply: rows(some, without(privileged)),
  },
  {
    name: 'io-alignment-before-privilege',
    describes: 'The boundary of the operand is looked at before the state of the CPU.',
    breaks: ['CSS-02'],
    apply: rows(withOperand, (right) => ({
      ...right,
      checks: right.checks.filter((check) => check !== privileged).concat(privileged),
    })),
  },
  {
    name: 'io-operand-unaligned',
    describes: 'SCHIBs and ORBs may be anywhere.',
    breaks: ['CSS-03'],
    apply: rows(withOperand, (right) => ({ ...right, checks: right.checks.slice(0, 2) })),
  },
  {
    name: 'io-operand-outside-storage-cc3',
    describes: 'An operand that is not in storage gives condition code 3.',
    breaks: ['CSS-04'],
    apply: rows(
      withOperand,
      acting((cpu, right) => {
        try {
          right(cpu);
        } catch (check) {
          if (!isAddressing(check)) throw check;
          setConditionCode(cpu, 3);
        }
      }),
    ),
  },
  {
    name: 'sid-before-access',
    describes: 'The subsystem identification is looked at before the operand.',
    breaks: ['CSS-05'],
    apply: rows(
      withOperand,
      acting((cpu, right) => {
        if (sidInvalid(cpu)) throw programCheck('operand');
        right(cpu);
      }),
    ),
  },
  {
    name: 'cc3-before-access',
    describes: 'A subchannel that is not there is told before the operand is looked at, as in Hercules.',
    breaks: ['CSS-06'],
    apply: rows(
      withOperand,
      acting((cpu, right) => {
        if (!sidInvalid(cpu) && notProvided(cpu)) setConditionCode(cpu, 3);
        else right(cpu);
      }),
    ),
  },
  {
    name: 'stsch-stores-a-word-too-much',
    describes: 'STORE SUBCHANNEL stores 56 bytes.',
    breaks: ['CSS-11'],
    apply: row(
      'STSCH',
      acting((cpu, right) => {
        right(cpu);
        if (conditionCode(cpu) === 0) store(cpu, 52, Uint8Array.of(0xff, 0xff, 0xff, 0xff));
      }),
    ),
  },
  {
    name: 'stsch-stores-zeros-for-nothing',
    describes: 'STORE SUBCHANNEL of a subchannel that is not there stores a block of zeros.',
    breaks: ['CSS-12'],
    apply: row(
      'STSCH',
      acting((cpu, right) => {
        right(cpu);
        if (conditionCode(cpu) === 3) store(cpu, 0, new Uint8Array(52));
      }),
    ),
  },
  {
    name: 'tsch-stores-for-nothing',
    describes: 'TEST SUBCHANNEL stores a block with condition code 3 too.',
    breaks: ['CSS-43'],
    apply: row(
      'TSCH',
      acting((cpu, right) => {
        right(cpu);
        if (conditionCode(cpu) === 3) store(cpu, 0, new Uint8Array(64));
      }),
    ),
  },
  {
    name: 'tsch-stores-measurement-words',
    describes: 'TEST SUBCHANNEL stores 96 bytes whatever the facilities are.',
    breaks: ['CSS-44'],
    apply: row(
      'TSCH',
      acting((cpu, right) => {
        right(cpu);
        if (conditionCode(cpu) !== 3) store(cpu, 64, new Uint8Array(32));
      }),
    ),
  },
  {
    name: 'tsch-sid-before-alignment',
    describes:
      'TEST SUBCHANNEL looks at the subsystem identification before the boundary of the operand, as QEMU does.',
    breaks: ['CSS-92'],
    apply: row('TSCH', (right) => ({
      ...right,
      checks: [
        ...right.checks.slice(0, 2),
        (cpu: Cpu) => {
          if (sidInvalid(cpu)) throw programCheck('operand');
        },
        ...right.checks.slice(2),
      ],
    })),
  },
  {
    name: 'tpi-needs-io-mask',
    describes: 'TEST PENDING INTERRUPTION finds nothing while the CPU is disabled for I/O interruptions.',
    breaks: ['CSS-64'],
    apply: row(
      'TPI',
      acting((cpu, right) => {
        if (pswHas(cpu, pswMask.inputOutput)) right(cpu);
        else setConditionCode(cpu, 0);
      }),
    ),
  },
  {
    name: 'tpi-stores-two-words-only',
    describes: 'TEST PENDING INTERRUPTION with operand address 0 leaves the identification word out.',
    breaks: ['CSS-65'],
    apply: row(
      'TPI',
      acting((cpu, right) => {
        const word = cpu.storage.read(cpu.prefix + 0xc0, 4);
        right(cpu);
        if (firstAddress(cpu) === 0n) cpu.storage.write(cpu.prefix + 0xc0, word);
      }),
    ),
  },
  {
    name: 'tpi-loses-what-it-cannot-store',
    describes: 'TEST PENDING INTERRUPTION takes the interruption before it knows that it can store it.',
    breaks: ['CSS-68'],
    apply: row(
      'TPI',
      acting((cpu, right) => {
        try {
          right(cpu);
        } catch (check) {
          const css = channelOf(cpu);
          css.behaviour.pendingFor(css, cpu.crLow(6))?.taken?.();
          throw check;
        }
      }),
    ),
  },
  {
    name: 'stcrw-empty-is-cc0',
    describes: 'STORE CHANNEL REPORT WORD gives condition code 0 for zeros too.',
    breaks: ['CSS-70'],
    apply: row(
      'STCRW',
      acting((cpu, right) => {
        right(cpu);
        setConditionCode(cpu, 0);
      }),
    ),
  },
  {
    name: 'stcrw-keeps-the-word',
    describes: 'A channel report stays in the queue after it was stored.',
    breaks: ['CSS-71'],
    apply: row(
      'STCRW',
      acting((cpu, right) => {
        const { reports } = channelOf(cpu);
        const word = reports.first;
        right(cpu);
        if (word !== undefined) reports.add(word);
      }),
    ),
  },
  {
    name: 'stcrw-loses-what-it-cannot-store',
    describes: 'STORE CHANNEL REPORT WORD takes the report before it knows that it can store it.',
    breaks: ['CSS-72'],
    apply: row(
      'STCRW',
      acting((cpu, right) => {
        try {
          right(cpu);
        } catch (check) {
          channelOf(cpu).reports.remove();
          throw check;
        }
      }),
    ),
  },
  {
    name: 'stcps-unaligned',
    describes: 'STORE CHANNEL PATH STATUS stores wherever it is told to, as QEMU, where it does nothing.',
    breaks: ['CSS-81'],
    apply: row('STCPS', (right) => ({ ...right, checks: right.checks.slice(0, 2) })),
  },
  {
    name: 'chsc-block-anywhere',
    describes: 'The block of CHANNEL SUBSYSTEM CALL may cross a page.',
    breaks: ['CSS-82'],
    apply: row('CHSC', (right) => ({
      checks: right.checks.slice(0, 2),
      action: (cpu) => {
        if (cpu.gr(cpu.instruction.first) % 4096n === 0n) right.action(cpu);
        else setConditionCode(cpu, 0);
      },
    })),
  },
  {
    name: 'refused-starts-are-measured',
    describes: 'A start that is refused counts in the measurement block.',
    breaks: ['CSS-79'],
    apply: row(
      'SSCH',
      acting((cpu, right) => {
        right(cpu);
        const css = channelOf(cpu);
        const subchannel = css.find(cpu.low(1));
        if (conditionCode(cpu) !== 0 && subchannel !== undefined) css.measurement.countStart(subchannel);
      }),
    ),
  },
];
