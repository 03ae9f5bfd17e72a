import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MachineAbsent } from '../../../contract/judgement';
import { runTool, type ToolOptions } from './tool';

/** Where Debian's packages are; TCK_DEBIAN_MIRROR names another place. */
export const usualMirror = 'http://deb.debian.org/debian';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The mirror, or the way to it, does not work. */
export class NoLists extends MachineAbsent {}

/** One paragraph of a package list, by field. */
export type PackageFields = ReadonlyMap<string, string>;

/** Lists and packages of one suite for some architectures, apart from what is installed here. Installs nothing. */
export class AptRoot {
  private constructor(
    private readonly options: ToolOptions,
    private readonly packages: string,
  ) {}

  /** @throws MachineAbsent */
  static async make(folder: string, suite: string, architectures: readonly string[]): Promise<AptRoot> {
    const mirror = process.env.TCK_DEBIAN_MIRROR ?? usualMirror;
    if (!existsSync(keyring)) throw new MachineAbsent(`${keyring} is not there: install debian-archive-keyring.`);
    const packages = join(folder, 'packages');
    for (const name of ['lists/partial', 'cache/archives/partial', 'packages'])
      await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, 'status'), '');
    await writeFile(join(folder, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`);
    const configuration = join(folder, 'apt.conf');
    await writeFile(configuration, configurationText(folder, architectures));
    const root = new AptRoot({ folder, environment: { APT_CONFIG: configuration } }, packages);
    await root.update(mirror);
    return root;
  }

  /** Names that match, without architecture. */
  async search(pattern: string): Promise<string[]> {
    const found = await runTool('apt-cache', ['search', '--names-only', pattern], this.options);
    return found.split('\n').flatMap((line) => line.split(' - ')[0] || []);
  }

  /** @throws MachineAbsent when there is no such package */
  async show(name: string): Promise<PackageFields> {
    const text = await runTool('apt-cache', ['show', name], this.options);
    const lines = text.split('\n\n')[0]!.matchAll(/^([\w-]+): (.*)$/gm);
    return new Map(Array.from(lines, ([, field, value]) => [field!, value!]));
  }

  /** Fetches packages, checked against the signed lists. @returns the folder with the files */
  async download(names: readonly string[]): Promise<string> {
    await runTool('apt-get', ['download', ...names], { ...this.options, folder: this.packages });
    return this.packages;
  }

  private async update(mirror: string): Promise<void> {
    try {
      await runTool('apt-get', ['update', '-o', 'APT::Update::Error-Mode=any'], this.options);
    } catch (error) {
      if (!(error instanceof MachineAbsent) || /is not there/.test(error.message)) throw error;
      throw new NoLists(
        `the package lists of ${mirror} cannot be had (TCK_DEBIAN_MIRROR names another place): ${error.message}`,
      );
    }
  }
}

function configurationText(folder: string, architectures: readonly string[]): string {
  const settings: Readonly<Record<string, string>> = {
    'Dir::State': folder,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'APT::Architecture': architectures[0]!,
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    // The folder need not be open to apt's own user.
    'APT::Sandbox::User': 'root',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
  const list = architectures.map((name) => `"${name}"; `).join('');
  return [...lines, `APT::Architectures { ${list}};`, ''].join('\n');
}
