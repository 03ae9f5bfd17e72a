import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Certified, certify } from '../certification/certify';
import { writeFileAtomically } from '../reporting/write-file';
import { installation } from './installation';
import { isShipped, type MachineChoice } from './machines';

export interface CertifyOptions {
  readonly machine: string;
  readonly qemu?: string;
  readonly fault?: readonly string[];
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
}

export async function runCertify(options: CertifyOptions, argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
  const certified = await certify(
    {
      features: resolve(options.features ?? installation.features),
      steps: options.steps === undefined ? installation.steps : [resolve(options.steps)],
      suite: installation.suite(),
      selection: { only: options.only ?? [], ...(options.tags === undefined ? {} : { tags: options.tags }) },
      start: {
        entry: installation.entry('run-child'),
        execArgv: installation.execArgv,
        args: [JSON.stringify(choiceOf(options))],
      },
      crashVerdict: options.machine === 'reference' ? 'suite-error' : 'blocked',
      folderOf: ({ name }) => resolve(options.output ?? join('reports', name.replace(/:/g, '-'))),
      ...deviationsFile(options),
      acceptDeviations: options.acceptDeviations ?? false,
      command: ['s390-tck', ...argv].join(' '),
      interrupt: interrupt.signal,
    },
    {},
  );
  return finish(certified);
}

function choiceOf({ machine, qemu, fault }: CertifyOptions): MachineChoice {
  return {
    machine,
    ...(qemu === undefined ? {} : { qemu }),
    ...(fault === undefined ? {} : { faults: fault }),
  };
}

function deviationsFile({ machine, deviations }: CertifyOptions): { deviations?: string } {
  if (deviations !== undefined) return { deviations };
  if (!isShipped(machine)) return {};
  const file = join(installation.data(`implementations/${machine}`), 'deviations.yaml');
  return existsSync(file) ? { deviations: file } : {};
}

function finish({ report, folder, trouble }: Certified): number {
  writeFileAtomically(join(folder, 'compliance.json'), `${JSON.stringify(report, undefined, 1)}\n`);
  if (trouble !== undefined) process.stderr.write(`${trouble}\n`);
  process.stdout.write(`${report.outcome.sentence}\n${JSON.stringify(report.counts)}\n`);
  return report.outcome.exitCode;
}
