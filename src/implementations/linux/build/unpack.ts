import { chmod, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MachineAbsent } from '../../../contract/judgement';
import { runTool } from './tool';

/** Unpacks all packages but the kernel's source into `root`, and of the source only what is named; then removes the packages. */
export async function unpack(packages: string, root: string, source: string, wanted: readonly string[]): Promise<void> {
  for (const file of await readdir(packages)) {
    const path = join(packages, file);
    if (file.startsWith('linux-source-')) await unpackSource(path, source, wanted);
    else await runTool('dpkg-deb', ['--extract', path, root], { folder: packages });
    await rm(path);
  }
}

/** The package holds a compressed archive of 1.5 GB: it is read as a stream, and of it only these parts are written. */
async function unpackSource(file: string, folder: string, wanted: readonly string[]): Promise<void> {
  const archives = 'dpkg-deb --fsys-tarfile "$1" | tar --extract --to-stdout --wildcards "*.tar.xz"';
  const script = `set -o pipefail; file=$1; shift; set -- "$file" "$@"
    ${archives} | { shift; xz --decompress --stdout | tar --extract --strip-components=1 --wildcards "$@"; }`;
  const patterns = wanted.map((path) => `*/${path}`);
  await runTool('bash', ['-c', script, 'unpack', file, ...patterns], { folder });
}

async function elfFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).subarray(0, 4).equals(Buffer.from('\x7fELF', 'latin1'))) found.push(path);
  }
  return found;
}

/** The loader and the folder of the C library that was unpacked. */
async function unpackedLibrary(root: string): Promise<{ loader: string; libraries: string }> {
  for (const folder of ['usr/lib64', 'usr/lib', 'lib64', 'lib']) {
    const names = await readdir(join(root, folder)).catch(() => []);
    const loader = names.find((name) => /^ld.*\.so\.\d+$/.test(name));
    const triple = (await readdir(join(root, 'usr/lib'))).find((name) => /^\w+-linux-gnu\w*$/.test(name));
    if (loader !== undefined && triple !== undefined)
      return { loader: join(root, folder, loader), libraries: join(root, 'usr/lib', triple) };
  }
  throw new MachineAbsent('the package libc6 has no loader where it is expected: the layout of Debian has changed.');
}

/** Makes the kernel's build tools run here, whatever the C library of this computer is. */
export async function adaptTools(root: string, version: string): Promise<void> {
  const { loader, libraries } = await unpackedLibrary(root);
  for (const file of await elfFiles(join(root, `usr/lib/linux-kbuild-${version}/scripts`))) {
    await rename(file, `${file}.elf`);
    // modpost finds its parts by its own name.
    await writeFile(
      file,
      `#!/bin/sh\nexec '${loader}' --argv0 "$0" --library-path '${libraries}' '${file}.elf' "$@"\n`,
    );
    await chmod(file, 0o755);
  }
}
