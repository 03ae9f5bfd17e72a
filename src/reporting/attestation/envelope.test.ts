import assert from 'node:assert/strict';
import { generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'node:test';
import { BadKey, isSealedBy, payloadType, privateKey, publicKey, seal } from './envelope';

const pair = (): { open: string; secret: string } => {
  const { publicKey: open, privateKey: secret } = generateKeyPairSync('ed25519');
  return {
    open: open.export({ type: 'spki', format: 'pem' }).toString(),
    secret: secret.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};
const own = pair();
const open = publicKey(own.open, 'open.pem');
const sealed = seal('{"a":"ä"}', privateKey(own.secret, 'secret.pem'));

test('what is signed is the pre-authentication encoding of DSSE', () => {
  const message = Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} 10 {"a":"ä"}`);
  assert.ok(verify(null, message, open, Buffer.from(sealed.signatures[0]!.sig, 'base64')));
  assert.equal(Buffer.from(sealed.payload, 'base64').toString(), '{"a":"ä"}');
});

test('only the key that signed this very payload and type fits', () => {
  assert.ok(isSealedBy(sealed, open));
  assert.ok(!isSealedBy(sealed, publicKey(pair().open, 'another.pem')));
  assert.ok(!isSealedBy({ ...sealed, payload: Buffer.from('{"a":"b"}').toString('base64') }, open));
  assert.ok(!isSealedBy({ ...sealed, payloadType: 'text/plain' }, open));
  assert.ok(!isSealedBy({ ...sealed, signatures: [] }, open));
});

test('what is no ed25519 key is refused by name', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  assert.throws(() => privateKey('nothing', 'k.pem'), new BadKey('k.pem is not a key in PEM form'));
  assert.throws(() => privateKey(String(rsa), 'k.pem'), new BadKey('k.pem is not an ed25519 key'));
});
