/**
 * Writes src/uapi/golden/headers.json: what compilers for s390x and x86-64 make of the kernel headers of two Debian releases, item by item.
 * The proof that the tables of src/uapi are right does not come from our own code.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Architecture } from '../src/uapi/tables';
import { type Measured, measure } from './capture-uapi-measure';
import { DebianPackages } from './capture-uapi-packages';

/** Oldest release first. The newest has the items that came after Linux 6.1. */
const headerSets: readonly {
  readonly architecture: Architecture;
  readonly suite: string;
  readonly package: string;
  readonly folders: readonly string[];
}[] = ['bookworm', 'trixie'].flatMap((suite) => [
  {
    architecture: 'x86-64' as const,
    suite,
    package: 'linux-libc-dev',
    folders: ['usr/include/x86_64-linux-gnu', 'usr/include'],
  },
  {
    architecture: 's390x' as const,
    suite,
    package: 'linux-libc-dev-s390x-cross',
    folders: ['usr/s390x-linux-gnu/include'],
  },
]);

/** The compilers of the older release run on both. */
const compilers: Readonly<Record<Architecture, { readonly packages: readonly string[]; readonly path: string }>> = {
  'x86-64': { packages: ['gcc-12', 'cpp-12'], path: 'usr/bin/gcc-12' },
  s390x: {
    packages: ['gcc-12-s390x-linux-gnu', 'cpp-12-s390x-linux-gnu'],
    path: 'usr/bin/s390x-linux-gnu-gcc-12',
  },
};

const number = (text: string): number | string => {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
};

function main(): void {
  const packages = new DebianPackages(['bookworm', 'trixie']);
  try {
    const tools = {
      'x86-64': packages.unpack('bookworm', compilers['x86-64'].packages),
      s390x: packages.unpack('bookworm', compilers.s390x.packages),
    };
    const captured = headerSets.map((set) => {
      const headers = packages.unpack(set.suite, [set.package]);
      const tool = tools[set.architecture];
      const measured: Measured = measure(set.architecture, [
        join(tool.folder, compilers[set.architecture].path),
        '-nostdinc',
        ...set.folders.flatMap((folder) => ['-isystem', join(headers.folder, folder)]),
      ]);
      const compiler = `${compilers[set.architecture].packages[0]} ${tool.version}`;
      return {
        measured,
        headers: { architecture: set.architecture, package: set.package, version: headers.version, compiler },
      };
    });
    const items = [...new Set(captured.flatMap(({ measured }) => Object.keys(measured.values)))].sort();
    const rows = items.map((item) => {
      const columns = captured.map(({ measured }) => {
        const value = measured.values[item];
        return JSON.stringify(value === undefined ? null : number(value));
      });
      return `    ${JSON.stringify(item)}: [${columns.join(', ')}]`;
    });
    const heads = captured.map(({ headers }) => `    ${JSON.stringify(headers, null, 2).replaceAll('\n', '\n    ')}`);
    writeFileSync(
      join(__dirname, '../src/uapi/golden/headers.json'),
      `{\n  "headers": [\n${heads.join(',\n')}\n  ],\n  "items": {\n${rows.join(',\n')}\n  }\n}\n`,
    );
  } finally {
    rmSync(packages.root, { recursive: true, force: true });
  }
}

main();
