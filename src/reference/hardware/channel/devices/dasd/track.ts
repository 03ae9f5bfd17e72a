/** A record of a track: count area, key area, data area. */
export interface CkdRecord {
  /** CC CC HH HH R of the count area. */
  readonly id: Uint8Array;
  key: Uint8Array;
  data: Uint8Array;
}

const homeAddressLength = 5;
const countLength = 8;
const endOfTrack = 0xff;

/** A track: its home address and its records, R0 first. */
export class Track {
  constructor(
    readonly homeAddress: Uint8Array,
    readonly records: CkdRecord[],
  ) {}

  /** A formatted track: home address and an R0 of 8 bytes. */
  static formatted(cylinder: number, head: number): Track {
    const address = Uint8Array.of(cylinder >> 8, cylinder & 0xff, head >> 8, head & 0xff);
    const id = Uint8Array.of(...address, 0);
    return new Track(Uint8Array.of(0, ...address), [{ id, key: new Uint8Array(), data: new Uint8Array(8) }]);
  }

  /**
   * Reads a track as Hercules lays it out: home address of 5 bytes, records, a count area of FF at the end.
   * @returns what is wrong with it, by record
   */
  static read(bytes: Uint8Array): Track | string {
    if (bytes.length < homeAddressLength) return `a home address of ${bytes.length} bytes`;
    const records: CkdRecord[] = [];
    for (let at = homeAddressLength; at < bytes.length; ) {
      const number = records.length;
      if (bytes[at] === endOfTrack && bytes[at + 4] === endOfTrack) break;
      if (at + countLength > bytes.length) return `record ${number}: the count area is cut off at byte ${at}`;
      const keyLength = bytes[at + 5]!;
      const dataLength = (bytes[at + 6]! << 8) | bytes[at + 7]!;
      const keyAt = at + countLength;
      const dataAt = keyAt + keyLength;
      if (dataAt + dataLength > bytes.length)
        return `record ${number}: key ${keyLength} and data ${dataLength} go beyond the track at byte ${at}`;
      records.push({
        id: bytes.slice(at, at + 5),
        key: bytes.slice(keyAt, dataAt),
        data: bytes.slice(dataAt, dataAt + dataLength),
      });
      at = dataAt + dataLength;
    }
    if (records.length === 0) return 'record 0 is missing';
    if (records[0]!.id[4] !== 0) return `record 0 has the number ${records[0]!.id[4]}`;
    return new Track(bytes.slice(0, homeAddressLength), records);
  }

  /** @param size bytes of the image that a track takes; what is left is zero */
  write(size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    bytes.set(this.homeAddress);
    let at = homeAddressLength;
    for (const record of this.records) {
      bytes.set(countArea(record), at);
      bytes.set(record.key, at + countLength);
      bytes.set(record.data, at + countLength + record.key.length);
      at += countLength + record.key.length + record.data.length;
    }
    bytes.fill(endOfTrack, at, at + countLength);
    return bytes;
  }
}

/** The 8 bytes CC CC HH HH R KL DL DL. */
export function countArea({ id, key, data }: CkdRecord): Uint8Array {
  return Uint8Array.of(...id, key.length, data.length >> 8, data.length & 0xff);
}
