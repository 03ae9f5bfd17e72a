import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020';
import { packageRoot } from '../package-root';
import { plainFixture } from './plain-fixture';
import { InvalidDocument, validated } from './validate';

const folder = join(packageRoot, 'schemas');

for (const file of readdirSync(folder).filter((name) => name.endsWith('.schema.json'))) {
  test(`${file} is a schema of draft 2020-12, in strict mode`, () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    const schema = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    assert.ok(ajv.validateSchema(schema), ajv.errorsText());
    assert.doesNotThrow(() => ajv.compile(schema));
  });
}

const fixture = { ...plainFixture, storage: { size: 1 << 20 } };

test('a fixture lets unknown feature names through to the machine', () => {
  assert.ok(validated('fixture', { ...fixture, features: { 'never heard of': true } }, 'a fixture'));
});

for (const [change, message] of [
  [{ cpus: 0 }, /a fixture: \/cpus must be >= 1/],
  [{ storage: { size: 4096 } }, /\/storage\/size must be >= 1048576/],
  [{ storage: { size: 1048577 } }, /multiple of 1048576/],
  [{ facilities: { present: [1, 1], absent: [] } }, /\/facilities\/present/],
  [{ features: { x: null } }, /\/features\/x must be boolean,number,string/],
  [{ surprise: 1 }, /additional properties \(surprise\)/],
  [{ devices: [{ id: 'a' }] }, /\/devices\/0 must have required property 'kind'/],
] as const) {
  test(`a fixture with ${JSON.stringify(change)} is refused, naming the place`, () => {
    assert.throws(
      () => validated('fixture', { ...fixture, ...change }, 'a fixture'),
      (error: unknown) => error instanceof InvalidDocument && message.test(error.message),
    );
  });
}
