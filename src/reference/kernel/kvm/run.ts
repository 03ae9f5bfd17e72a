import { errno } from '../../../uapi/errno';
import { kvmExits } from '../../../uapi/kvm/run';
import { isWaiting, unitOfOperation } from '../../cpu/execute';
import { isEnabled } from '../../cpu/interruptions';
import { pswHas, pswMask } from '../../cpu/psw';
import type { Operation, Result, Wait } from '../operation';
import { Interception, interceptionCode } from './interception';
import { deliverProgram } from './program-injection';
import { loadRegisters, storeRegisters } from './registers';
import { knownRegisters, run } from './run-area';
import type { Vcpu } from './vcpu';

/** Units of operation after which a running CPU lets others act, and such slices after which a program of one task counts as hung. */
const slice = 500;
const longestRun = 2_000;

const someInterruption = pswMask.external | pswMask.inputOutput | pswMask.machineCheck;

function exit(vcpu: Vcpu, code: number, ipa = 0, ipb = 0): number {
  vcpu.area.image
    .put(run.exit_reason, kvmExits.KVM_EXIT_S390_SIEIC)
    .put(run['s390_sieic.icptcode'], code)
    .put(run['s390_sieic.ipa'], ipa)
    .put(run['s390_sieic.ipb'], ipb);
  return 0;
}

/** Over when it is looked at the second time: the caller has come back. */
function sliceEnd(vcpu: Vcpu, slices: number): Wait {
  let seen = false;
  const until = (): boolean => {
    const over = seen;
    seen = true;
    return over;
  };
  return slices < longestRun ? { until, deadline: vcpu.vm.kernel.clock.now + 100_000n } : { until };
}

const isRunnable = (vcpu: Vcpu): boolean =>
  vcpu.stopRequested ||
  vcpu.program !== undefined ||
  vcpu.cpu.pending.some((interruption) => isEnabled(vcpu.cpu, interruption));

function stop(vcpu: Vcpu): number {
  vcpu.stopRequested = false;
  if (!vcpu.vm.userControlsStates) vcpu.stopped = true;
  return exit(vcpu, interceptionCode.stop);
}

/** Runs the CPU until the program has to act. */
function* runUntilExit(vcpu: Vcpu): Operation {
  const { cpu } = vcpu;
  for (let units = 1; ; units += 1) {
    yield units % slice === 0 ? sliceEnd(vcpu, units / slice) : undefined;
    if (vcpu.stopRequested) return stop(vcpu);
    deliverProgram(vcpu);
    if (cpu.checkStopped) {
      cpu.checkStopped = false;
      return exit(vcpu, interceptionCode.program);
    }
    if (isWaiting(cpu) && cpu.behaviour.pswIsValid(cpu) && !isRunnable(vcpu)) {
      // A wait that no interruption can end is for the program; any other ends in the kernel.
      if (!pswHas(cpu, someInterruption)) return exit(vcpu, interceptionCode.wait);
      yield { until: () => isRunnable(vcpu) };
      continue;
    }
    try {
      vcpu.interceptedLength = 0;
      unitOfOperation(cpu);
    } catch (reason) {
      if (!(reason instanceof Interception)) throw reason;
      vcpu.interceptedLength = reason.length;
      return exit(vcpu, interceptionCode.instruction, reason.ipa, reason.ipb);
    }
  }
}

/** KVM_RUN. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_arch_vcpu_ioctl_run. */
export function runVcpu(vcpu: Vcpu): Result {
  const { image } = vcpu.area;
  if (image.number(run.immediate_exit) !== 0) return -errno.EINTR;
  const classes = image.long(run.kvm_valid_regs) | image.long(run.kvm_dirty_regs);
  if ((classes & ~knownRegisters) !== 0n) return -errno.EINVAL;
  if (!vcpu.vm.userControlsStates) vcpu.stopped = false;
  else if (vcpu.stopped) return -errno.EINVAL;
  return (function* (): Operation {
    loadRegisters(vcpu);
    const result = yield* runUntilExit(vcpu);
    storeRegisters(vcpu);
    return result;
  })();
}
