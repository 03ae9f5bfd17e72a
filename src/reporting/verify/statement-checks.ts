import type { Report } from '../../contract/documents/report';
import { sha256 } from '../attestation/digest';
import { artefactPrefix, type Statement, statementOf } from '../attestation/statement';
import { forms } from '../forms/forms';
import { reportFile, statementFile } from '../report-files';
import { reportText } from '../write-report';
import type { Finding } from './finding';
import { differingByte, differingPlace } from './first-difference';

export type ReadFile = (name: string) => Buffer | undefined;

/** The files are those the statement is about, and it says of the report what the report says. */
export function statementFindings(statement: Statement, report: Report, read: ReadFile, version: string): Finding[] {
  const digests = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { name, digest } of statement.subject) {
    if (name.startsWith(artefactPrefix)) continue;
    digests.set(name, digest.sha256);
    const bytes = read(name);
    if (bytes === undefined) findings.push({ file: name, message: 'is missing' });
    else if (sha256(bytes) !== digest.sha256) findings.push(changed(name, bytes, report, version));
  }
  const unnamed = [reportFile, ...forms.map((form) => form.file)].filter(
    (name) => !digests.has(name) && read(name) !== undefined,
  );
  findings.push(...unnamed.map((file) => ({ file, message: `is not of this run: ${statementFile} does not name it` })));
  const place = differingPlace(statement, JSON.parse(JSON.stringify(statementOf(report, digests))));
  if (place !== undefined)
    findings.push({ file: statementFile, place, message: `does not say what ${reportFile} says` });
  return findings;
}

/** A form is a function of the report, so that the first byte that was changed can be told. */
function changed(file: string, bytes: Buffer, report: Report, version: string): Finding {
  const message = `was changed: its digest is not the one in ${statementFile}`;
  const form = forms.find((each) => each.file === file);
  if (form === undefined && file !== reportFile) return { file, message };
  if (report.suite.version !== version) return { file, message };
  const expected = Buffer.from(form === undefined ? reportText(report) : form.render(report));
  const place = differingByte(bytes, expected);
  return place === undefined ? { file, message } : { file, place, message };
}
