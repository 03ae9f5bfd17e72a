import type { Meaning } from '../codec/host-structure';
import { values } from '../codec/host-structure';
import type { Structure } from '../codec/structure';
import { kvmCapabilities } from './kvm/capabilities';
import { kvmInterrupt, kvmIrq, kvmIrqState, kvmIrqViews } from './kvm/interrupts';
import { kvmSkeys, memOp, memOpViews } from './kvm/mem-op';
import {
  kvmCreateDevice,
  kvmDeviceAttr,
  kvmDirtyLog,
  kvmEnableCap,
  kvmMpState,
  kvmOneReg,
  kvmUserspaceMemoryRegion,
} from './kvm/memory';
import { kvmSharedIoctls, kvmSystemIoctls, kvmVcpuIoctls, kvmVmIoctls } from './kvm/numbers';
import { kvmFpu, kvmPsw, kvmRegs, kvmSregs } from './kvm/registers';
import type { VariablePart } from './variable-part';
import { vfioContainerIoctls, vfioExtensions, vfioGroupIoctls, vfioGroupStatus } from './vfio/container';
import {
  vfioDeviceAttachIommufdPt,
  vfioDeviceBindIommufd,
  vfioDeviceDetachIommufdPt,
  vfioDeviceInfo,
  vfioDeviceIoctls,
  vfioDeviceIoeventfd,
} from './vfio/device';
import { vfioDeviceFeature } from './vfio/feature';
import { vfioIrqInfo, vfioIrqSet } from './vfio/interrupts';
import { vfioMigrationDataIoctls, vfioPrecopyInfo } from './vfio/migration';
import { vfioPciHotReset, vfioPciHotResetInfo } from './vfio/pci-hot-reset';
import { vfioRegionInfo } from './vfio/regions';
import {
  vfioIommuType1DirtyBitmap,
  vfioIommuType1DmaMap,
  vfioIommuType1DmaUnmap,
  vfioIommuType1Info,
  vfioType1Ioctls,
} from './vfio/type1';
import * as parts from './vfio/variable-parts';

/** What a file descriptor stands for; the same ioctl number means another thing on another kind. */
export type FileKind =
  | 'container'
  | 'group'
  | 'device'
  /** The data stream of a migration, by direction. */
  | 'saving'
  | 'resuming'
  | 'kvm'
  | 'vm'
  | 'vcpu'
  | 'eventfd'
  | 'file';

export type IoctlArgument =
  | { readonly kind: 'none' }
  /** A number that stands in the argument itself. */
  | { readonly kind: 'number'; readonly meaning?: Meaning }
  /** A pointer to an s32: a file descriptor. */
  | { readonly kind: 'descriptor' }
  /** A pointer to text that ends with NUL. */
  | { readonly kind: 'text' }
  /** A pointer to a structure, as the kernel uses it: `in` is read, `out` is written. */
  | {
      readonly kind: 'structure';
      readonly direction: 'in' | 'out' | 'both';
      readonly structure: Structure;
      readonly part?: VariablePart;
    };

export interface Ioctl {
  readonly name: string;
  readonly number: number;
  readonly files: readonly FileKind[];
  readonly argument: IoctlArgument;
}

const none: IoctlArgument = { kind: 'none' };
const number = (meaning?: Meaning): IoctlArgument =>
  meaning === undefined ? { kind: 'number' } : { kind: 'number', meaning };
const pointer = (direction: 'in' | 'out' | 'both', structure: Structure, part?: VariablePart): IoctlArgument =>
  part === undefined ? { kind: 'structure', direction, structure } : { kind: 'structure', direction, structure, part };

/** Arguments by name, for a table of numbers: a number without an argument here does not compile. */
const group = <Name extends string>(
  files: readonly FileKind[],
  numbers: Readonly<Record<Name, number>>,
  argumentsByName: Readonly<Record<Name, IoctlArgument>>,
): Ioctl[] =>
  Object.entries<number>(numbers).map(([name, value]) => ({
    name,
    number: value,
    files,
    argument: argumentsByName[name as Name],
  }));

