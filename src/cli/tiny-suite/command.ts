import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExampleResult, Report } from '../../contract/documents/report';
import { packageRoot } from '../../package-root';

const suite = join(packageRoot, 'src/cli/tiny-suite');

export const tinyMachine = (name: string): string => join(suite, 'machines', name.includes('.') ? name : `${name}.cjs`);

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Where the report went. */
  readonly folder: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly folder: string;
  readonly end: Promise<Ran>;
}

/** Starts `s390-tck certify` on the tiny suite. */
export function startCertify(
  machine: string,
  more: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Running {
  const folder = join(mkdtempSync(join(tmpdir(), 'tck-run-')), 'report');
  const suiteOptions = ['--features', join(suite, 'features'), '--steps', join(suite, 'steps.cjs')];
  const args = ['certify', '--machine', machine, '--output', folder, ...suiteOptions, ...more];
  return startCommand(args, environment, folder);
}

export function startCommand(args: readonly string[], environment: NodeJS.ProcessEnv = {}, folder = ''): Running {
  const child = spawn(process.execPath, [join(packageRoot, 'bin/s390-tck.js'), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout!.on('data', (text) => (stdout += text));
  child.stderr!.on('data', (text) => (stderr += text));
  const end = new Promise<Ran>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr, folder }));
  });
  return { process: child, folder, end };
}

export function certifyTiny(
  machine: string,
  more: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  return startCertify(machine, more, environment).end;
}

export function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, 'compliance.json'), 'utf8')) as Report;
}

export function examplesIn(folder: string): ExampleResult[] {
  return reportIn(folder).systems.flatMap((system) => system.rules.flatMap((rule) => rule.examples));
}

/** The verdicts in the order of the plan. */
export const verdictsIn = (folder: string): string[] => examplesIn(folder).map((example) => example.verdict);

export async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}

export function streamText(folder: string): string {
  const file = join(folder, 'stream.ndjson');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie, whose parent has not fetched it yet, is as good as gone.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}
