import { claimsOf } from './claims';
import type { Architecture } from './tables';

/** Items that no header of the kernel has, and where they come from. */
export const unpublished: readonly { readonly pattern: RegExp; readonly origin: string }[] = [
  { pattern: /^VFIO_DEVICE_STATE_NDMA$/, origin: 'proposed on 5 November 2021, never merged' },
  { pattern: /^(\w+ )?PCI VF token/, origin: 'sixteen bytes without a structure, drivers/vfio/pci/vfio_pci_core.c' },
  { pattern: /^\w+ linux_dirent64/, origin: 'getdents64(2); include/linux/dirent.h is not exported' },
  { pattern: /^DT_[A-Z]+$/, origin: 'getdents64(2); include/linux/fs_types.h is not exported' },
];

/** What headers of older kernels said: `before` is the first release with the value of the tables. */
export const older: readonly { readonly item: string; readonly before: string; readonly value: bigint }[] = [
  { item: 'sizeof vfio_device_info', before: '6.6', value: 20n },
];

const isBefore = (version: string, release: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const [otherMajor = 0, otherMinor = 0] = release.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
};

/**
 * Compares what the tables state with what headers say; items that the headers do not know are passed over.
 * @param version of the kernel headers, `6.12.38`
 * @param said numbers by item
 */
export function contradictions(
  architecture: Architecture,
  version: string,
  said: ReadonlyMap<string, bigint>,
): readonly string[] {
  return claimsOf(architecture).flatMap(({ item, value }) => {
    const header = said.get(item);
    if (header === undefined || header === value) return [];
    if (older.some((old) => old.item === item && old.value === header && isBefore(version, old.before))) return [];
    return [`${item}: the tables say ${value}, the headers of ${version} for ${architecture} say ${header}`];
  });
}
