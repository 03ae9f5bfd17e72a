import type { Dasd } from './dasd';
import { heads } from './volume';

/** READ DEVICE CHARACTERISTICS. Source: Linux 6.12 drivers/s390/block/dasd_eckd.h struct dasd_eckd_characteristics; fact sheet 8.4. */
export function characteristics({ volume, model }: Dasd): Uint8Array {
  const view = new DataView(new ArrayBuffer(64));
  const { cylinders } = volume;
  view.setUint16(0, 0x3990);
  view.setUint8(2, 0xe9);
  view.setUint16(3, 0x3390);
  view.setUint8(5, model);
  view.setUint8(10, 0x20);
  view.setUint8(11, 0x26);
  view.setUint16(12, Math.min(cylinders, 0xfffe));
  view.setUint16(14, heads);
  view.setUint8(16, 224);
  // 58786 bytes a track, 1428 of them home address and R0.
  view.setUint8(17, 0);
  view.setUint16(18, 58786);
  view.setUint16(20, 1428);
  view.setUint8(22, 0x02);
  view.setUint16(44, 57326);
  view.setUint32(60, cylinders);
  return new Uint8Array(view.buffer);
}
