import { readFileSync } from 'node:fs';
import { draftDeviations } from '../certification/deviations/draft';
import type { Report } from '../contract/documents/report';
import { validated } from '../contract/validate';
import { UsageError } from './usage-error';

export function runDraft(file: string): number {
  process.stdout.write(draftDeviations(validated<Report>('report', parsed(file), file)));
  return 0;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}