export const ioctls: readonly Ioctl[] = [
  ...group(['container'], vfioContainerIoctls, {
    VFIO_GET_API_VERSION: none,
    VFIO_CHECK_EXTENSION: number(values(vfioExtensions)),
    VFIO_SET_IOMMU: number(values(vfioExtensions)),
  }),
  ...group(['container'], vfioType1Ioctls, {
    VFIO_IOMMU_GET_INFO: pointer('both', vfioIommuType1Info, parts.iommuCapabilities),
    VFIO_IOMMU_MAP_DMA: pointer('in', vfioIommuType1DmaMap),
    VFIO_IOMMU_UNMAP_DMA: pointer('both', vfioIommuType1DmaUnmap, parts.unmapBitmap),
    VFIO_IOMMU_ENABLE: none,
    VFIO_IOMMU_DISABLE: none,
    VFIO_IOMMU_DIRTY_PAGES: pointer('in', vfioIommuType1DirtyBitmap, parts.dirtyBitmap),
  }),
  ...group(['group'], vfioGroupIoctls, {
    VFIO_GROUP_GET_STATUS: pointer('both', vfioGroupStatus),
    VFIO_GROUP_SET_CONTAINER: { kind: 'descriptor' },
    VFIO_GROUP_UNSET_CONTAINER: none,
    VFIO_GROUP_GET_DEVICE_FD: { kind: 'text' },
  }),
  ...group(['device'], vfioDeviceIoctls, {
    VFIO_DEVICE_GET_INFO: pointer('both', vfioDeviceInfo, parts.deviceCapabilities),
    VFIO_DEVICE_GET_REGION_INFO: pointer('both', vfioRegionInfo, parts.regionCapabilities),
    VFIO_DEVICE_GET_IRQ_INFO: pointer('both', vfioIrqInfo),
    VFIO_DEVICE_SET_IRQS: pointer('in', vfioIrqSet, parts.irqData),
    VFIO_DEVICE_RESET: none,
    VFIO_DEVICE_GET_PCI_HOT_RESET_INFO: pointer('both', vfioPciHotResetInfo, parts.dependentDevices),
    VFIO_DEVICE_PCI_HOT_RESET: pointer('in', vfioPciHotReset, parts.groupDescriptors),
    VFIO_DEVICE_QUERY_GFX_PLANE: number({ kind: 'hexadecimal' }),
    VFIO_DEVICE_GET_GFX_DMABUF: number({ kind: 'hexadecimal' }),
    VFIO_DEVICE_IOEVENTFD: pointer('in', vfioDeviceIoeventfd),
    VFIO_DEVICE_FEATURE: pointer('both', vfioDeviceFeature, parts.featureData),
    VFIO_DEVICE_BIND_IOMMUFD: pointer('both', vfioDeviceBindIommufd),
    VFIO_DEVICE_ATTACH_IOMMUFD_PT: pointer('both', vfioDeviceAttachIommufdPt),
    VFIO_DEVICE_DETACH_IOMMUFD_PT: pointer('in', vfioDeviceDetachIommufdPt),
  }),
  ...group(['saving', 'resuming'], vfioMigrationDataIoctls, {
    VFIO_MIG_GET_PRECOPY_INFO: pointer('both', vfioPrecopyInfo),
  }),
  ...group(
    ['kvm', 'vm'],
    { KVM_CHECK_EXTENSION: kvmSystemIoctls.KVM_CHECK_EXTENSION },
    {
      KVM_CHECK_EXTENSION: number(values(kvmCapabilities)),
    },
  ),
  ...group(
    ['kvm'],
    {
      KVM_GET_API_VERSION: kvmSystemIoctls.KVM_GET_API_VERSION,
      KVM_CREATE_VM: kvmSystemIoctls.KVM_CREATE_VM,
      KVM_GET_VCPU_MMAP_SIZE: kvmSystemIoctls.KVM_GET_VCPU_MMAP_SIZE,
    },
    { KVM_GET_API_VERSION: none, KVM_CREATE_VM: number(), KVM_GET_VCPU_MMAP_SIZE: none },
  ),
  ...group(['vm'], kvmVmIoctls, {
    KVM_CREATE_VCPU: number(),
    KVM_GET_DIRTY_LOG: pointer('in', kvmDirtyLog),
    KVM_SET_USER_MEMORY_REGION: pointer('in', kvmUserspaceMemoryRegion),
    KVM_S390_GET_SKEYS: pointer('in', kvmSkeys),
    KVM_S390_SET_SKEYS: pointer('in', kvmSkeys),
    KVM_CREATE_DEVICE: pointer('both', kvmCreateDevice),
    KVM_SET_DEVICE_ATTR: pointer('in', kvmDeviceAttr),
    KVM_GET_DEVICE_ATTR: pointer('in', kvmDeviceAttr),
    KVM_HAS_DEVICE_ATTR: pointer('in', kvmDeviceAttr),
  }),
  ...group(['vm', 'vcpu'], kvmSharedIoctls, {
    KVM_S390_INTERRUPT: pointer('in', kvmInterrupt),
    KVM_ENABLE_CAP: pointer('in', kvmEnableCap),
    KVM_S390_MEM_OP: pointer('in', memOp, { kind: 'view', field: 'op', views: memOpViews }),
  }),
  ...group(['vcpu'], kvmVcpuIoctls, {
    KVM_RUN: none,
    KVM_GET_REGS: pointer('out', kvmRegs),
    KVM_SET_REGS: pointer('in', kvmRegs),
    KVM_GET_SREGS: pointer('out', kvmSregs),
    KVM_SET_SREGS: pointer('in', kvmSregs),
    KVM_GET_FPU: pointer('out', kvmFpu),
    KVM_SET_FPU: pointer('in', kvmFpu),
    KVM_S390_STORE_STATUS: number({ kind: 'hexadecimal' }),
    KVM_S390_SET_INITIAL_PSW: pointer('in', kvmPsw),
    KVM_S390_INITIAL_RESET: none,
    KVM_GET_MP_STATE: pointer('out', kvmMpState),
    KVM_SET_MP_STATE: pointer('in', kvmMpState),
    KVM_GET_ONE_REG: pointer('in', kvmOneReg),
    KVM_SET_ONE_REG: pointer('in', kvmOneReg),
    KVM_S390_IRQ: pointer('in', kvmIrq, { kind: 'view', field: 'type', views: kvmIrqViews }),
    KVM_S390_SET_IRQ_STATE: pointer('in', kvmIrqState),
    KVM_S390_GET_IRQ_STATE: pointer('in', kvmIrqState),
    KVM_S390_NORMAL_RESET: none,
    KVM_S390_CLEAR_RESET: none,
  }),
];

const byFile = new Map<string, Ioctl>();
for (const each of ioctls) for (const file of each.files) byFile.set(`${file} ${each.number}`, each);

/** What an ioctl number means on a kind of file; undefined where the tables know nothing. */
export const ioctlOf = (file: FileKind, request: number): Ioctl | undefined => byFile.get(`${file} ${request}`);
