import { reportOfFolder } from '../certification/record/report-of-folder';
import { summaryOf } from '../reporting/summary-json';
import { paintFor } from '../reporting/terminal/paint';
import { summaryLines } from '../reporting/terminal/summary';
import { writeReport } from '../reporting/write-report';
import { signingKey } from './signing-key';

export interface ReportOptions {
  readonly signKey?: string;
  readonly json?: boolean;
  readonly color: boolean;
}

/** @returns the exit code */
export function runReport(folder: string, { signKey, json, color }: ReportOptions): number {
  const key = signKey === undefined ? undefined : signingKey(signKey);
  const report = reportOfFolder(folder);
  const file = writeReport(report, folder, key);
  const text = json
    ? JSON.stringify(summaryOf(report, file), undefined, 1)
    : [...summaryLines(report, paintFor(process.stdout, color), 'normal'), `report  ${file}`].join('\n');
  process.stdout.write(`${text}\n`);
  return report.outcome.exitCode;
}
