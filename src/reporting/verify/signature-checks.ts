import type { KeyObject } from 'node:crypto';
import { type Envelope, isSealedBy, keyId, payloadType } from '../attestation/envelope';
import { envelopeFile, statementFile } from '../report-files';
import type { Finding } from './finding';

export interface Authentication {
  readonly findings: readonly Finding[];
  /** Of the trusted key that signed. */
  readonly signer?: string;
}

/** Whether the statement was signed by someone who is trusted. Nobody is, unless a key is given. */
export function authentication(
  envelope: Buffer | undefined,
  statement: Buffer,
  key: KeyObject | undefined,
): Authentication {
  const finding = (message: string): Authentication => ({ findings: [{ file: envelopeFile, message }] });
  if (envelope === undefined)
    return key === undefined ? { findings: [] } : finding('is missing: the report is not signed');
  let sealed: Envelope;
  try {
    sealed = JSON.parse(envelope.toString()) as Envelope;
    if (sealed.payloadType !== payloadType || !Array.isArray(sealed.signatures)) return finding('is no DSSE envelope');
    if (!Buffer.from(sealed.payload, 'base64').equals(statement)) return finding(`does not hold ${statementFile}`);
    if (key === undefined) return { findings: [] };
    return isSealedBy(sealed, key)
      ? { findings: [], signer: keyId(key) }
      : finding(`is not signed by the given key ${keyId(key).slice(0, 16)}…`);
  } catch {
    return finding('is no DSSE envelope');
  }
}
