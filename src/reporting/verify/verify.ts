import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../contract/documents/report';
import { InvalidDocument, validated } from '../../contract/validate';
import type { Statement } from '../attestation/statement';
import { envelopeFile, planFile, reportFile, statementFile, streamFile } from '../report-files';
import type { Finding } from './finding';
import { planFindings } from './plan-checks';
import { reportFindings } from './report-checks';
import { authentication } from './signature-checks';
import { type ReadFile, statementFindings } from './statement-checks';
import { streamFindings } from './stream-checks';
import { withBytes } from './with-bytes';

export interface Verified {
  readonly findings: readonly Finding[];
  readonly report?: Report;
  /** Of the trusted key that signed. */
  readonly signer?: string;
  /** Files that were looked at. */
  readonly checked: readonly string[];
}

export interface Verification {
  readonly key?: KeyObject;
  /** Of this kit: forms can be rendered again for a report of the same version. */
  readonly version: string;
  /** The report alone, without the files beside it. */
  readonly alone?: boolean;
}

/** Whether the files of a report folder belong together, offline. */
export function verify(folder: string, verification: Verification): Verified {
  const contents = new Map<string, Buffer | undefined>();
  const read = (name: string): Buffer | undefined => {
    // The statement names files; none of them may lead out of the folder.
    if (!/^[\w][\w.-]*$/.test(name)) return undefined;
    if (!contents.has(name))
      contents.set(name, existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined);
    return contents.get(name);
  };
  const verified = verifyFiles(read, verification);
  const checked = [...contents].flatMap(([name, bytes]) => (bytes === undefined ? [] : [name]));
  return { ...verified, findings: withBytes(verified.findings, read), checked };
}

function verifyFiles(read: ReadFile, { key, version, alone = false }: Verification): Omit<Verified, 'checked'> {
  const { value: report, finding } = parsed<Report>(reportFile, read(reportFile), (value) =>
    validated<Report>('report', value, reportFile),
  );
  if (report === undefined) return { findings: [finding!] };
  const findings: Finding[] = [...reportFindings(report)];
  if (alone) return { findings, report };
  const [plan, stream, statementBytes] = [read(planFile), read(streamFile), read(statementFile)];
  if (plan !== undefined) findings.push(...planFindings(report, plan.toString()));
  if (stream !== undefined) findings.push(...streamFindings(report, stream.toString()));
  const statement = parsed<Statement>(statementFile, statementBytes, statementShape);
  if (statement.value === undefined) return { findings: [...findings, statement.finding!], report };
  findings.push(...statementFindings(statement.value, report, read, version));
  const { findings: unsigned, signer } = authentication(read(envelopeFile), statementBytes!, key);
  findings.push(...unsigned);
  return { findings, report, ...(signer === undefined ? {} : { signer }) };
}

function statementShape(value: unknown): Statement {
  const { subject } = value as Statement;
  if (
    !Array.isArray(subject) ||
    subject.some((each) => typeof each?.name !== 'string' || typeof each.digest?.sha256 !== 'string')
  )
    throw new InvalidDocument(`${statementFile}: is no in-toto statement`);
  return value as Statement;
}

function parsed<T>(
  file: string,
  bytes: Buffer | undefined,
  check: (value: unknown) => T,
): { readonly value?: T; readonly finding?: Finding } {
  if (bytes === undefined) return { finding: { file, message: 'is missing' } };
  try {
    return { value: check(JSON.parse(bytes.toString())) };
  } catch (error) {
    return { finding: { file, message: (error as Error).message.replace(`${file}: `, '') } };
  }
}
