import type { AbsoluteStorage } from './absolute-storage';
import type { GdbClient } from './gdb-client';
import { prefixed } from './prefixing';

/** Reads instruction bytes as the current PSW sees them; undefined where they cannot be reached. */
export type FetchBytes = (address: bigint, length: number) => Promise<Buffer | undefined>;

/** DAT off: prefixing only. */
export function fetchReal(storage: AbsoluteStorage, prefix: number): FetchBytes {
  return async (address, length) => {
    if (address >= BigInt(storage.size)) return undefined;
    const absolute = prefixed(Number(address), prefix);
    return storage.holds(absolute, length) ? storage.read(absolute, length) : undefined;
  };
}

/** DAT on: the stub translates, in the instruction address space. It sets the reference bit, as the fetch will. */
export function fetchTranslated(client: GdbClient): FetchBytes {
  return async (address, length) => {
    let reply = '';
    client.command('Qqemu.PhyMemMode:0');
    client.queue(`m${address.toString(16)},${length}`, (body) => {
      reply = body;
    });
    client.command('Qqemu.PhyMemMode:1');
    await client.exchange();
    return reply.length === length * 2 ? Buffer.from(reply, 'hex') : undefined;
  };
}

/** The instruction at an address, padded with zeros where fewer than six bytes can be reached. */
export async function fetchInstruction(fetch: FetchBytes, address: bigint): Promise<Uint8Array> {
  const instruction = new Uint8Array(6);
  for (const length of [6, 4, 2]) {
    const bytes = await fetch(address, length);
    if (bytes === undefined) continue;
    instruction.set(bytes);
    break;
  }
  return instruction;
}
