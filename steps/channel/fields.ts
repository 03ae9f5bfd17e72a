/** A field as channel programmers name it: bits of a block in IBM numbering, and names of single bits where it has them. */
export interface ChannelField {
  readonly first: number;
  readonly last: number;
  readonly flags?: Readonly<Record<string, number>>;
}

export type ChannelFields = Readonly<Record<string, ChannelField>>;

const bits = (first: number, last = first): ChannelField => ({ first, last });
const bytes = (offset: number, length: number): ChannelField => bits(offset * 8, (offset + length) * 8 - 1);

const functionControl = { start: 4, halt: 2, clear: 1 };
const activityControl = {
  'resume pending': 0x40,
  'start pending': 0x20,
  'halt pending': 0x10,
  'clear pending': 0x08,
  'subchannel active': 0x04,
  'device active': 0x02,
  suspended: 0x01,
};
const statusControl = { alert: 0x10, intermediate: 0x08, primary: 0x04, secondary: 0x02, pending: 0x01 };
const deviceStatus = {
  attention: 0x80,
  'status modifier': 0x40,
  'control-unit end': 0x20,
  busy: 0x10,
  'channel end': 0x08,
  'device end': 0x04,
  'unit check': 0x02,
  'unit exception': 0x01,
};
const subchannelStatus = {
  PCI: 0x80,
  'incorrect length': 0x40,
  'program check': 0x20,
  'protection check': 0x10,
  'channel-data check': 0x08,
  'channel-control check': 0x04,
  'interface-control check': 0x02,
  'chaining check': 0x01,
};

/** Fields of the SCSW, wherever it stands. */
function statusWord(offset: number): ChannelFields {
  const at = (first: number, last = first): ChannelField => bits(offset * 8 + first, offset * 8 + last);
  return {
    key: at(0, 3),
    S: at(4),
    L: at(5),
    CC: at(6, 7),
    F: at(8),
    P: at(9),
    I: at(10),
    A: at(11),
    U: at(12),
    Z: at(13),
    E: at(14),
    N: at(15),
    FC: { ...at(17, 19), flags: functionControl },
    AC: { ...at(20, 26), flags: activityControl },
    SC: { ...at(27, 31), flags: statusControl },
    'CCW address': at(32, 63),
    'device status': { ...at(64, 71), flags: deviceStatus },
    'subchannel status': { ...at(72, 79), flags: subchannelStatus },
    'residual count': at(80, 95),
  };
}

/** Source: fact sheet 3.4. */
export const irbFields: ChannelFields = {
  ...statusWord(0),
  'ESW byte 1 (LPUM)': bytes(13, 1),
  'ESW words 2-4': bytes(20, 12),
  'ERW concurrent sense': bits(135),
  'ERW sense count': bits(138, 143),
  ERW: bytes(16, 4),
  'sense byte 0': bytes(32, 1),
  'sense byte 1': bytes(33, 1),
};

/** Source: fact sheet 3.1. */
export const schibFields: ChannelFields = {
  'interruption parameter': bytes(0, 4),
  QF: bits(32),
  W: bits(33),
  ISC: bits(34, 36),
  'bit 5': bits(37),
  'bits 6-7': bits(38, 39),
  enabled: bits(40),
  LM: bits(41, 42),
  MM: bits(43, 44),
  'multipath mode': bits(45),
  T: bits(46),
  V: bits(47),
  'device number': bytes(6, 2),
  LPM: bytes(8, 1),
  PNOM: bytes(9, 1),
  LPUM: bytes(10, 1),
  PIM: bytes(11, 1),
  MBI: bytes(12, 2),
  POM: bytes(14, 1),
  PAM: bytes(15, 1),
  'CHPID 0': bytes(16, 1),
  'word 6': bytes(24, 4),
  ST: bits(200, 202),
  MBFC: bits(221),
  XMWME: bits(222),
  'concurrent sense': bits(223),
  ...statusWord(28),
  MBA: bytes(40, 8),
  'words 7-9': bytes(28, 12),
};

/** Source: fact sheet 3.3; 32 bytes, of which the last 20 count with X only. */
export const orbFields: ChannelFields = {
  'interruption parameter': bytes(0, 4),
  key: bits(32, 35),
  S: bits(36),
  C: bits(37),
  M: bits(38),
  Y: bits(39),
  F: bits(40),
  P: bits(41),
  I: bits(42),
  A: bits(43),
  U: bits(44),
  B: bits(45),
  H: bits(46),
  T: bits(47),
  LPM: bytes(6, 1),
  L: bits(56),
  D: bits(57),
  'bits 26-30': bits(58, 62),
  'bit 26': bits(58),
  'bit 27': bits(59),
  'bit 28': bits(60),
  'bit 29': bits(61),
  'bit 30': bits(62),
  X: bits(63),
  'program address': bytes(8, 4),
};

export function fieldOf(fields: ChannelFields, name: string): ChannelField {
  const field = fields[name];
  if (field === undefined) throw new Error(`"${name}" is no field: ${Object.keys(fields).join(', ')}`);
  return field;
}

export function fieldIn(block: Uint8Array, { first, last }: ChannelField): bigint {
  let value = 0n;
  for (let bit = first; bit <= last; bit += 1)
    value = (value << 1n) | BigInt((block[bit >> 3]! >> (7 - (bit & 7))) & 1);
  return value;
}

/** @throws Error when the value does not fit */
export function putField(block: Uint8Array, { first, last }: ChannelField, value: bigint): void {
  if (value < 0n || value >> BigInt(last - first + 1) !== 0n)
    throw new Error(`${value} does not fit into ${last - first + 1} bits`);
  for (let bit = first; bit <= last; bit += 1) {
    const mask = 0x80 >> (bit & 7);
    const on = ((value >> BigInt(last - bit)) & 1n) === 1n;
    block[bit >> 3] = on ? block[bit >> 3]! | mask : block[bit >> 3]! & ~mask;
  }
}
