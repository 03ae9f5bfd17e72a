import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020';
import { packageRoot } from '../package-root';
import { plainFixture } from './plain-fixture';
import { breachOf, type MessageName } from './protocol-messages';

const folder = join(packageRoot, 'schemas/protocol');
const read = (file: string): object => JSON.parse(readFileSync(join(folder, file), 'utf8')) as object;

test('the schemas are of draft 2020-12, and each refers to what is there, in strict mode', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const files = [...readdirSync(folder), '../manifest.schema.json', '../fixture.schema.json'];
  for (const file of files) ajv.addSchema(read(file));
  for (const file of files) {
    const schema = read(file) as { $id: string };
    assert.ok(schema.$id.endsWith(`/${file.replace('../', '')}`), file);
    assert.ok(ajv.validateSchema(schema), `${file}: ${ajv.errorsText()}`);
    assert.ok(ajv.getSchema(schema.$id), file);
  }
});

const manifest = {
  name: 'm',
  title: 't',
  version: '1',
  faces: ['guest'],
  byteOrder: 'big',
  wordSize: 64,
  facilities: [],
  features: {},
  environment: {},
};
const envelope = { jsonrpc: '2.0', id: 1 };
const request = (method: string, params: object) => ({ ...envelope, method, params });
const result = (body: unknown) => ({ ...envelope, result: body });

/** A message that fits, and changes that make it wrong. */
const messages: Readonly<Record<MessageName, readonly [fits: object, ...wrong: object[]]>> = {
  'initialize-request': [
    request('initialize', { protocol: 1, kit: { name: 'k', version: '1' }, lineLimit: 100 }),
    request('initialize', { protocol: '1', kit: { name: 'k', version: '1' }, lineLimit: 100 }),
    request('manifest', {}),
  ],
  'initialize-result': [result({ protocol: 1 }), result({ protocol: 1.5 }), result({}), result(null)],
  'manifest-request': [request('manifest', {}), request('manifest', { x: 1 }), { ...request('manifest', {}), id: 'a' }],
  'manifest-result': [result(manifest), result({ ...manifest, name: '../../etc' }), result({ ...manifest, extra: 1 })],
  'start-request': [
    request('start', { fixture: plainFixture }),
    request('start', { fixture: {} }),
    request('start', {}),
  ],
  'start-result': [
    result({ kind: 'started', instance: 'a', reserved: [{ start: 0, length: 4096 }] }),
    result({ kind: 'started', instance: '', reserved: [] }),
    result({ kind: 'started', instance: 'a' }),
    result({ kind: 'started', instance: 'a', reserved: [{ start: -1, length: 1 }] }),
    result({ kind: 'unsupported', what: 'x', missing: {} }),
    result({ kind: 'unsupported', what: 'x', missing: { facility: 1, feature: 'y' } }),
    result({ kind: 'unsupported' }),
    result({ kind: 'maybe' }),
  ],
  'perform-request': [
    request('perform', { instance: 'a', batch: [], deadline: 10 }),
    request('perform', { instance: 'a', batch: {}, deadline: 10 }),
    request('perform', { instance: 'a', batch: [], deadline: 0 }),
  ],
  'perform-result': [result({ answers: [] }), result([]), result({ answers: [null] }), result({ answers: [{}] })],
  'stop-request': [request('stop', { instance: 'a' }), request('stop', {})],
  'stop-result': [result({}), result({ done: true }), { ...result({}), id: 1.5 }],
  'shutdown-request': [request('shutdown', {}), { jsonrpc: '2.0', method: 'shutdown', params: {} }],
  'shutdown-result': [result({}), { jsonrpc: '2.0', id: 1 }],
  cancel: [
    { jsonrpc: '2.0', method: 'cancel', params: { id: 1 } },
    { ...envelope, method: 'cancel', params: { id: 1 } },
  ],
  error: [
    { ...envelope, error: { code: -32603, message: 'm', data: { kind: 'died', details: { stderr: 'x' } } } },
    { ...envelope, error: { code: 'x', message: 'm' } },
    { ...envelope, error: { code: 1 } },
    { ...envelope, error: { code: 1, message: 'm', data: { kind: 'tired' } } },
    { ...envelope, result: {}, error: { code: 1, message: 'm' } },
  ],
};
for (const [name, [fits, ...wrong]] of Object.entries(messages))
  test(`${name}: what fits and what does not`, () => {
    assert.equal(breachOf(name as MessageName, fits), undefined);
    for (const message of wrong)
      assert.match(breachOf(name as MessageName, message) ?? 'fits', /^\/.* must/, JSON.stringify(message));
  });

test('every message has its schema', () => {
  const parts = ['answer', 'entry', 'values'];
  const there = readdirSync(folder).map((file) => file.replace('.schema.json', ''));
  assert.deepEqual(there.filter((name) => !parts.includes(name)).sort(), Object.keys(messages).sort());
});
