import { MachineAbsent } from '../../../contract/judgement';
import type { AptRoot } from './apt-root';
import type { Target } from './target';

export interface KernelPackages {
  /** The part of the package names that they have in common, like 6.12.107+deb13. */
  readonly version: string;
  /** Version of the packages themselves. */
  readonly packageVersion: string;
  readonly names: readonly string[];
}

/** Compares like 6.12.94+deb13 and 6.12.107+deb13: runs of digits as numbers. */
export function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}

function newest(names: readonly string[], flavour: string): string | undefined {
  const versions = names.flatMap((name) => {
    const match = /^linux-image-(\d.*)-([^-]+)$/.exec(name);
    return match?.[2] === flavour ? [match[1]!] : [];
  });
  return versions.sort(compareVersions).at(-1);
}

/** Versions change with every point release: the newest one of the suite is taken. @throws MachineAbsent */
export async function findKernel(root: AptRoot, target: Target, hostArchitecture: string): Promise<KernelPackages> {
  const { flavour, architecture } = target;
  const version = newest(await root.search(`^linux-image-[0-9].*-${flavour}$`), flavour);
  if (version === undefined)
    throw new MachineAbsent(`Debian ${target.suite} offers no kernel for ${architecture}: no package linux-image-*.`);
  const image = `linux-image-${version}-${flavour}`;
  const fields = await root.show(`${image}:${architecture}`);
  const packageVersion = fields.get('Version') ?? '';
  const series = /^\d+\.\d+/.exec(version)?.[0] ?? version;
  return {
    version,
    packageVersion,
    names: [
      `${image}:${architecture}`,
      `linux-headers-${version}-${flavour}:${architecture}`,
      `linux-headers-${version}-common`,
      // Tools that run here, and the C library they were made for: the host's may be older.
      `linux-kbuild-${version}:${hostArchitecture}`,
      `libc6:${hostArchitecture}`,
      `linux-source-${series}=${packageVersion}`,
    ],
  };
}
