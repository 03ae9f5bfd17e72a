import { structure } from '../codec/structure';

const source =
  'z/Architecture access-register translation; Linux arch/s390/kvm/gaccess.c union alet, struct ale, struct aste';

export const alet = structure('ALET', 4, source, {
  primaryList: 7,
  sequence: [8, 15],
  number: [16, 31],
});

/** Real address in CR2 (dispatchable unit) or CR5 (primary space) plus 16. */
export const accessListDesignation = structure('access-list designation', 4, source, {
  origin: [1, 24],
  length: [25, 31],
});

export const accessListEntry = structure('access-list entry', 16, source, {
  invalid: 0,
  fetchOnly: 6,
  private: 7,
  sequence: [8, 15],
  authorizationIndex: [16, 31],
  asnSecondTableEntry: [65, 89],
  asnSecondTableSequence: [96, 127],
});

export const asnSecondTableEntry = structure('ASN-second-table entry', 64, source, {
  invalid: 0,
  authorityTable: [1, 29],
  authorizationIndex: [32, 47],
  authorityTableLength: [48, 59],
  asce: [64, 127],
  accessList: [128, 159],
  sequence: [160, 191],
});
