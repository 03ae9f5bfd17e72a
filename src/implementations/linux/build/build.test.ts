import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { packageRoot } from '../../../package-root';
import { recipe } from './built-kernel';
import { s390x } from './target';

const folder = mkdtempSync(join(tmpdir(), 'tck-linux-build-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const tools = ['apt-get', 'apt-cache', 'dpkg', 'dpkg-deb', 'tar', 'xz', 'make', 'bash', 'sh'];
const compilers = ['s390x-linux-gnu-gcc', 's390x-linux-gnu-objcopy'];

/** A folder that is all there is on the PATH: some programs of this computer, some that only pretend. */
function pathWith(name: string, real: readonly string[], pretended: Readonly<Record<string, string>> = {}): string {
  const path = join(folder, name);
  mkdirSync(path);
  const places = (process.env.PATH ?? '').split(delimiter);
  for (const tool of real.filter((each) => !Object.hasOwn(pretended, each))) {
    const place = places.map((from) => join(from, tool)).find((file) => existsSync(file));
    if (place !== undefined) symlinkSync(place, join(path, tool));
  }
  for (const [tool, text] of Object.entries(pretended))
    writeFileSync(join(path, tool), `#!/bin/sh\n${text}\n`, { mode: 0o755, flag: 'wx' });
  return path;
}

interface Attempt {
  readonly PATH: string;
  readonly TCK_CACHE?: string;
  readonly TCK_DEBIAN_MIRROR?: string;
}

function run(words: readonly string[], environment: Attempt) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(packageRoot, 'bin/s390-tck.js'), ...words], {
    encoding: 'utf8',
    env: { HOME: folder, ...environment },
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

const pretend = Object.fromEntries(compilers.map((name) => [name, 'echo 1']));
const cache = (): string => join(mkdtempSync(join(folder, 'home-')), 'cache');
const leftovers = (at: string): string[] =>
  existsSync(join(at, 'linux')) ? readdirSync(join(at, 'linux')).filter((name) => name.startsWith('work-')) : [];

const refused: readonly (readonly [string, () => Attempt, RegExp])[] = [
  [
    'no cross compiler',
    () => ({ PATH: pathWith('no-compiler', tools), TCK_CACHE: cache() }),
    /s390x-linux-gnu-gcc is not there: install gcc-s390x-linux-gnu and libc6-dev-s390x-cross\./,
  ],
  [
    'no xz',
    () => ({
      PATH: pathWith(
        'no-xz',
        tools.filter((tool) => tool !== 'xz'),
        pretend,
      ),
      TCK_CACHE: cache(),
    }),
    /xz is not there: install xz-utils\./,
  ],
  [
    'no apt',
    () => ({ PATH: pathWith('no-apt', ['dpkg', 'dpkg-deb', 'tar', 'xz', 'make'], pretend), TCK_CACHE: cache() }),
    /apt-get is not there: install apt/,
  ],
  [
    'a mirror that does not answer',
    () => ({
      PATH: pathWith('mirror', tools, pretend),
      TCK_CACHE: cache(),
      TCK_DEBIAN_MIRROR: 'http://127.0.0.1:9/debian',
    }),
    /the package lists of http:\/\/127\.0\.0\.1:9\/debian cannot be had \(TCK_DEBIAN_MIRROR names another place\)/,
  ],
  [
    'a suite without such a kernel',
    () => ({
      PATH: pathWith('no-kernel', tools, {
        ...pretend,
        'apt-get': 'exit 0',
        'apt-cache': 'echo linux-image-6.1-amd64 - x',
      }),
      TCK_CACHE: cache(),
    }),
    /Debian trixie offers no kernel for s390x/,
  ],
  [
    'a full disk',
    () => ({
      PATH: pathWith('full', tools, {
        ...pretend,
        'apt-get': 'echo "E: Write error - write (28: No space left on device)" >&2; exit 100',
      }),
      TCK_CACHE: cache(),
    }),
    /the disk is full: .* needs about 1 GB/,
  ],
  [
    'a cache that cannot be written',
    () => ({ PATH: pathWith('no-cache', tools, pretend), TCK_CACHE: '/dev/null/cache' }),
    /\/dev\/null\/cache\S* cannot be written: set TCK_CACHE to a folder of your own\./,
  ],
];

for (const [what, attempt, message] of refused)
  test(`linux build with ${what}: one sentence, exit 2, nothing left behind`, () => {
    const environment = attempt();
    const { status, stderr } = run(['linux', 'build'], environment);
    assert.match(stderr, message);
    assert.equal(status, 2, stderr);
    assert.doesNotMatch(stderr, /\n\s+at /, 'no stack');
    assert.deepEqual(leftovers(environment.TCK_CACHE!), []);
  });

test('certify --machine linux without a kernel: one sentence, exit 2', () => {
  const { status, stderr } = run(['certify', '--machine', 'linux', '--output', join(folder, 'report')], {
    PATH: process.env.PATH!,
    TCK_CACHE: cache(),
  });
  assert.match(stderr, /there is no Linux kernel yet: run "s390-tck linux build" once\./);
  assert.equal(status, 2);
  assert.equal(existsSync(join(folder, 'report')), false);
});

test('what another version of the kit has built is not used', () => {
  const place = cache();
  mkdirSync(join(place, 'linux/s390x'), { recursive: true });
  writeFileSync(join(place, 'linux/s390x/kernel.json'), JSON.stringify({ recipe: 0, agentDigest: '00' }));
  const { status, stderr } = run(['certify', '--machine', 'linux'], {
    PATH: process.env.PATH!,
    TCK_CACHE: place,
  });
  assert.match(stderr, /was built by another version of the kit: run "s390-tck linux build" again\./);
  assert.equal(status, 2);
});

test('linux-local without a C compiler: one sentence, exit 2', () => {
  const PATH = pathWith('no-cc', ['setpriv', 'sh', 'bash']);
  const { status, stderr } = run(['certify', '--machine', 'linux-local'], { PATH, TCK_CACHE: cache() });
  assert.match(stderr, /cc is not there: install gcc and libc6-dev\./);
  assert.equal(status, 2);
});

test('where Debian cannot be asked, the kernel that was built before is kept', () => {
  const place = cache();
  const kernel = join(place, `linux/s390x/6.12.107+deb13-recipe${recipe}`);
  mkdirSync(join(kernel, 'modules'), { recursive: true });
  const files = ['vmlinuz', ...s390x.loadOrder.map((name) => `modules/${name}.ko`)];
  for (const file of files) writeFileSync(join(kernel, file), file);
  writeFileSync(join(kernel, 'made.json'), JSON.stringify({ packageVersion: '6.12.107-1', compiler: 'gcc' }));
  // The compiler puts something where the agent should be.
  const compiler = {
    's390x-linux-gnu-gcc': 'while [ $# -gt 0 ]; do [ "$1" = -o ] && echo agent > "$2"; shift; done; exit 0',
  };
  const environment: Attempt = {
    PATH: pathWith('kept', tools, { ...pretend, ...compiler }),
    TCK_CACHE: place,
    TCK_DEBIAN_MIRROR: 'http://127.0.0.1:9/debian',
  };
  const { status, stdout, stderr } = run(['linux', 'build'], environment);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /cannot be had .*; keeping the kernel 6\.12\.107\+deb13/);
  assert.match(stdout, /^Linux 6\.12\.107-1 is ready in /);
  assert.ok(existsSync(join(place, 'linux/s390x/kernel.json')));
  assert.deepEqual(leftovers(place), []);
});
