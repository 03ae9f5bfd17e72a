import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

export interface Unpacked {
  readonly folder: string;
  readonly version: string;
}

/** Fetches Debian packages of any release into a folder of their own: nothing is installed, and no root is needed. */
export class DebianPackages {
  readonly #root = mkdtempSync(join(tmpdir(), 'uapi-headers-'));
  readonly #environment: NodeJS.ProcessEnv;

  constructor(suites: readonly string[]) {
    for (const folder of ['lists/partial', 'cache/archives/partial'])
      mkdirSync(join(this.#root, folder), { recursive: true });
    writeFileSync(join(this.#root, 'status'), '');
    writeFileSync(
      join(this.#root, 'sources.list'),
      suites.map((suite) => `deb [signed-by=${keyring}] http://deb.debian.org/debian ${suite} main\n`).join(''),
    );
    const configuration = join(this.#root, 'apt.conf');
    writeFileSync(
      configuration,
      [
        `Dir::State "${this.#root}";`,
        `Dir::State::lists "${this.#root}/lists";`,
        `Dir::State::status "${this.#root}/status";`,
        `Dir::Cache "${this.#root}/cache";`,
        `Dir::Etc::sourcelist "${this.#root}/sources.list";`,
        'Dir::Etc::sourceparts "-";',
        'APT::Architectures "amd64";',
        'APT::Sandbox::User "";',
        'Acquire::Languages "none";',
        '',
      ].join('\n'),
    );
    this.#environment = { ...process.env, APT_CONFIG: configuration };
    this.#apt(['update', '-q'], this.#root);
  }

  get root(): string {
    return this.#root;
  }

  #apt(options: readonly string[], folder: string): void {
    execFileSync('apt-get', [...options], {
      cwd: folder,
      env: this.#environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** Unpacks packages of one suite into one folder; the version is that of the first. */
  unpack(suite: string, packages: readonly string[]): Unpacked {
    const folder = mkdtempSync(join(this.#root, 'packages-'));
    const archives = mkdtempSync(join(this.#root, 'archives-'));
    this.#apt(['download', '-q', ...packages.map((name) => `${name}/${suite}`)], archives);
    const files = readdirSync(archives);
    for (const file of files) execFileSync('dpkg-deb', ['-x', join(archives, file), folder]);
    const first = files.find((file) => file.startsWith(`${packages[0]}_`));
    if (first === undefined) throw new Error(`${packages[0]} was not fetched`);
    return { folder, version: decodeURIComponent(first.split('_')[1] ?? '') };
  }
}
