/** Writes src/contract/documents/*.ts from schemas/*.schema.json; with --check, fails where they differ. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

const root = join(__dirname, '..');

async function typesOf(file: string): Promise<string> {
  const schema = JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8')) as JSONSchema;
  return compile(schema, String(schema.title), {
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    bannerComment: `// Generated from schemas/${file} by "npm run types". Do not edit.`,
    style: { singleQuote: true, printWidth: 120 },
  });
}

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  for (const file of readdirSync(join(root, 'schemas')).filter((name) => name.endsWith('.schema.json'))) {
    const target = join(root, 'src/contract/documents', file.replace('.schema.json', '.ts'));
    const text = await typesOf(file);
    if (!check) writeFileSync(target, text);
    else if (readFileSync(target, 'utf8') !== text) {
      console.error(`${target} differs from schemas/${file}: run "npm run types"`);
      process.exitCode = 1;
    }
  }
}

void main();
