import { spawnSync } from 'node:child_process';
import { claimsOf } from '../src/uapi/claims';
import type { Architecture } from '../src/uapi/tables';

const headers = [
  'linux/vfio.h',
  'linux/vfio_zdev.h',
  'linux/vfio_ccw.h',
  'linux/kvm.h',
  'linux/errno.h',
  'linux/fcntl.h',
  'linux/fs.h',
  'linux/mman.h',
  'linux/poll.h',
  'linux/eventfd.h',
  'linux/stat.h',
  'asm/stat.h',
];

export interface Measured {
  /** What the headers say, by item. */
  readonly values: Readonly<Record<string, string>>;
  /** Items that the headers do not know. */
  readonly absent: readonly string[];
}

/** One line for one expression: the line of a diagnostic tells which one the headers do not know. */
function program(expressions: readonly (readonly [number, string])[]): { text: string; firstLine: number } {
  const head = [
    ...headers.map((header) => `#if __has_include(<${header}>)\n#include <${header}>\n#endif`),
    'const unsigned long long measured[] = {',
  ].join('\n');
  const rows = expressions.map(([index, expression]) => `${index}ull, ${expression},`);
  return { text: [head, ...rows, '};', ''].join('\n'), firstLine: head.split('\n').length + 1 };
}

/** The numbers of the array in the assembler text; the compiler writes runs of zero as `.zero`. */
function numbersIn(assembler: string): bigint[] {
  const numbers: bigint[] = [];
  for (const [, directive, operand] of assembler.matchAll(/^\s+\.(quad|zero)\s+(-?\d+)/gm)) {
    if (directive === 'quad') numbers.push(BigInt.asUintN(64, BigInt(operand ?? '')));
    else numbers.push(...Array.from({ length: Number(operand) / 8 }, () => 0n));
  }
  return numbers;
}

/**
 * Lets a C compiler measure every claim of the tables. No program is run, so the compiler may be one for another architecture.
 * @param command compiler and its options; the headers are found by them
 * @throws Error when the compiler fails for another reason than an unknown item
 */
export function measure(architecture: Architecture, command: readonly string[]): Measured {
  const claims = claimsOf(architecture);
  let left = claims.map(({ expression }, index) => [index, expression] as const);
  const [compiler, ...options] = command;
  if (compiler === undefined) throw new TypeError('a compiler is needed');
  for (;;) {
    const { text, firstLine } = program(left);
    const result = spawnSync(
      compiler,
      [...options, '-ffreestanding', '-w', '-fmax-errors=0', '-S', '-o', '-', '-x', 'c', '-'],
      { input: text, encoding: 'utf8', maxBuffer: 64 << 20 },
    );
    if (result.error !== undefined) throw result.error;
    if (result.status === 0) {
      const numbers = numbersIn(result.stdout);
      if (numbers.length !== left.length * 2) throw new Error(`${numbers.length} numbers for ${left.length} items`);
      const values: Record<string, string> = {};
      for (let at = 0; at < numbers.length; at += 2) values[claims[Number(numbers[at])]!.item] = `${numbers[at + 1]}`;
      return { values, absent: claims.map(({ item }) => item).filter((item) => !(item in values)) };
    }
    const bad = new Set(
      [...result.stderr.matchAll(/<stdin>:(\d+):\d+: error/g)].map(([, line]) => Number(line) - firstLine),
    );
    const kept = left.filter((_, row) => !bad.has(row));
    if (kept.length === left.length) throw new Error(`${compiler}: ${result.stderr.slice(0, 2000)}`);
    left = kept;
  }
}
