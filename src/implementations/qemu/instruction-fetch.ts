import type { AbsoluteStorage } from './absolute-storage';
import type { Resolve } from './address-resolution';

const longest = 6;
const page = 0x1000n;

/** The instruction at an address, padded with zeros where fewer than six bytes can be reached. */
export function fetchInstruction(storage: AbsoluteStorage, resolve: Resolve, address: bigint): Uint8Array {
  const instruction = new Uint8Array(longest);
  for (let done = 0; done < longest; ) {
    const from = address + BigInt(done);
    const absolute = resolve(from);
    if (absolute === undefined) break;
    const length = Math.min(longest - done, Number(page - (from % page)));
    instruction.set(storage.read(absolute, length), done);
    done += length;
  }
  return instruction;
}
