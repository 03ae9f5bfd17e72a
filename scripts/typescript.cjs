'use strict';
/**
 * Runs TypeScript sources in place: compiled by ts-node (types are checked by tsc, not here) and kept on disk,
 * so that a warm start loads neither ts-node nor TypeScript.
 */
const { createHash, randomBytes } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');

const root = join(__dirname, '..');
const cacheFolder = join(root, 'node_modules/.cache/s390-tck');
const typescriptVersion = JSON.parse(
  fs.readFileSync(join(root, 'node_modules/typescript/package.json'), 'utf8'),
).version;
const environment = [typescriptVersion, fs.readFileSync(join(root, 'tsconfig.json'), 'utf8'), __filename].join('\0');
/** Last line of a complete entry: an entry without it was cut short. */
const seal = '\n//# complete';

let service;

function compile(source, fileName) {
  service ??= require('ts-node').create({ cwd: root, transpileOnly: true });
  return service.compile(source, fileName);
}

function cached(source, fileName) {
  const key = createHash('sha256').update(environment).update('\0').update(fileName).update('\0').update(source);
  const entry = join(cacheFolder, `${key.digest('hex')}.js`);
  try {
    const text = fs.readFileSync(entry, 'utf8');
    if (text.endsWith(seal)) return text.slice(0, -seal.length);
  } catch {
    // Not compiled yet.
  }
  const text = compile(source, fileName);
  store(entry, text + seal);
  return text;
}

function store(entry, text) {
  const temporary = `${entry}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    fs.mkdirSync(cacheFolder, { recursive: true });
    fs.writeFileSync(temporary, text);
    fs.renameSync(temporary, entry);
  } catch {
    fs.rmSync(temporary, { force: true }); // A read-only checkout works too, only slower.
  }
}

if (Module._extensions['.ts'] === undefined) {
  Module._extensions['.ts'] = (module, fileName) => {
    module._compile(cached(fs.readFileSync(fileName, 'utf8'), fileName), fileName);
  };
}
