const areaLength = 0x2000;

/** Real to absolute, and absolute to real: prefixing swaps two areas of 8 KiB, so it is its own inverse. */
export function prefixed(address: number, prefix: number): number {
  if (address < areaLength) return address + prefix;
  if (address >= prefix && address < prefix + areaLength) return address - prefix;
  return address;
}
