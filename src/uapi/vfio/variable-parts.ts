import type { Structure } from '../../codec/structure';
import type { Element, VariablePart } from '../variable-part';
import { vfioDeviceInfoCapabilities, vfioDeviceInfoCapPciAtomicComp } from './device';
import { vfioDeviceFeatureData, vfioDeviceFeatureMask } from './feature';
import { vfioIrqSetFlags, vfioIrqSetMasks } from './interrupts';
import { vfioPciDependentDevice } from './pci-hot-reset';
import { vfioRegionInfoCapabilities, vfioRegionInfoCapSparseMmap, vfioRegionInfoCapType } from './regions';
import {
  vfioBitmap,
  vfioDirtyPagesFlags,
  vfioDmaUnmapFlags,
  vfioIommuType1Capabilities,
  vfioIommuType1DirtyBitmapGet,
  vfioIommuType1InfoCapIovaRange,
  vfioIommuType1InfoCapMigration,
  vfioIommuType1InfoDmaAvail,
} from './type1';
import {
  vfioDeviceInfoCapZpciBase,
  vfioDeviceInfoCapZpciGroup,
  vfioDeviceInfoCapZpciPfip,
  vfioDeviceInfoCapZpciUtil,
} from './zpci';

/** Where one flag alone decides. */
const withFlag = (flag: number, structure: Structure): VariablePart => ({
  kind: 'structure',
  field: 'flags',
  mask: flag,
  structures: new Map([[flag, structure]]),
});

const descriptor = (name: string): Element => ({ name, length: 4, signed: true });

/** The count decides alone. */
const array = (element: Element | Structure): VariablePart => ({
  kind: 'elements',
  field: 'flags',
  mask: 0,
  count: 'count',
  elements: new Map([[0, element]]),
});

export const featureData: VariablePart = {
  kind: 'structure',
  field: 'flags',
  mask: vfioDeviceFeatureMask.VFIO_DEVICE_FEATURE_MASK,
  structures: vfioDeviceFeatureData,
};

export const irqData: VariablePart = {
  kind: 'elements',
  field: 'flags',
  mask: vfioIrqSetMasks.VFIO_IRQ_SET_DATA_TYPE_MASK,
  count: 'count',
  elements: new Map<number, Element>([
    [vfioIrqSetFlags.VFIO_IRQ_SET_DATA_BOOL, { name: 'data', length: 1, signed: false }],
    [vfioIrqSetFlags.VFIO_IRQ_SET_DATA_EVENTFD, descriptor('data')],
  ]),
};

export const dependentDevices = array(vfioPciDependentDevice);
export const groupDescriptors = array(descriptor('group_fds'));
export const unmapBitmap = withFlag(vfioDmaUnmapFlags.VFIO_DMA_UNMAP_FLAG_GET_DIRTY_BITMAP, vfioBitmap);
export const dirtyBitmap = withFlag(
  vfioDirtyPagesFlags.VFIO_IOMMU_DIRTY_PAGES_FLAG_GET_BITMAP,
  vfioIommuType1DirtyBitmapGet,
);

export const deviceCapabilities: VariablePart = {
  kind: 'capabilities',
  structures: new Map([
    [vfioDeviceInfoCapabilities.VFIO_DEVICE_INFO_CAP_ZPCI_BASE, vfioDeviceInfoCapZpciBase],
    [vfioDeviceInfoCapabilities.VFIO_DEVICE_INFO_CAP_ZPCI_GROUP, vfioDeviceInfoCapZpciGroup],
    [vfioDeviceInfoCapabilities.VFIO_DEVICE_INFO_CAP_ZPCI_UTIL, vfioDeviceInfoCapZpciUtil],
    [vfioDeviceInfoCapabilities.VFIO_DEVICE_INFO_CAP_ZPCI_PFIP, vfioDeviceInfoCapZpciPfip],
    [vfioDeviceInfoCapabilities.VFIO_DEVICE_INFO_CAP_PCI_ATOMIC_COMP, vfioDeviceInfoCapPciAtomicComp],
  ]),
};

export const regionCapabilities: VariablePart = {
  kind: 'capabilities',
  structures: new Map([
    [vfioRegionInfoCapabilities.VFIO_REGION_INFO_CAP_SPARSE_MMAP, vfioRegionInfoCapSparseMmap],
    [vfioRegionInfoCapabilities.VFIO_REGION_INFO_CAP_TYPE, vfioRegionInfoCapType],
  ]),
};

export const iommuCapabilities: VariablePart = {
  kind: 'capabilities',
  structures: new Map([
    [vfioIommuType1Capabilities.VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE, vfioIommuType1InfoCapIovaRange],
    [vfioIommuType1Capabilities.VFIO_IOMMU_TYPE1_INFO_CAP_MIGRATION, vfioIommuType1InfoCapMigration],
    [vfioIommuType1Capabilities.VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL, vfioIommuType1InfoDmaAvail],
  ]),
};
