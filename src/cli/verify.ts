import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { exitCodes } from '../certification/exit-codes';
import { publicKey } from '../reporting/attestation/envelope';
import { reportFile, statementFile } from '../reporting/report-files';
import { plain } from '../reporting/terminal/plain';
import { findingText } from '../reporting/verify/finding';
import { verify } from '../reporting/verify/verify';
import { installation } from './installation';
import { UsageError } from './usage-error';

export interface VerifyOptions {
  readonly key?: string;
  readonly json?: boolean;
}

const shownFindings = 20;

/** @returns 0 intact, 1 not intact */
export function runVerify(path: string, { key: keyFile, json }: VerifyOptions): number {
  const { folder, alone } = placeOf(path);
  const key = keyFile === undefined ? undefined : publicKey(readKey(keyFile), keyFile);
  if (alone && key !== undefined)
    throw new UsageError(`there is no ${statementFile} beside ${path}: nothing is signed`);
  const { findings, report, signer, checked } = verify(folder, {
    version: installation.suite().version,
    alone,
    ...(key === undefined ? {} : { key }),
  });
  const intact = findings.length === 0;
  const standing = intact
    ? signer === undefined
      ? 'intact, not authenticated'
      : `intact, authenticated: signed by ${signer}`
    : 'NOT INTACT';
  if (json)
    process.stdout.write(`${JSON.stringify({ intact, signer: signer ?? null, findings, checked }, undefined, 1)}\n`);
  else {
    const lines = findings.slice(0, shownFindings).map((finding) => `  ${plain(findingText(finding))}`);
    if (findings.length > shownFindings) lines.push(`  and ${findings.length - shownFindings} more`);
    const told =
      report === undefined ? [] : [`  ${plain(`${report.machine.manifest.title}: ${report.outcome.sentence}`)}`];
    const without = alone ? [`  only the report itself was checked: there is no ${statementFile} beside it`] : [];
    process.stdout.write(`${[`${plain(path)}: ${standing}`, ...lines, ...told, ...without].join('\n')}\n`);
  }
  return intact ? exitCodes.conformant : exitCodes.notConformant;
}

function placeOf(path: string): { folder: string; alone: boolean } {
  if (!existsSync(path)) throw new UsageError(`there is no file or folder ${path}`);
  if (statSync(path).isDirectory()) return { folder: path, alone: false };
  if (basename(path) !== reportFile) throw new UsageError(`give a report folder or its ${reportFile}, not ${path}`);
  return { folder: dirname(path), alone: !existsSync(join(dirname(path), statementFile)) };
}

function readKey(file: string): string {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  return readFileSync(file, 'utf8');
}
