import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Deviations } from '../contract/documents/deviations';
import { validated } from '../contract/validate';
import { installation } from './installation';
import { shippedMachines } from './machines';

/** What is recorded of each implementation that comes with the kit. */
export function recordedDeviations(): Deviations[] {
  return Object.keys(shippedMachines).flatMap((name) => {
    const file = join(installation.data(`implementations/${name}`), 'deviations.yaml');
    return existsSync(file) ? [validated<Deviations>('deviations', parse(readFileSync(file, 'utf8')), file)] : [];
  });
}
