import { vfioDeviceInfoCapabilities as ids } from '../../../../uapi/vfio/device';
import {
  vfioDeviceInfoCapZpciBase,
  vfioDeviceInfoCapZpciGroup,
  vfioDeviceInfoCapZpciPfip,
  vfioDeviceInfoCapZpciUtil,
} from '../../../../uapi/vfio/zpci';
import type { Capability } from '../argument';

const utilityString = 64;

/** What an s390x kernel tells of a zPCI function. Source: Linux 6.12 drivers/vfio/pci/vfio_pci_zdev.c. */
export const zdevCapabilities = (number: number): readonly Capability[] => [
  {
    id: ids.VFIO_DEVICE_INFO_CAP_ZPCI_BASE,
    version: 2,
    structure: vfioDeviceInfoCapZpciBase,
    values: {
      start_dma: 0x1_0000_0000n,
      end_dma: 0x1ff_ffff_ffffn,
      pchid: 0x100 + number,
      fmb_length: 0x38,
      pft: 0,
      gid: 0x20,
      fh: (0x8000_0000 + number) >>> 0,
    },
  },
  {
    id: ids.VFIO_DEVICE_INFO_CAP_ZPCI_GROUP,
    version: 2,
    structure: vfioDeviceInfoCapZpciGroup,
    values: {
      dasm: 0x0007_0000n,
      msi_addr: 0xfe00_0000n,
      flags: 1,
      mui: 4000,
      noi: 8,
      maxstbl: 128,
      version: 1,
      imaxstbl: 8,
    },
  },
  {
    id: ids.VFIO_DEVICE_INFO_CAP_ZPCI_UTIL,
    version: 1,
    structure: vfioDeviceInfoCapZpciUtil,
    values: { size: utilityString },
    tail: new Uint8Array(utilityString),
  },
  {
    id: ids.VFIO_DEVICE_INFO_CAP_ZPCI_PFIP,
    version: 1,
    structure: vfioDeviceInfoCapZpciPfip,
    values: { size: 4 },
    tail: Uint8Array.of(1, 0, 0, number),
  },
];
