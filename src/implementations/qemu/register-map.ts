import { cpuStateOffset } from '../../architecture/cpu-state';

/** One register of the gdb stub and its place in the CPU state. */
export interface MappedRegister {
  readonly number: number;
  readonly offset: number;
  readonly length: number;
}

/** A target description this adapter cannot drive. */
export class UnknownTarget extends Error {
  override readonly name = 'UnknownTarget';
}

const placed: readonly [RegExp, number, (n: number) => number][] = [
  [/^pswm$/, 8, () => cpuStateOffset.psw],
  [/^pswa$/, 8, () => cpuStateOffset.pswAddress],
  [/^r(\d+)$/, 8, cpuStateOffset.gr],
  [/^acr(\d+)$/, 4, cpuStateOffset.ar],
  [/^fpc$/, 4, () => cpuStateOffset.fpc],
  [/^f(\d+)$/, 8, cpuStateOffset.fpr],
  [/^cr(\d+)$/, 8, cpuStateOffset.cr],
];

const core = ['pswm', 'pswa', ...Array.from({ length: 16 }, (_, n) => `r${n}`)];

/** The annexes that a target description includes, in order. Their order decides the register numbers. */
export function includedAnnexes(targetXml: string): string[] {
  return [...targetXml.matchAll(/<xi:include\s+href="([^"]+)"/g)].map((match) => match[1]!);
}

/**
 * Numbers the registers as gdb does: in order of appearance, from 0, or from an explicit `regnum`.
 * @throws UnknownTarget when the first 18 registers are not PSW mask, PSW address and the general registers
 */
export function parseRegisterMap(annexes: readonly string[]): MappedRegister[] {
  const mapped: MappedRegister[] = [];
  const seen: string[] = [];
  let number = 0;
  for (const tag of annexes.join('\n').matchAll(/<reg\s([^>]*)>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag[1]!)?.[1];
    const name = attribute('name') ?? '';
    const explicit = attribute('regnum');
    if (explicit !== undefined) number = Number(explicit);
    seen[number] = name;
    for (const [pattern, length, offset] of placed) {
      const match = pattern.exec(name);
      if (match === null) continue;
      if (Number(attribute('bitsize')) !== length * 8)
        throw new UnknownTarget(`register ${name} has ${attribute('bitsize')} bits, not ${length * 8}`);
      mapped.push({ number, offset: offset(Number(match[1] ?? 0)), length });
    }
    number += 1;
  }
  if (core.some((name, index) => seen[index] !== name))
    throw new UnknownTarget(
      `its gdb stub numbers the core registers ${seen.slice(0, 18).join(' ') || '(none)'}, not ${core.join(' ')}`,
    );
  const lacking = ['acr15', 'fpc', 'f15', 'cr15'].filter((name) => !seen.includes(name));
  if (lacking.length > 0) throw new UnknownTarget(`its gdb stub does not show ${lacking.join(', ')}`);
  return mapped;
}
