import { structure } from '../codec/structure';

const source =
  'z/Architecture dynamic address translation; Linux arch/s390/include/asm/dat-bits.h, arch/s390/kvm/gaccess.c';

export const regionTableEntry = structure('region-table entry', 8, source, {
  origin: [0, 51],
  datProtection: 54,
  tableOffset: [56, 57],
  invalid: 58,
  tableType: [60, 61],
  tableLength: [62, 63],
});

export const segmentTableEntry = structure('segment-table entry', 8, source, {
  origin: [0, 52],
  formatControl: 53,
  datProtection: 54,
  invalid: 58,
  commonSegment: 59,
  tableType: [60, 61],
});

export const pageTableEntry = structure('page-table entry', 8, source, {
  origin: [0, 51],
  mustBeZero: 52,
  invalid: 53,
  datProtection: 54,
  executionProtection: 55,
});
