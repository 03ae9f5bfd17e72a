import { ProgramCheck, programCheck } from '../../cpu/program-check';
import { flag } from '../../kernel/kvm/mem-op/argument';
import { protectionException } from '../../storage/identification';
import type { Fault } from '../fault';
import { changed, kvm, vcpuOperation, withFields } from './change';

const kindBits = 0x8cn;

/** The identification of a key that does not match. */
const identifying = (
  wrong: (teid: bigint, terminated: boolean, operand: bigint, store: boolean) => bigint,
): Fault['apply'] =>
  kvm((right) => ({
    keyException: (cpu, access, terminated) => {
      const { code, teid = 0n, accessId } = right.keyException(cpu, access, terminated);
      return new ProgramCheck(code, wrong(teid, terminated, access.operand, (teid & 0x400n) !== 0n), accessId);
    },
  }));

/** Exceptions that are made pending for the CPU: MEM-94 to MEM-101. */
export const injectionFaults: readonly Fault[] = [
  {
    name: 'logical-injects-nothing',
    describes: 'The flag for injection is accepted and nothing becomes pending.',
    breaks: ['MEM-94', 'MEM-97', 'MEM-98', 'MEM-99'],
    apply: kvm(() => ({ injects: () => false })),
  },
  {
    name: 'logical-injects-protection-always',
    describes: 'Whatever exception is met, protection is injected.',
    breaks: ['MEM-94'],
    apply: kvm((right) => ({
      injectProgram: (vcpu, { teid, accessId }) => right.injectProgram(vcpu, new ProgramCheck(4, teid, accessId)),
    })),
  },
  {
    name: 'logical-injects-bad-buffer',
    describes: 'A bad buffer of the program is injected as an addressing exception.',
    breaks: ['MEM-95'],
    apply: vcpuOperation(
      (right) => (vcpu, memOp) =>
        changed(right(vcpu, memOp), (value) => {
          const { kvm: behaviour } = vcpu.vm.configuration.model;
          if (value < 0 && memOp.has(flag.injectException)) behaviour.injectProgram(vcpu, programCheck('addressing'));
          return value;
        }),
    ),
  },
  {
    name: 'logical-injects-after-success',
    describes: 'An operation that succeeds injects the exception that was met last.',
    breaks: ['MEM-95'],
    apply: vcpuOperation(
      (right) => (vcpu, memOp) =>
        changed(right(vcpu, memOp), (value) => {
          const { kvm: behaviour } = vcpu.vm.configuration.model;
          if (value === 0 && memOp.has(flag.injectException))
            behaviour.injectProgram(vcpu, protectionException(vcpu.cpu, vcpu.cpu.access, 'key'));
          return value;
        }),
    ),
  },
  {
    name: 'logical-injects-unasked',
    describes: 'An exception is injected without the flag.',
    breaks: ['MEM-96'],
    apply: kvm(() => ({ injects: () => true })),
  },
  {
    name: 'logical-check-injects-nothing',
    describes: 'A check does not inject what it meets.',
    breaks: ['MEM-97'],
    apply: kvm((right) => ({
      checkLogical: (vcpu, memOp) =>
        right.checkLogical(vcpu, withFields(memOp, { flags: memOp.flags & ~flag.injectException })),
    })),
  },
  {
    name: 'logical-key-protection-without-kind',
    describes: 'The identification of a key that does not match tells no kind of protection.',
    breaks: ['MEM-98', 'MEM-100'],
    apply: identifying((teid) => teid & ~kindBits),
  },
  {
    name: 'logical-store-never-terminated',
    describes: 'A write that has stored before it failed is told as suppressed, as before Linux 5.19.',
    breaks: ['MEM-99'],
    apply: identifying((teid, terminated) => (terminated ? teid | 0x08n : teid)),
  },
  {
    name: 'logical-read-terminated',
    describes: 'A read that fails in a later page is told as terminated.',
    breaks: ['MEM-100'],
    apply: kvm((right) => ({
      *accessOperand(vcpu, memOp, operand, bytes) {
        const result = yield* right.accessOperand(vcpu, memOp, operand, bytes);
        const { program } = vcpu;
        const later = vcpu.cpu.access.address !== operand[0]!.address;
        if (result === 4 && later && program?.check.teid !== undefined)
          vcpu.program = {
            ...program,
            check: new ProgramCheck(4, program.check.teid & ~kindBits, program.check.accessId),
          };
        return result;
      },
    })),
  },
  {
    name: 'logical-identifies-first-page',
    describes: 'The identification tells the first page of the operand.',
    breaks: ['MEM-101'],
    apply: kvm((right) => ({
      *accessOperand(vcpu, memOp, operand, bytes) {
        const result = yield* right.accessOperand(vcpu, memOp, operand, bytes);
        const { program } = vcpu;
        if (result === 4 && program?.check.teid !== undefined) {
          const teid = (program.check.teid & 0xfffn) | (operand[0]!.address & ~0xfffn);
          vcpu.program = { ...program, check: new ProgramCheck(4, teid, program.check.accessId) };
        }
        return result;
      },
    })),
  },
];
