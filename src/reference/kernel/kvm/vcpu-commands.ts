import { errno } from '../../../uapi/errno';
import { kvmCapabilities } from '../../../uapi/kvm/capabilities';
import { kvmInterrupt, kvmIrq, kvmIrqState } from '../../../uapi/kvm/interrupts';
import { kvmEnableCap, kvmMpState, kvmMpStates, kvmOneReg } from '../../../uapi/kvm/memory';
import { kvmSharedIoctls, kvmVcpuIoctls as numbers } from '../../../uapi/kvm/numbers';
import { kvmFpu, kvmPsw, kvmRegs, kvmSregs } from '../../../uapi/kvm/registers';
import { Image, place } from '../image';
import type { Kernel } from '../kernel';
import type { OpenFile } from '../open-file';
import type { Result } from '../operation';
import { type Commands, type Fields, reading, writing } from './commands';
import { injectInterrupt, injectIrq } from './interrupts';
import { getIrqState, setIrqState } from './irq-state';
import { getOneRegister, setOneRegister } from './one-register';
import { clearReset, initialReset, normalReset } from './resets';
import { runVcpu } from './run';
import { run } from './run-area';
import { storeStatus } from './store-status';
import type { Vcpu } from './vcpu';
import { vcpuMemOp } from './vcpu-mem-op';

const place32 = (name: string, structure = kvmSregs) => place(structure, name);

function setSpecialRegisters(vcpu: Vcpu, bytes: Uint8Array, kernel: Kernel): number {
  const image = new Image(bytes, kernel.order);
  const [acrs, crs] = [place32('acrs[0]'), place32('crs[0]')];
  for (let number = 0; number < 16; number += 1) {
    vcpu.area.image.put(run.acrs, image.number(acrs, number * 4), number * 4);
    vcpu.cpu.setCr(number, image.long(crs, number * 8));
  }
  return 0;
}

function specialRegisters(vcpu: Vcpu, kernel: Kernel): Uint8Array {
  const image = Image.of(kvmSregs.size, kernel.order);
  for (let number = 0; number < 16; number += 1) {
    image.put(place32('acrs[0]'), vcpu.area.image.number(run.acrs, number * 4), number * 4);
    image.put(place32('crs[0]'), vcpu.cpu.cr(number), number * 8);
  }
  return image.bytes;
}

/** The PSW with which the CPU will start; it reaches the CPU when that runs. */
function setInitialPsw(vcpu: Vcpu, { mask, addr }: Fields): number {
  if (!vcpu.stopped) return -errno.EBUSY;
  vcpu.area.image.put(run.psw_mask, mask!).put(run.psw_addr, addr!);
  return 0;
}

/** The state is the result of the call. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_arch_vcpu_ioctl_get_mpstate. */
const state = (vcpu: Vcpu): number =>
  vcpu.stopped ? kvmMpStates.KVM_MP_STATE_STOPPED : kvmMpStates.KVM_MP_STATE_OPERATING;

function setState(vcpu: Vcpu, { mp_state }: Fields): number {
  vcpu.vm.userControlsStates = true;
  if (mp_state === BigInt(kvmMpStates.KVM_MP_STATE_STOPPED)) {
    vcpu.stopped = true;
    vcpu.stopRequested = false;
  } else if (mp_state === BigInt(kvmMpStates.KVM_MP_STATE_OPERATING)) vcpu.stopped = false;
  else return -errno.ENXIO;
  return 0;
}

const enableCapability = (_vcpu: Vcpu, { cap, flags }: Fields): number =>
  flags === 0n && cap === BigInt(kvmCapabilities.KVM_CAP_S390_CSS_SUPPORT) ? 0 : -errno.EINVAL;

/** Floating-point registers are kept, and no instruction of the model uses them. */
function setFloatingPoint(vcpu: Vcpu, bytes: Uint8Array, kernel: Kernel): number {
  const image = new Image(bytes, kernel.order);
  vcpu.area.image.put(run['s.regs.fpc'], image.number(place(kvmFpu, 'fpc')));
  vcpu.area.image.bytes.set(bytes.subarray(8), run.fprs.offset);
  return 0;
}

