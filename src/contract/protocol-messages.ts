import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { packageRoot } from '../package-root';

export type Method = 'initialize' | 'manifest' | 'start' | 'perform' | 'stop' | 'shutdown';
export type MessageName = `${Method}-request` | `${Method}-result` | 'cancel' | 'error';

const identity = 'https://s390-tck.example/schemas/';
const folder = join(packageRoot, 'schemas');

/** The first error is enough, and no message makes more of them than that. */
function loadSchemas(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateSchema: false });
  const files = [
    'manifest.schema.json',
    'fixture.schema.json',
    ...readdirSync(join(folder, 'protocol')).map((file) => `protocol/${file}`),
  ];
  for (const file of files) ajv.addSchema(JSON.parse(readFileSync(join(folder, file), 'utf8')) as object);
  return ajv;
}

let schemas: Ajv2020 | undefined;
const validators = new Map<MessageName, ValidateFunction>();

function validatorOf(name: MessageName): ValidateFunction {
  let validator = validators.get(name);
  if (validator === undefined) {
    schemas ??= loadSchemas();
    validator = schemas.getSchema(`${identity}protocol/${name}.schema.json`) as ValidateFunction;
    validators.set(name, validator);
  }
  return validator;
}

/** Conditions only lead to the error itself. */
function sentenceOf(errors: readonly ErrorObject[]): string {
  const error = errors.find(({ keyword }) => keyword !== 'if') ?? errors[0];
  if (error === undefined) return 'does not fit its schema';
  const extra = error.params['additionalProperty'] ?? error.params['allowedValues'] ?? error.params['allowedValue'];
  return `${error.instancePath || '/'} ${error.message ?? 'is wrong'}${extra === undefined ? '' : ` (${String(extra)})`}`;
}

/** Holds a message against its schema. @returns the field and what is wrong with it; undefined when it fits */
export function breachOf(name: MessageName, message: unknown): string | undefined {
  const validator = validatorOf(name);
  return validator(message) ? undefined : sentenceOf(validator.errors ?? []);
}
