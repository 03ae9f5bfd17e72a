import { hex, hexBytes } from '../expectation';
import type { TckWorld } from '../world';

/** Something of the program that holds bytes at offsets. */
export interface Holder {
  readonly put: (world: TckWorld, bytes: Uint8Array, at: bigint) => void | Promise<void>;
  /** The bytes as text, or why they cannot be read. */
  readonly look: (world: TckWorld, length: number, at: bigint) => Promise<string>;
  readonly where: (at: bigint) => string;
}

/** Memory of the program. */
export function memoryNamed(name: string): Holder {
  const address = ({ host }: TckWorld, at: bigint): bigint => BigInt(host.named(name).start) + at;
  return {
    put: (world, bytes, at) => world.host.prepare(() => world.host.store(address(world, at), bytes)),
    look: async (world, length, at) => hexBytes(await world.host.look(address(world, at), length)),
    where: (at) => `memory "${name}" + ${hex(at)}`,
  };
}
