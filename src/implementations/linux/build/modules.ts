import { copyFile, cp, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Target } from './target';
import { runTool } from './tool';

/** What kbuild is to make: one line for the list of modules, one for the parts of each. */
export function kbuildText({ built, defines }: Target): string {
  const parts = built.filter(({ objects }) => objects.length > 0);
  return [
    `obj-m := ${built.map(({ name }) => `${name}.o`).join(' ')}`,
    ...parts.map(({ name, objects }) => `${name}-y := ${objects.map((object) => `${object}.o`).join(' ')}`),
    `ccflags-y := ${defines.map((define) => `-D${define}`).join(' ')}`,
    '',
  ].join('\n');
}

/** Builds the modules that the packaged kernel lacks. @returns the folder with the .ko files */
export async function buildModules(
  target: Target,
  version: string,
  root: string,
  source: string,
  folder: string,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const { source: path } of target.built) {
    const from = join(source, path);
    if ((await stat(from)).isDirectory()) await cp(from, folder, { recursive: true });
    else await copyFile(from, join(folder, basename(from)));
  }
  await writeFile(join(folder, 'Kbuild'), kbuildText(target));
  const headers = join(root, `usr/src/linux-headers-${version}`);
  // The packaged one names the other by its place in an installed system.
  await writeFile(join(`${headers}-${target.flavour}`, 'Makefile'), `include ${headers}-common/Makefile\n`);
  await runTool(
    'make',
    [
      ...['-C', `${headers}-${target.flavour}`, `M=${folder}`],
      ...[`ARCH=${target.kernelArchitecture}`, `CROSS_COMPILE=${target.toolPrefix}`, `CC=${target.toolPrefix}gcc`],
      // The first wants pahole; the second was found out with a newer compiler than there may be here.
      ...['CONFIG_DEBUG_INFO_BTF_MODULES=', 'CONFIG_CC_HAS_MIN_FUNCTION_ALIGNMENT='],
      'modules',
    ],
    { folder },
  );
  for (const { name } of target.built)
    await runTool(`${target.toolPrefix}objcopy`, ['--strip-debug', `${name}.ko`], { folder });
  return folder;
}

/** Puts all modules of the target, packaged and built, into a folder, uncompressed. */
export async function gatherModules(
  target: Target,
  version: string,
  root: string,
  built: string,
  to: string,
): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const path of target.packaged) {
    const file = join(root, `usr/lib/modules/${version}-${target.flavour}/kernel/${path}.ko.xz`);
    const name = basename(file);
    await copyFile(file, join(to, name));
    await runTool('xz', ['--decompress', name], { folder: to });
  }
  for (const { name } of target.built) await copyFile(join(built, `${name}.ko`), join(to, `${name}.ko`));
  await mkdir(dirname(to), { recursive: true });
}