function floatingPoint(vcpu: Vcpu, kernel: Kernel): Uint8Array {
  const { image } = vcpu.area;
  const given = Image.of(kvmFpu.size, kernel.order).put(place(kvmFpu, 'fpc'), image.number(run['s.regs.fpc']));
  given.bytes.set(image.bytes.subarray(run.fprs.offset, run.fprs.offset + 128), 8);
  return given.bytes;
}

/** The ioctls of a vCPU file that have the CPU to themselves. */
const commands: Commands<Vcpu> = {
  [numbers.KVM_RUN]: (vcpu, _kernel, argument) => (argument === 0n ? runVcpu(vcpu) : -errno.EINVAL),
  [numbers.KVM_GET_REGS]: writing(({ area }) =>
    area.image.bytes.slice(run.gprs.offset, run.gprs.offset + kvmRegs.size),
  ),
  [numbers.KVM_SET_REGS]: reading(kvmRegs, ({ area }, _fields, _kernel, bytes) => {
    area.image.bytes.set(bytes, run.gprs.offset);
    return 0;
  }),
  [numbers.KVM_GET_SREGS]: writing(specialRegisters),
  [numbers.KVM_SET_SREGS]: reading(kvmSregs, (vcpu, _fields, kernel, bytes) =>
    setSpecialRegisters(vcpu, bytes, kernel),
  ),
  [numbers.KVM_GET_FPU]: writing(floatingPoint),
  [numbers.KVM_SET_FPU]: reading(kvmFpu, (vcpu, _fields, kernel, bytes) => setFloatingPoint(vcpu, bytes, kernel)),
  [numbers.KVM_S390_SET_INITIAL_PSW]: reading(kvmPsw, setInitialPsw),
  [numbers.KVM_S390_NORMAL_RESET]: normalReset,
  [numbers.KVM_S390_INITIAL_RESET]: initialReset,
  [numbers.KVM_S390_CLEAR_RESET]: clearReset,
  [numbers.KVM_GET_MP_STATE]: state,
  [numbers.KVM_SET_MP_STATE]: reading(kvmMpState, setState),
  [numbers.KVM_GET_ONE_REG]: reading(kvmOneReg, getOneRegister),
  [numbers.KVM_SET_ONE_REG]: reading(kvmOneReg, setOneRegister),
  [numbers.KVM_S390_GET_IRQ_STATE]: reading(kvmIrqState, getIrqState),
  [numbers.KVM_S390_SET_IRQ_STATE]: reading(kvmIrqState, setIrqState),
  [numbers.KVM_S390_STORE_STATUS]: storeStatus,
  [kvmSharedIoctls.KVM_ENABLE_CAP]: reading(kvmEnableCap, enableCapability),
};

/** The ioctls that do not wait for the CPU to be free. Source: Linux 6.12 kvm-s390.c kvm_arch_vcpu_async_ioctl. */
const asynchronous: Commands<Vcpu> = {
  [numbers.KVM_S390_IRQ]: reading(kvmIrq, injectIrq),
  [kvmSharedIoctls.KVM_S390_INTERRUPT]: reading(kvmInterrupt, injectInterrupt),
};

const kvmType = 0xae;

function control(vcpu: Vcpu, kernel: Kernel, request: number, argument: bigint): Result {
  if (((request >>> 8) & 0xff) !== kvmType) return -errno.EINVAL;
  const atOnce = asynchronous[request];
  if (atOnce !== undefined) return atOnce(vcpu, kernel, argument);
  const command = request === vcpu.vm.configuration.model.kvm.memOpRequest ? vcpuMemOp : commands[request];
  return vcpu.exclusively(() => command?.(vcpu, kernel, argument) ?? -errno.ENOTTY);
}

export const vcpuFile = (vcpu: Vcpu): OpenFile => ({
  kind: 'vcpu',
  stream: true,
  ioctl: (kernel, request, argument) => control(vcpu, kernel, request, argument),
  mmap: (_kernel, _length, offset) => vcpu.area.mapped(Number(offset)),
});
