import type { Report } from '../contract/documents/report';

/** The report without its evidence, for programs. */
export function summaryOf(report: Report, file: string): object {
  const { suite, machine, plan, complete, incompleteBecause, outcome, counts } = report;
  return {
    schemaVersion: report.schemaVersion,
    suite,
    machine: { name: machine.manifest.name, version: machine.manifest.version, digest: machine.digest },
    plan,
    complete,
    ...(incompleteBecause === undefined ? {} : { incompleteBecause }),
    outcome,
    counts,
    rules: report.systems.flatMap((system) =>
      system.rules.map(({ id, verdict, provisional }) => ({ id, system: system.name, verdict, provisional })),
    ),
    report: file,
  };
}
