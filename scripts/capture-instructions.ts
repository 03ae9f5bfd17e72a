/**
 * Writes src/architecture/golden/instructions.json: every instruction of the tables as the GNU assembler for s390x encodes it
 * (Debian package binutils-s390x-linux-gnu). The proof that our encodings are right does not come from our own code.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instructionFormats } from '../src/architecture/instruction-formats';
import { instructions } from '../src/architecture/instructions';
import type { Operand } from '../src/codec/instruction-format';

/** Operand texts, several a kind, so that every field of a format is seen with more than one value. */
function operandText(operand: Operand, variant: number, position: number): string {
  const even = [2, 6, 12][(variant + position) % 3]!;
  switch (operand.kind) {
    case 'register':
      return String(even);
    case 'mask':
      return String([15, 8, 3][variant % 3]);
    case 'immediate':
      return String([0, 77, 255][variant % 3]);
    case 'signed':
      return String([5, -5, 32767][variant % 3]);
    case 'relative':
      return ['*+8', '*-64', '*+4096'][variant % 3]!;
    case 'address': {
      const displacement = String(
        operand.high === undefined ? [0, 291, 4095][variant % 3] : [0, -291, 524287][variant % 3],
      );
      const base = [2, 5, 15][variant % 3];
      if (operand.first === undefined) return `${displacement}(${base})`;
      const first =
        operand.first.kind === 'length'
          ? [1, 16, 256][variant % 3]
          : operand.first.kind === 'index'
            ? [3, 9, 14][variant % 3]
            : [1, 7, 11][variant % 3];
      return `${displacement}(${first},${base})`;
    }
  }
}

function lines(): [line: string, length: number][] {
  return Object.entries(instructions).flatMap(([mnemonic, { format }]): [line: string, length: number][] => {
    const { operands, length } = instructionFormats[format];
    return [0, 1, 2].map((variant) => [
      `${mnemonic} ${operands.map((operand, position) => operandText(operand, variant, position)).join(',')}`.trim(),
      length,
    ]);
  });
}

/** Unknown to the assembler; written as Linux does. Source: Linux 6.12 drivers/s390/cio/ioasm.c __chsc. */
const withoutName: Readonly<Record<string, (operands: string) => string>> = {
  CHSC: (register) => `.insn rre,0xb25f0000,${register},0`,
};

function sourceText(line: string): string {
  const [mnemonic = '', operands = ''] = line.split(' ');
  return withoutName[mnemonic]?.(operands) ?? line.toLowerCase().replace('*', '.');
}

function assembled(line: string, length: number, folder: string): string {
  const source = join(folder, 'line.s');
  writeFileSync(source, `\t${sourceText(line)}\n`);
  execFileSync('s390x-linux-gnu-as', ['-march=arch13', '-mzarch', '-o', join(folder, 'line.o'), source]);
  execFileSync('s390x-linux-gnu-objcopy', [
    '-O',
    'binary',
    '-j',
    '.text',
    join(folder, 'line.o'),
    join(folder, 'line.bin'),
  ]);
  return execFileSync('od', ['-An', '-tx1', '-v', join(folder, 'line.bin')], { encoding: 'utf8' })
    .replace(/\s/g, '')
    .slice(0, length * 2);
}

const folder = mkdtempSync(join(tmpdir(), 's390-tck-golden-'));
try {
  const golden = Object.fromEntries(lines().map(([line, length]) => [line, assembled(line, length, folder)]));
  const version = execFileSync('s390x-linux-gnu-as', ['--version'], { encoding: 'utf8' }).split('\n')[0];
  const target = join(__dirname, '../src/architecture/golden/instructions.json');
  writeFileSync(target, `${JSON.stringify({ origin: version, instructions: golden }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
