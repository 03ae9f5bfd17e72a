/** Linux 6.12 include/uapi/linux/vfio_ccw.h: the regions of a vfio-ccw device. What they carry of the channel is big-endian. */
import { bytes, flags, hexadecimal, hostStructure, u32 } from '../../codec/host-structure';

const source = 'Linux 6.12 include/uapi/linux/vfio_ccw.h';

/** Bytes of the parts of the regions. */
export const ccwAreaSizes = {
  ORB_AREA_SIZE: 12,
  SCSW_AREA_SIZE: 12,
  IRB_AREA_SIZE: 96,
  SCHIB_AREA_SIZE: 52,
} as const;

/** Region 0, always there. `ret_code` is unsigned in the header; negative error numbers stand in it as two's complement. */
export const ccwIoRegion = hostStructure('ccw_io_region', 124, source, {
  orb_area: bytes(0, 12),
  scsw_area: bytes(12, 12),
  irb_area: bytes(24, 96),
  ret_code: u32(120, hexadecimal),
});

export const ccwCommands = { VFIO_CCW_ASYNC_CMD_HSCH: 1, VFIO_CCW_ASYNC_CMD_CSCH: 2 } as const;

/** Subtype VFIO_REGION_SUBTYPE_CCW_ASYNC_CMD. */
export const ccwCmdRegion = hostStructure('ccw_cmd_region', 8, source, {
  command: u32(0, flags(ccwCommands)),
  ret_code: u32(4, hexadecimal),
});

/** Subtype VFIO_REGION_SUBTYPE_CCW_SCHIB. */
export const ccwSchibRegion = hostStructure('ccw_schib_region', 52, source, { schib_area: bytes(0, 52) });

/** Subtype VFIO_REGION_SUBTYPE_CCW_CRW; no report word is all zeros. */
export const ccwCrwRegion = hostStructure('ccw_crw_region', 8, source, { crw: bytes(0, 4), pad: u32(4) });
