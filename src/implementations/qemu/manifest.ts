import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Manifest } from '../../contract/documents/manifest';
import { commandLine, mebibyte } from './configuration';
import { features } from './features';
import { hostArchitecture, hostByteOrder } from './host';
import type { Probe } from './probe';

/** SHA-256 of a file, in hexadecimal. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** The firmware as Debian and a plain installation place it; QEMU may use another, then it is not listed. */
function firmwareOf(binary: string): string[] {
  return [join(dirname(binary), '../share/qemu/s390-ccw.img')].filter((file) => existsSync(file));
}

export async function manifestOf(probe: Probe): Promise<Manifest> {
  const host = hostArchitecture;
  const files = [
    { name: 'qemu-system-s390x', file: probe.path },
    ...firmwareOf(probe.path).map((file) => ({ name: 's390-ccw.img', file })),
  ];
  return {
    name: 'qemu',
    title: `QEMU TCG on ${host}`,
    version: probe.version,
    faces: ['guest'],
    byteOrder: 'big',
    wordSize: 64,
    facilities: [...probe.facilities],
    features: { ...features },
    environment: {
      accelerator: 'tcg',
      'host architecture': host,
      'host byte order': hostByteOrder,
      'command line': [probe.path, ...commandLine({ storageSize: 16 * mebibyte, without: [] })].join(' '),
    },
    artefacts: await Promise.all(files.map(async ({ name, file }) => ({ name, sha256: await digestOf(file) }))),
  };
}
