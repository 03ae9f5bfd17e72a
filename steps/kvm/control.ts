import { encode, type Values } from '../../src/codec/codec';
import type { Structure } from '../../src/codec/structure';
import type { HostProgram, Returned } from '../host/host-program';

/** One ioctl of the preparation or of an observation, with its structure. What a scenario sees as its last call stays. */
export async function control(
  program: HostProgram,
  what: string,
  file: string,
  request: number,
  argument: bigint | { readonly structure: Structure; readonly values: Values },
): Promise<Returned> {
  const { last } = program;
  const { fd } = program.file(file);
  const result = await program.briefly(() => {
    if (typeof argument === 'bigint')
      return program.done(`${what}: ioctl on "${file}"`, 'ioctl', [BigInt(fd), BigInt(request), argument]);
    const before = encode(argument.structure, argument.values, undefined, program.order);
    const address = program.reserve(before.length);
    return program.done(`${what}: ioctl on "${file}"`, 'ioctl', [BigInt(fd), BigInt(request), address], {
      address,
      before,
    });
  });
  if (last !== undefined) program.last = last;
  return result;
}
