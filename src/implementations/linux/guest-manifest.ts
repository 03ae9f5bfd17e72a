import type { Manifest } from '../../contract/documents/manifest';
import { hostArchitecture, hostByteOrder } from '../qemu/host';
import { digestOf } from '../qemu/manifest';
import type { BuiltKernel } from './build/built-kernel';
import { guestArguments } from './guest';

/** The version that deviations are compared with: without the distribution's additions. */
export const plainVersion = (release: string): string => /^\d+(\.\d+)*/.exec(release)?.[0] ?? release;

export async function guestManifest(qemu: string, qemuVersion: string, built: BuiltKernel): Promise<Manifest> {
  return {
    name: 'linux',
    title: 'Linux for s390x (Debian) in a QEMU guest',
    version: plainVersion(built.release),
    faces: ['host', 'device'],
    byteOrder: 'big',
    wordSize: 64,
    facilities: [],
    features: { vfio: true, 'device.mtty': true, 'kernel-log': true },
    environment: {
      'kernel release': built.release,
      'kernel package': built.packageVersion,
      'modules and agent compiled by': built.compiler,
      accelerator: `QEMU TCG ${qemuVersion}`,
      'host architecture': hostArchitecture,
      'host byte order': hostByteOrder,
      'command line': [qemu, ...guestArguments(built)].join(' '),
    },
    artefacts: [{ name: 'qemu-system-s390x', sha256: await digestOf(qemu) }, ...built.artefacts],
  };
}
