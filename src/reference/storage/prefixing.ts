/**
 * Real to absolute: the first 8 KiB and the 8 KiB at the prefix are exchanged.
 * Source: z/Architecture prefixing; Linux arch/s390/kvm kvm_s390_real_to_abs.
 */
export function prefixed(real: number, prefix: number): number {
  if (real < 0x2000) return prefix + real;
  if (real >= prefix && real < prefix + 0x2000) return real - prefix;
  return real;
}
