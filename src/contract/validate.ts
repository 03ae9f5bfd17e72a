import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { packageRoot } from '../package-root';

export type DocumentKind = 'manifest' | 'fixture' | 'report' | 'deviations' | 'catalogue' | 'profile';

/** A document that does not fit its schema. The message names the document, the place in it and the rule it breaks. */
export class InvalidDocument extends Error {
  override readonly name = 'InvalidDocument';
}

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, validateSchema: false });
const validators = new Map<DocumentKind, ValidateFunction>();

function validatorOf(kind: DocumentKind): ValidateFunction {
  let validator = validators.get(kind);
  if (validator === undefined) {
    validator = ajv.compile(JSON.parse(readFileSync(join(packageRoot, 'schemas', `${kind}.schema.json`), 'utf8')));
    validators.set(kind, validator);
  }
  return validator;
}

/**
 * Checks a document at a boundary and returns it typed.
 * @param origin what to name in the message: a file, or "the manifest of machine X"
 * @throws InvalidDocument
 */
export function validated<T>(kind: DocumentKind, document: unknown, origin: string): T {
  const validator = validatorOf(kind);
  if (validator(document)) return document as T;
  const places = (validator.errors ?? []).map((error) => {
    const extra = error.params['additionalProperty'] ?? error.params['allowedValues'];
    return `${error.instancePath || '/'} ${error.message ?? 'is wrong'}${extra === undefined ? '' : ` (${String(extra)})`}`;
  });
  throw new InvalidDocument(`${origin}: ${places.join('; ')}`);
}
