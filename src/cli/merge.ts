import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeFolder } from '../certification/make-folder';
import { mergeReports } from '../certification/merge/merge-reports';
import type { Report } from '../contract/documents/report';
import { validated } from '../contract/validate';
import { paintFor } from '../reporting/terminal/paint';
import { summaryLines } from '../reporting/terminal/summary';
import { writeReport } from '../reporting/write-report';
import { UsageError } from './usage-error';

export interface MergeOptions {
  readonly output: string;
}

/** @returns the exit code */
export function runMerge(files: readonly string[], { output }: MergeOptions): number {
  const given = files.map((file) => ({ file, report: validated<Report>('report', parsed(file), file) }));
  const report = validated<Report>('report', mergeReports(given), 'the merged report');
  makeFolder(resolve(output));
  const file = writeReport(report, resolve(output));
  process.stdout.write(
    `${[...summaryLines(report, paintFor(process.stdout, true), 'quiet'), `report  ${file}`].join('\n')}\n`,
  );
  return report.outcome.exitCode;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}
