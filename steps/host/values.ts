import { tablesOf } from '../../src/uapi/tables';
import type { HostProgram } from './host-program';

let constants: ReadonlyMap<string, bigint> | undefined;

/** Every named number of the uAPI; collected when the first is asked for. */
function constantNamed(name: string): bigint | undefined {
  constants ??= new Map(
    tablesOf('s390x').constants.flatMap((table) =>
      Object.entries(table).map(([key, number]) => [key, BigInt(number)] as const),
    ),
  );
  return constants.get(name);
}

function term(program: HostProgram, text: string): bigint {
  const quoted = /^(fd of|address of) "([^"]+)"$/.exec(text);
  if (quoted !== null) {
    const [, what, name] = quoted;
    return what === 'fd of' ? BigInt(program.file(name!).fd) : BigInt(program.named(name!).start);
  }
  if (/^-?(?:0x[0-9A-Fa-f]+|\d+)$/.test(text)) return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
  const constant = constantNamed(text);
  if (constant === undefined)
    throw new Error(
      `"${text}" is no number: write 16, 0x10, -1, a name of the uAPI, fd of "name", address of "name", or a sum of these with " + "`,
    );
  return constant;
}

/** A number as features write it: numbers, names of the uAPI, descriptors and addresses, joined by ` + `. */
export function parseValue(program: HostProgram, text: string): bigint {
  return text.split(' + ').reduce((sum, part) => sum + term(program, part.trim()), 0n);
}
