import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../contract/documents/report';
import { sha256 } from './attestation/digest';
import { seal } from './attestation/envelope';
import { statementOf } from './attestation/statement';
import { forms } from './forms/forms';
import { envelopeFile, planFile, reportFile, statementFile, streamFile, writtenAtTheEnd } from './report-files';
import { writeFileAtomically } from './write-file';

/** The report as it stands in its file. */
export const reportText = (report: Report): string => `${JSON.stringify(report, undefined, 1)}\n`;

/**
 * Writes the report in all its forms, and last the statement that ties them together.
 * @returns the path of the report
 */
export function writeReport(report: Report, folder: string, key?: KeyObject): string {
  removeReport(folder);
  const digests = new Map<string, string>();
  const write = (name: string, text: string): void => {
    writeFileAtomically(join(folder, name), text);
    digests.set(name, sha256(text));
  };
  write(reportFile, reportText(report));
  for (const name of [planFile, streamFile]) {
    const file = join(folder, name);
    if (existsSync(file)) digests.set(name, sha256(readFileSync(file)));
  }
  for (const { file, render } of forms) write(file, render(report));
  const statement = `${JSON.stringify(statementOf(report, digests), undefined, 1)}\n`;
  write(statementFile, statement);
  if (key !== undefined) write(envelopeFile, `${JSON.stringify(seal(statement, key))}\n`);
  return join(folder, reportFile);
}

/** Files of an earlier run. */
export function removeReport(folder: string): void {
  for (const name of writtenAtTheEnd) rmSync(join(folder, name), { force: true });
}
