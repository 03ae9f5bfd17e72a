import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { privateKey } from '../reporting/attestation/envelope';
import { UsageError } from './usage-error';

export function signingKey(file: string): KeyObject {
  if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
  return privateKey(readFileSync(file, 'utf8'), file);
}
