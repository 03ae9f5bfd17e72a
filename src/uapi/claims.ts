import type { Structure } from '../codec/structure';
import { type Architecture, type Constants, tablesOf } from './tables';

/** One thing that a table states and a compiler can measure. */
export interface Claim {
  /** `sizeof kvm_regs`, `offset pollfd.fd`, `width pollfd.fd`, `signed pollfd.fd`, or the name of a number. */
  readonly item: string;
  /** The C expression of it. */
  readonly expression: string;
  readonly value: bigint;
}

function* claimsOfStructure({ name, size, fields }: Structure): Generator<Claim> {
  const type = `struct ${name}`;
  yield { item: `sizeof ${name}`, expression: `sizeof(${type})`, value: BigInt(size) };
  for (const field of fields) {
    const member = `((${type} *)0)->${field.name}`;
    const path = `${name}.${field.name}`;
    const width = (field.last - field.first + 1) / 8;
    yield {
      item: `offset ${path}`,
      expression: `__builtin_offsetof(${type}, ${field.name})`,
      value: BigInt(field.first / 8),
    };
    yield { item: `width ${path}`, expression: `sizeof(${member})`, value: BigInt(width) };
    if (field.host === undefined || field.host.type === 'bytes') continue;
    yield {
      item: `signed ${path}`,
      expression: `((__typeof__(${member}))-1 < (__typeof__(${member}))0)`,
      value: field.host.type === 'signed' ? 1n : 0n,
    };
  }
}

// `1 << 31` is negative in C: a number of 32 bits is taken without its sign.
const claimsOfConstants = (constants: Constants): Claim[] =>
  Object.entries(constants).map(([item, value]) => ({
    item,
    expression: `sizeof(${item}) == 4 ? (unsigned)(${item}) : (unsigned long long)(${item})`,
    value: BigInt(value),
  }));

/** Everything that the tables state for an architecture, each item once. */
export function claimsOf(architecture: Architecture): Claim[] {
  const { structures, constants } = tablesOf(architecture);
  const all = [...structures.flatMap((each) => [...claimsOfStructure(each)]), ...constants.flatMap(claimsOfConstants)];
  return [...new Map(all.map((claim) => [claim.item, claim])).values()];
}
