/** One stage of the whole test: a command and the status it must end with. */
export interface Stage {
  readonly name: string;
  readonly command: readonly string[];
  readonly status: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Counts that the stage itself prints. */
  readonly counts?: (output: string) => { readonly passed: number; readonly failed: number };
  /** Show its output only when it fails. */
  readonly quiet?: true;
}

/** Counts in the closing lines of Node's test runner. */
function nodeTestCounts(output: string): { passed: number; failed: number } {
  const count = (word: string) => Number(new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? -1);
  return { passed: Math.max(0, count('pass')), failed: count('fail') };
}

// Where the README shows the same command, the stage is that command's run: it must be written alike.
const node = process.execPath;
const certify = [node, 'bin/s390-tck.js', 'certify'];

export const stages: readonly Stage[] = [
  { name: 'static checks', command: ['npm', 'run', 'check'], status: 0 },
  // Before the unit tests: some of them boot it. That it fails exactly as recorded is a command of the README.
  { name: 'the Linux kernel for s390x', command: [node, 'bin/s390-tck.js', 'linux', 'build'], status: 0, quiet: true },
  {
    name: 'unit tests',
    command: ['npm', 'run', 'unit'],
    status: 0,
    environment: { TCK_TEST_REPORTER: 'tap', CI: 'true' },
    counts: nodeTestCounts,
    quiet: true,
  },
  { name: 'the reference machine', command: [...certify, '--quiet'], status: 0 },
  {
    name: 'the reference machine through cucumber-js',
    command: [node, 'node_modules/@cucumber/cucumber/bin/cucumber.js', '--format', 'summary'],
    status: 0,
  },
  {
    name: 'QEMU fails exactly as recorded',
    command: [...certify, '--machine', 'qemu', '--accept-deviations', '--quiet'],
    status: 0,
  },
  {
    name: 'QEMU is not conformant',
    command: [...certify, '--machine', 'qemu', '--only', 'KEY-09', '--quiet'],
    status: 1,
  },
  {
    name: 'Hercules fails exactly as recorded',
    command: [...certify, '--machine', 'hercules', '--accept-deviations', '--quiet'],
    status: 0,
  },
  { name: 'every rule can fail', command: ['npm', 'run', 'faults'], status: 0 },
  { name: 'the installed package', command: ['bash', 'scripts/try-package'], status: 0 },
  { name: 'the commands of the README', command: ['bash', 'scripts/try-readme'], status: 0 },
];
