import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cache';
import { agentDigest, compileAgent } from './agent-binary';
import { AptRoot, NoLists } from './apt-root';
import { type BuiltKernel, kernelFolder, recipe, recordFile } from './built-kernel';
import { makeInitramfs } from './initramfs';
import { compareVersions, findKernel, type KernelPackages } from './kernel-packages';
import { buildModules, gatherModules } from './modules';
import type { Target } from './target';
import { runTool, withRoom } from './tool';
import { adaptTools, unpack } from './unpack';

export interface BuildOptions {
  readonly cache?: string;
  /** Told what is being done. */
  readonly progress: (what: string) => void;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Work folders of builds whose process is gone. */
async function removeLeftovers(cache: string): Promise<void> {
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const pid = Number(/^work-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !existsSync(`/proc/${pid}`)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** Fetches and builds one kernel into its folder, which appears only when it is complete. */
async function buildKernel(
  target: Target,
  root: AptRoot,
  packages: KernelPackages,
  work: string,
  to: string,
  progress: (what: string) => void,
): Promise<void> {
  const [files, source, done] = [join(work, 'root'), join(work, 'source'), join(work, 'done')];
  for (const folder of [files, source, done]) await mkdir(folder, { recursive: true });
  progress(`fetching Linux ${packages.packageVersion} for ${target.architecture} (220 MB)`);
  const downloaded = await root.download(packages.names);
  progress('unpacking');
  const { version, packageVersion } = packages;
  await unpack(
    downloaded,
    files,
    source,
    target.built.map(({ source: path }) => path),
  );
  await adaptTools(files, version);
  progress(`building ${target.built.map(({ name }) => name).join(', ')}`);
  const modules = await buildModules(target, version, files, source, join(work, 'modules'));
  await gatherModules(target, version, files, modules, join(done, 'modules'));
  await copyFile(join(files, `boot/vmlinuz-${version}-${target.flavour}`), join(done, 'vmlinuz'));
  const compiler = (await runTool(`${target.toolPrefix}gcc`, ['--version'], { folder: work })).split('\n')[0]!;
  await writeFile(join(done, 'made.json'), JSON.stringify({ packageVersion, compiler }));
  await rm(to, { recursive: true, force: true });
  await rename(done, to);
}

/** The agent for this kernel, and both in one archive. */
async function compose(
  target: Target,
  version: string,
  folder: string,
  progress: (what: string) => void,
): Promise<BuiltKernel> {
  const digest = agentDigest();
  const agent = join(folder, `agent-${digest.slice(0, 12)}`);
  if (!existsSync(agent)) {
    progress('compiling the agent');
    await compileAgent(`${target.toolPrefix}gcc`, ['-static', '-s'], agent);
  }
  const modules = await Promise.all(
    target.loadOrder.map(async (name) => ({ name, content: await readFile(join(folder, 'modules', `${name}.ko`)) })),
  );
  const agentBytes = await readFile(agent);
  const initramfs = join(folder, `initramfs-${digest.slice(0, 12)}.cpio`);
  await writeFile(`${initramfs}.${process.pid}`, makeInitramfs(agentBytes, modules));
  await rename(`${initramfs}.${process.pid}`, initramfs);
  const kernel = join(folder, 'vmlinuz');
  const made = JSON.parse(await readFile(join(folder, 'made.json'), 'utf8')) as {
    packageVersion: string;
    compiler: string;
  };
  return {
    recipe,
    version,
    release: `${version}-${target.flavour}`,
    agentDigest: digest,
    ...made,
    kernel,
    initramfs,
    artefacts: [
      { name: 'vmlinuz', sha256: sha256(await readFile(kernel)) },
      { name: 'agent', sha256: sha256(agentBytes) },
      ...modules.map(({ name, content }) => ({ name: `${name}.ko`, sha256: sha256(content) })),
    ],
  };
}

const folderEnding = `-recipe${recipe}`;

/** The newest kernel that was built before. */
function builtBefore(target: Target, cache: string): string | undefined {
  const names = readdirSync(kernelFolder(target, cache)).filter((name) => name.endsWith(folderEnding));
  return names.sort(compareVersions).at(-1)?.slice(0, -folderEnding.length);
}

/** Version of the kernel that is in its folder afterwards: Debian's newest, or what there is where Debian cannot be asked. */
async function newestKernel(
  target: Target,
  cache: string,
  work: string,
  progress: (what: string) => void,
): Promise<string> {
  const host = (await runTool('dpkg', ['--print-architecture'], { folder: cache })).trim();
  progress(`asking Debian ${target.suite} for its kernels`);
  let root: AptRoot;
  try {
    root = await AptRoot.make(join(work, 'apt'), target.suite, [...new Set([target.architecture, host])]);
  } catch (error) {
    const version = builtBefore(target, cache);
    if (version === undefined || !(error instanceof NoLists)) throw error;
    progress(`${error.message}; keeping the kernel ${version}`);
    return version;
  }
  const packages = await findKernel(root, target, host);
  const folder = join(kernelFolder(target, cache), `${packages.version}${folderEnding}`);
  if (!existsSync(folder)) await buildKernel(target, root, packages, work, folder, progress);
  return packages.version;
}

/**
 * Fetches Debian's newest kernel for the target, builds the modules it lacks and an initramfs with the agent. What is
 * there already is not built again. Nothing is installed, and nothing is left behind but the results.
 * @throws MachineAbsent with one sentence that names what is missing
 */
export function build(target: Target, { cache = cacheFolder(), progress }: BuildOptions): Promise<BuiltKernel> {
  return withRoom(cache, async () => {
    await mkdir(kernelFolder(target, cache), { recursive: true });
    await removeLeftovers(cache);
    const work = join(cache, `work-${process.pid}`);
    try {
      const tools = [`${target.toolPrefix}gcc`, `${target.toolPrefix}objcopy`, 'make', 'xz', 'tar', 'dpkg-deb'];
      for (const tool of tools) await runTool(tool, ['--version'], { folder: cache });
      const version = await newestKernel(target, cache, work, progress);
      const folder = join(kernelFolder(target, cache), `${version}${folderEnding}`);
      const built = await compose(target, version, folder, progress);
      const record = recordFile(target, cache);
      await writeFile(`${record}.${process.pid}`, `${JSON.stringify(built, undefined, 1)}\n`);
      await rename(`${record}.${process.pid}`, record);
      return built;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}
