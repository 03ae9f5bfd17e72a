import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { contradictions } from '../src/uapi/contradictions';
import type { Architecture } from '../src/uapi/tables';
import { measure } from './capture-uapi-measure';

/** Compilers that may be installed, and where their kernel headers are. */
const installed: readonly { architecture: Architecture; compiler: string; machine: string; headers: string }[] = [
  { architecture: 'x86-64', compiler: 'gcc', machine: 'x86_64', headers: '/usr/include/linux/vfio.h' },
  {
    architecture: 's390x',
    compiler: 's390x-linux-gnu-gcc',
    machine: 's390x',
    headers: '/usr/s390x-linux-gnu/include/linux/vfio.h',
  },
];

const targetOf = (compiler: string): string => spawnSync(compiler, ['-dumpmachine'], { encoding: 'utf8' }).stdout ?? '';

/** From linux/version.h, which the headers bring along. */
function headerVersion(compiler: string): string {
  const { stdout } = spawnSync(compiler, ['-E', '-P', '-x', 'c', '-'], {
    input: '#include <linux/version.h>\nLINUX_VERSION_CODE\n',
    encoding: 'utf8',
  });
  const code = Number(stdout.trim());
  return `${code >> 16}.${(code >> 8) & 0xff}.${code & 0xff}`;
}

for (const { architecture, compiler, machine, headers } of installed) {
  const missing = !existsSync(headers) || !targetOf(compiler).startsWith(machine);
  test(`the tables state what the installed headers say for ${architecture}`, {
    skip: missing && `${compiler} for ${machine} or ${headers} is not installed`,
  }, () => {
    const { values } = measure(architecture, [compiler]);
    const said = new Map(Object.entries(values).map(([item, value]) => [item, BigInt(value)] as const));
    assert.ok(said.size > 900, `only ${said.size} items were measured`);
    assert.deepEqual(contradictions(architecture, headerVersion(compiler), said), []);
  });
}

test('a compiler that fails for another reason is an error', () => {
  assert.throws(() => measure('s390x', ['false']), /^Error: false/);
});
