import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CertificationRequest, type Certified, certify } from '../certification/certify';
import { exitCodes } from '../certification/exit-codes';
import { readShard } from '../certification/plan/shard';
import { summaryOf } from '../reporting/summary-json';
import { quoted } from '../reporting/terminal/failure';
import { noPaint, paintFor } from '../reporting/terminal/paint';
import { TerminalReport } from '../reporting/terminal/terminal-report';
import { removeReport, writeReport } from '../reporting/write-report';
import { installation } from './installation';
import { choiceOf, type MachineOptions, machineWords, shippedName } from './machine-options';
import { signingKey } from './signing-key';
import { UsageError } from './usage-error';

export interface CertifyOptions extends MachineOptions {
  readonly only?: readonly string[];
  readonly tags?: string;
  readonly output?: string;
  readonly deviations?: string;
  readonly acceptDeviations?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
  readonly features?: string;
  readonly steps?: string;
  readonly patience?: string;
  readonly maxMemory?: string;
  readonly profile?: readonly string[];
  readonly profiles?: string;
  readonly shard?: string;
  readonly resume?: boolean;
  readonly signKey?: string;
}

/** @returns the exit code */
export async function runCertify(options: CertifyOptions, argv: readonly string[]): Promise<number> {
  const terminal = new TerminalReport({
    output: options.json ? { write: () => {} } : process.stdout,
    paint: options.json ? noPaint : paintFor(process.stdout, options.color),
    detail: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
    replay: replayCommand(options),
  });
  const key = options.signKey === undefined ? undefined : signingKey(options.signKey);
  const request = requestOf(options, argv);
  const certified = await certify(request, {
    planned: (plan, manifest) => {
      removeReport(request.folderOf(manifest));
      const examples = plan.rules.reduce((sum, rule) => sum + rule.examples.length, 0);
      terminal.planned(manifest, examples, plan.rules.length);
    },
    started: (rule) => terminal.started(rule.id),
    ended: (rule, result) => terminal.ended(rule, result),
  });
  try {
    return finish(certified, terminal, options, key);
  } finally {
    certified.release();
  }
}

function finish(
  { report, folder, trouble }: Certified,
  terminal: TerminalReport,
  options: CertifyOptions,
  key: KeyObject | undefined,
): number {
  const file = writeReport(report, folder, key);
  terminal.finished(report, file);
  if (trouble !== undefined) process.stderr.write(`${trouble}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(summaryOf(report, file), undefined, 1)}\n`);
  return report.outcome.exitCode;
}

function requestOf(options: CertifyOptions, argv: readonly string[]): CertificationRequest {
  const features = resolve(options.features ?? installation.features);
  if (!existsSync(features)) throw new UsageError(`there is no folder ${features}`);
  return {
    features,
    steps: options.steps === undefined ? installation.steps : [resolve(options.steps)],
    suite: installation.suite(),
    selection: { only: options.only ?? [], ...(options.tags === undefined ? {} : { tags: options.tags }) },
    start: {
      entry: installation.entry('run-child'),
      execArgv: installation.execArgv,
      args: [JSON.stringify(choiceOf(options))],
    },
    // A crash of the reference is the kit's own.
    crashVerdict: shippedName(options) === 'reference' ? 'suite-error' : 'blocked',
    folderOf: ({ name }) => resolve(options.output ?? join('reports', name.replace(/:/g, '-'))),
    ...deviationsFile(options),
    acceptDeviations: options.acceptDeviations ?? false,
    command: ['s390-tck', ...argv.map(quoted)].join(' '),
    ...profilesOf(options),
    ...(options.shard === undefined ? {} : { shard: readShard(options.shard) }),
    resume: options.resume ?? false,
    ...(options.maxMemory === undefined ? {} : { maxMemoryMiB: positive('--max-memory', options.maxMemory) }),
    ...(options.patience === undefined
      ? {}
      : { patience: { idle: positive('--patience', options.patience), busy: Number(options.patience) } }),
    interrupt: interruption(),
  };
}

/** Another specification has no profiles of ours. */
function profilesOf({ profile, profiles, features }: CertifyOptions): Pick<CertificationRequest, 'profiles'> {
  const requested = profile ?? [];
  if (profiles !== undefined) return { profiles: { folder: resolve(profiles), requested } };
  if (features === undefined) return { profiles: { folder: installation.data('certification/profiles'), requested } };
  if (requested.length > 0) throw new UsageError('--profile is for the specification of the kit');
  return {};
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new UsageError(`${option} ${text}: it must be a number above 0`);
  return number;
}

/** Ctrl-C and its like end the run, not the report; the second time, everything. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodes.incomplete);
      controller.abort();
    });
  return controller.signal;
}

function replayCommand({ features, ...machine }: CertifyOptions): string {
  return [
    's390-tck certify',
    ...machineWords(machine),
    ...(features === undefined ? [] : ['--features', quoted(features)]),
  ].join(' ');
}

function deviationsFile({ deviations, ...machine }: CertifyOptions): { deviations?: string } {
  if (deviations !== undefined) {
    if (!existsSync(deviations)) throw new UsageError(`there is no file ${deviations}`);
    return { deviations };
  }
  const name = shippedName(machine);
  if (name === undefined) return {};
  const file = join(installation.data(`implementations/${name}`), 'deviations.yaml');
  return existsSync(file) ? { deviations: file } : {};
}
