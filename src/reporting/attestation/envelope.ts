import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { sha256 } from './digest';

/** A DSSE envelope: https://github.com/secure-systems-lab/dsse. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

export const payloadType = 'application/vnd.in-toto+json';

/** The message is a sentence for the user. */
export class BadKey extends Error {
  override readonly name = 'BadKey';
}

/** What is signed: type and payload, each with its length. */
function preAuthentication(type: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}

function ed25519(make: () => KeyObject, origin: string): KeyObject {
  let key: KeyObject;
  try {
    key = make();
  } catch {
    throw new BadKey(`${origin} is not a key in PEM form`);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new BadKey(`${origin} is not an ed25519 key`);
  return key;
}

/** @throws BadKey */
export function privateKey(pem: string, origin: string): KeyObject {
  return ed25519(() => createPrivateKey(pem), origin);
}

/** @throws BadKey */
export function publicKey(pem: string, origin: string): KeyObject {
  return ed25519(() => createPublicKey(pem), origin);
}

/** Of the public key. */
export function keyId(key: KeyObject): string {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  return sha256(open.export({ type: 'spki', format: 'der' }));
}

export function seal(payload: string, key: KeyObject): Envelope {
  const bytes = Buffer.from(payload);
  const sig = sign(null, preAuthentication(payloadType, bytes), key).toString('base64');
  return { payloadType, payload: bytes.toString('base64'), signatures: [{ keyid: keyId(key), sig }] };
}

/** Whether one of its signatures was made with the key over this very payload. */
export function isSealedBy(envelope: Envelope, key: KeyObject): boolean {
  const message = preAuthentication(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
  return envelope.signatures.some(({ sig }) => verify(null, message, key, Buffer.from(sig, 'base64')));
}
