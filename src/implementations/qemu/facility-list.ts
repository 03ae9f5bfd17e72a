import type { HiddenCode } from './hidden-code';

// LGHI 0,15; STFLE 0(3)
const storeFacilityList = Buffer.from('a709000fb2b03000', 'hex');
const listLength = 128;

/** The facilities that STFLE reports. */
export async function readFacilities(hidden: HiddenCode): Promise<number[]> {
  const list = await hidden.run(storeFacilityList, Buffer.alloc(listLength));
  return Array.from({ length: listLength * 8 }, (_, bit) => bit).filter((bit) => list[bit >> 3]! & (0x80 >> (bit & 7)));
}

/** CPU features of QEMU that take a facility away from `-cpu max`. Only what QEMU accepts under TCG. */
const switches: Readonly<Record<number, string>> = {
  4: 'idtes',
  9: 'srs',
  16: 'etf2',
  25: 'stckf',
  27: 'mvcos',
  30: 'etf3eh',
  31: 'ectg',
  32: 'csst',
  33: 'csst2',
  34: 'ginste',
  35: 'exrl',
  40: 'sprogp',
  51: 'ltlbc',
  52: 'iacc2',
  58: 'minste2',
  61: 'minste3',
  69: 'zpci',
  71: 'aen',
  72: 'ais',
  75: 'aefsi',
  130: 'iep',
  131: 'sea_esop2',
  148: 'vxeh2',
};

/** QEMU's word for switching a facility off. */
export function switchFor(facility: number): string | undefined {
  return switches[facility];
}

export const switchableFacilities = Object.keys(switches).map(Number);
