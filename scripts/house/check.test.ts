import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkHouse, problemsOf } from './check';

test('the house is in order', () => {
  assert.deepEqual(checkHouse(join(__dirname, '../..')), []);
});

for (const [path, text, message] of [
  ['steps/x.ts', "import { a } from '../src/reference/index';\n", /steps must not import src\/reference\/index/],
  ['steps/x.ts', "import { a } from '../src/implementations/qemu';\n", /must not import src\/implementations\/qemu/],
  ['steps/x.ts', "const a = require('../src/certification/plan/plan');\n", /must not import src\/certification/],
  ['src/contract/x.ts', "import type { a } from '../reference/model';\n", /src\/contract must not import/],
  ['src/reference/x.ts', "import '../cli/main';\n", /must not import src\/cli\/main/],
  ['src/reference/cpu/x.ts', "import { a } from '../faults/index';\n", /must not import src\/reference\/faults/],
  ['src/reporting/x.ts', "export { a } from '../cli/main';\n", /must not import src\/cli/],
  ['src/certification/x.ts', "\nimport {\n  a,\n} from '../reporting/x';\n", /must not import src\/reporting/],
  ['src/elsewhere/x.ts', '', /in no room/],
  ['src/cli/utils.ts', '', /names no subject/],
  ['src/cli/long.ts', '\n'.repeat(401), /at most 400/],
] as const) {
  test(`${path} with ${JSON.stringify(text.slice(0, 60))} is refused`, () => {
    const problems = problemsOf(path, text);
    assert.equal(problems.length, 1);
    assert.match(problems[0]!.message, message);
  });
}

test('downward imports are free', () => {
  assert.deepEqual(
    problemsOf('src/cli/x.ts', "import { a } from '../reference/index';\nimport { b } from '../reporting/y';\n"),
    [],
  );
  assert.deepEqual(problemsOf('src/architecture/x.ts', '\n'.repeat(900)), []);
});
