const areaLength = 0x2000;

/** Real to absolute, and absolute to real: prefixing swaps two areas of 8 KiB, so it is its own inverse. */
export function prefixed(address: number, prefix: number): number {
  if (address < areaLength) return address + prefix;
  if (address >= prefix && address < prefix + areaLength) return address - prefix;
  return address;
}

/** Whether a range of absolute storage has a part in the area that a prefix designates, or in absolute 0-8191. */
export function meetsPrefixAreas(start: number, length: number, prefix: number): boolean {
  return start < areaLength || (start < prefix + areaLength && prefix < start + length);
}
