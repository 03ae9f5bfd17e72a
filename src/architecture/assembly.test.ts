import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { AssemblyError } from '../codec/assemble';
import { packageRoot } from '../package-root';
import { assemble, disassemble } from './assembly';
import { instructionFormats } from './instruction-formats';
import { instructions } from './instructions';

const golden = JSON.parse(readFileSync(join(packageRoot, 'src/architecture/golden/instructions.json'), 'utf8')) as {
  instructions: Record<string, string>;
};

test('every instruction is encoded as the GNU assembler encodes it', () => {
  for (const [line, expected] of Object.entries(golden.instructions)) {
    assert.equal(Buffer.from(assemble(line)).toString('hex'), expected, line);
  }
});

test('every instruction of the tables is among the golden ones', () => {
  const covered = new Set(Object.keys(golden.instructions).map((line) => line.split(' ')[0]));
  assert.deepEqual(
    Object.keys(instructions).filter((mnemonic) => !covered.has(mnemonic)),
    [],
  );
});

test('what the GNU assembler made is disassembled to the same bytes', () => {
  for (const [line, hex] of Object.entries(golden.instructions)) {
    const text = disassemble(Buffer.from(hex, 'hex'));
    assert.equal(text.split(' ')[0], line.split(' ')[0]);
    assert.equal(Buffer.from(assemble(text)).toString('hex'), hex, `${line} became ${text}`);
  }
});

test('no two instructions share an encoding', () => {
  const seen = new Map<string, string>();
  for (const [mnemonic, { opcode, format }] of Object.entries(instructions)) {
    const { length, opcode: runs } = instructionFormats[format];
    const key = `${length} ${JSON.stringify(runs)} ${opcode}`;
    assert.equal(seen.get(key), undefined, `${mnemonic} and ${seen.get(key)}`);
    seen.set(key, mnemonic);
  }
});

test('bytes that are no known instruction are shown as they are', () => {
  assert.equal(disassemble(Uint8Array.of(0x00, 0x11)), "DC X'0011'");
  assert.deepEqual(assemble("DC X'0011'"), Uint8Array.of(0x00, 0x11));
});

for (const [line, message] of [
  ['FROB 1,2', /no instruction/],
  ['SSKE 1', /operands/],
  ['SSKE 16,1', /does not fit/],
  ['SSKE a,b', /no number/],
  ['ST 1,4096(2)', /does not fit/],
  ['MVC 0(2),0(3)', /length is missing/],
  ['MVC 0(257,2),0(3)', /does not fit/],
  ['BRC 15,*+7', /odd/],
  ['TPROT 0(1,2),0(3)', /no index or length/],
] as const) {
  test(`"${line}" is refused`, () => {
    assert.throws(
      () => assemble(line),
      (error: unknown) => error instanceof AssemblyError && message.test(error.message),
    );
  });
}
