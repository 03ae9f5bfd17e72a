import { frameSize } from '../../src/architecture/storage-key';
import { encode } from '../../src/codec/codec';
import { ExpectationNotMet, MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { kvmSkeys } from '../../src/uapi/kvm/mem-op';
import { kvmVmIoctls } from '../../src/uapi/kvm/numbers';
import { keyText } from '../evidence';
import { demand, hex } from '../expectation';
import type { HostProgram } from '../host/host-program';
import type { KeyedFrames } from '../keyed-frames';
import type { StatedKey } from '../parameters';
import { keyDifferences } from '../storage-keys';
import type { TckWorld } from '../world';

/** The storage keys of consecutive frames, with KVM_S390_SET_SKEYS. */
export async function setGuestKeys(program: HostProgram, address: bigint, keys: Uint8Array): Promise<void> {
  const { errno } = await transferKeys(program, 'KVM_S390_SET_SKEYS', address, keys);
  if (errno !== 0) throw new MachineFailed('start', `KVM_S390_SET_SKEYS failed with ${errnoName(errno)}`);
}

async function transferKeys(
  program: HostProgram,
  name: 'KVM_S390_SET_SKEYS' | 'KVM_S390_GET_SKEYS',
  address: bigint,
  keys: Uint8Array,
): Promise<{ errno: number; value: bigint; keys: Uint8Array }> {
  const { last } = program;
  await program.ready();
  return program.briefly(async () => {
    const data = program.reserve(keys.length);
    const argument = program.reserve(kvmSkeys.size);
    const values = { start_gfn: address / BigInt(frameSize), count: keys.length, skeydata_addr: data };
    await program.store(data, keys);
    const { errno, value } = await program.done(
      `${name} at ${hex(address)}`,
      'ioctl',
      [BigInt(program.file('vm').fd), BigInt(kvmVmIoctls[name]), argument],
      { address: argument, before: encode(kvmSkeys, values, undefined, program.order) },
    );
    if (last !== undefined) program.last = last;
    return { errno, value, keys: await program.look(data, keys.length) };
  });
}

async function expectKey(world: TckWorld, address: bigint, expected: StatedKey): Promise<void> {
  const { errno, value, keys } = await transferKeys(world.host, 'KVM_S390_GET_SKEYS', address, Uint8Array.of(0));
  world.expectations += 1;
  if (errno !== 0 || value !== 0n)
    throw new ExpectationNotMet(`KVM_S390_GET_SKEYS gave ${errno === 0 ? value : errnoName(errno)}`, []);
  const seen = keys[0]!;
  const frame = `guest frame ${hex(address)}`;
  demand(
    `the key of ${frame} is ${keyText(seen)}, not ${keyText(expected.key)}`,
    keyDifferences(frame, expected, seen),
  );
}

/** The whole key as KVM_S390_GET_SKEYS tells it, reference and change included. */
export function frameOfVirtualMachine(address: bigint): KeyedFrames {
  return {
    give: ({ host }, key) => host.prepare(() => setGuestKeys(host, address, Uint8Array.of(key))),
    expect: (world, key) => expectKey(world, address, key),
  };
}
