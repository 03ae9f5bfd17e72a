import type { Structure } from '../../src/codec/structure';
import { kvmSkeys, memOp } from '../../src/uapi/kvm/mem-op';
import { vfioGroupStatus } from '../../src/uapi/vfio/container';
import { vfioDeviceInfo } from '../../src/uapi/vfio/device';
import { vfioDeviceFeature, vfioDeviceFeatureData, vfioDeviceFeatureMask } from '../../src/uapi/vfio/feature';
import { vfioIrqInfo, vfioIrqSet, vfioIrqSetElements } from '../../src/uapi/vfio/interrupts';
import { vfioPrecopyInfo } from '../../src/uapi/vfio/migration';
import { vfioRegionInfo } from '../../src/uapi/vfio/regions';
import {
  vfioIommuType1DirtyBitmap,
  vfioIommuType1DmaMap,
  vfioIommuType1DmaUnmap,
  vfioIommuType1Info,
} from '../../src/uapi/vfio/type1';

const structures: Readonly<Record<string, Structure>> = {
  VFIO_GROUP_GET_STATUS: vfioGroupStatus,
  VFIO_DEVICE_GET_INFO: vfioDeviceInfo,
  VFIO_DEVICE_GET_REGION_INFO: vfioRegionInfo,
  VFIO_DEVICE_GET_IRQ_INFO: vfioIrqInfo,
  VFIO_DEVICE_SET_IRQS: vfioIrqSet,
  VFIO_DEVICE_FEATURE: vfioDeviceFeature,
  VFIO_MIG_GET_PRECOPY_INFO: vfioPrecopyInfo,
  VFIO_IOMMU_GET_INFO: vfioIommuType1Info,
  VFIO_IOMMU_MAP_DMA: vfioIommuType1DmaMap,
  VFIO_IOMMU_UNMAP_DMA: vfioIommuType1DmaUnmap,
  VFIO_IOMMU_DIRTY_PAGES: vfioIommuType1DirtyBitmap,
  KVM_S390_MEM_OP: memOp,
  KVM_S390_GET_SKEYS: kvmSkeys,
  KVM_S390_SET_SKEYS: kvmSkeys,
};

/** The structure that a request's argument points to. */
export function argumentStructure(request: string): Structure {
  const structure = structures[request];
  if (structure === undefined) throw new Error(`the argument of ${request} is no structure that the suite knows`);
  return structure;
}

export function dataOfFeature(flags: bigint): Structure | undefined {
  return vfioDeviceFeatureData.get(Number(flags) & vfioDeviceFeatureMask.VFIO_DEVICE_FEATURE_MASK);
}

/** Bytes of one element of the data of an interrupt set; one byte where the flags leave it open. */
export function dataOfInterrupts(flags: bigint): number {
  return vfioIrqSetElements.find(({ flag, bytes }) => bytes > 0 && (Number(flags) & flag) !== 0)?.bytes ?? 1;
}
