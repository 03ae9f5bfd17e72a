import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../contract/documents/report';
import { validated } from '../contract/validate';
import { compare } from '../reporting/compare/comparison';
import { comparisonPage } from '../reporting/compare/comparison-page';
import { comparisonLines } from '../reporting/compare/terminal';
import { reportFile } from '../reporting/report-files';
import { paintFor } from '../reporting/terminal/paint';
import { writeFileAtomically } from '../reporting/write-file';
import { UsageError } from './usage-error';

export interface CompareOptions {
  readonly html?: string;
  readonly json?: boolean;
  readonly color: boolean;
}

export function runCompare(paths: readonly string[], { html, json, color }: CompareOptions): number {
  if (paths.length < 2) throw new UsageError('give at least two reports to compare');
  const comparison = compare(paths.map(readReport));
  if (html !== undefined) writePage(html, comparisonPage(comparison));
  const text = json
    ? JSON.stringify(comparison, undefined, 1)
    : comparisonLines(comparison, paintFor(process.stdout, color)).join('\n');
  process.stdout.write(`${text}\n`);
  return 0;
}

function readReport(path: string): Report {
  if (!existsSync(path)) throw new UsageError(`there is no file or folder ${path}`);
  const file = statSync(path).isDirectory() ? join(path, reportFile) : path;
  if (!existsSync(file)) throw new UsageError(`there is no report in ${path}: no ${reportFile}`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
  return validated<Report>('report', value, file);
}

function writePage(file: string, text: string): void {
  try {
    writeFileAtomically(file, text);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${(error as Error).message}`);
  }
}
