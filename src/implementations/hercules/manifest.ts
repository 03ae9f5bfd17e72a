import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Manifest } from '../../contract/documents/manifest';
import { features } from './features';
import type { Probe } from './probe';

const architectures: Readonly<Record<string, string>> = { x64: 'x86-64', ia32: 'x86', arm64: 'AArch64' };
const hostArchitecture = architectures[process.arch] ?? process.arch;

/** The instructions themselves are in a library; where Debian has it. Elsewhere only the program is listed. */
const libraries = ['/usr/lib/hercules/libherc.so', '/usr/lib/libherc.so'];

/** SHA-256 of a file, in hexadecimal. */
async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

export async function manifestOf(probe: Probe): Promise<Manifest> {
  const files = [
    { name: 'hercules', file: probe.path },
    ...libraries.filter((file) => existsSync(file)).map((file) => ({ name: 'libherc.so', file })),
  ];
  return {
    name: 'hercules',
    title: `Hercules on ${hostArchitecture}`,
    version: probe.version,
    faces: ['guest'],
    byteOrder: 'big',
    wordSize: 64,
    facilities: [...probe.facilities],
    features: { ...features },
    environment: {
      'host architecture': hostArchitecture,
      'command line': `${probe.path} -f FILE EXTERNALGUI`,
      configuration: 'ARCHMODE z/Arch, CPUMODEL 2964, NUMCPU 1, one reader 3505',
    },
    artefacts: await Promise.all(files.map(async ({ name, file }) => ({ name, sha256: await digestOf(file) }))),
  };
}
