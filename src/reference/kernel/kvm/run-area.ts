import { frameSize } from '../../../architecture/storage-key';
import { kvmRun, kvmRunSieic, kvmSyncFlags } from '../../../uapi/kvm/run';
import { Image, place, places } from '../image';
import type { Backing, Signal } from '../user-memory';
import type { ByteOrder } from '../words';

/** Bytes of a vCPU file that can be mapped: struct kvm_run and the rest of its page. */
export const runAreaSize = frameSize;

export const run = {
  ...places(
    kvmRun,
    'immediate_exit',
    'exit_reason',
    'psw_mask',
    'psw_addr',
    'kvm_valid_regs',
    'kvm_dirty_regs',
    's.regs.prefix',
    's.regs.todpr',
    's.regs.cputm',
    's.regs.ckc',
    's.regs.pp',
    's.regs.gbea',
    's.regs.fpc',
  ),
  ...places(kvmRunSieic, 's390_sieic.icptcode', 's390_sieic.ipa', 's390_sieic.ipb'),
  fprs: place(kvmRun, 's.regs.fprs[0]'),
  gprs: place(kvmRun, 's.regs.gprs[0]'),
  acrs: place(kvmRun, 's.regs.acrs[0]'),
  crs: place(kvmRun, 's.regs.crs[0]'),
} as const;

/** Source: Linux 6.12 arch/s390/include/uapi/asm/kvm.h KVM_SYNC_S390_VALID_FIELDS. */
export const knownRegisters = BigInt(Object.values(kvmSyncFlags).reduce((all, flag) => all | flag, 0));

/** The register classes of a CPU without the facilities that have more. Source: Linux 6.12 kvm-s390.c kvm_arch_vcpu_create. */
export const validRegisters =
  kvmSyncFlags.KVM_SYNC_PREFIX |
  kvmSyncFlags.KVM_SYNC_GPRS |
  kvmSyncFlags.KVM_SYNC_ACRS |
  kvmSyncFlags.KVM_SYNC_CRS |
  kvmSyncFlags.KVM_SYNC_ARCH0 |
  kvmSyncFlags.KVM_SYNC_PFAULT |
  kvmSyncFlags.KVM_SYNC_FPRS |
  kvmSyncFlags.KVM_SYNC_DIAG318;

/** The page that kernel and program share about a vCPU. */
export class RunArea {
  readonly image: Image;

  constructor(order: ByteOrder) {
    this.image = Image.of(runAreaSize, order);
  }

  /** What a mapping from an offset of the file on sees: only the first page is there. */
  mapped(from: number): Backing {
    const { bytes } = this.image;
    const inside = (offset: number): boolean => from + offset < runAreaSize;
    return {
      page: (offset) => (inside(offset) ? bytes : undefined),
      read: (offset, length): Uint8Array | Signal => (inside(offset) ? bytes.slice(offset, offset + length) : 'SIGBUS'),
      write: (offset, fresh): Signal | undefined => {
        if (!inside(offset)) return 'SIGBUS';
        bytes.set(fresh, offset);
        return undefined;
      },
    };
  }
}
