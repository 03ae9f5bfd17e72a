import type { Answer, Space } from '../../contract/entries';
import type { Configuration } from '../configuration';
import type { Cpu } from '../cpu/cpu';
import { pendingRecords } from './pending';

const done: Answer = { kind: 'done' };
const unsupported = (what: string): Answer => ({ kind: 'unsupported', what });

function outside(configuration: Configuration, address: bigint, length: number): Answer | undefined {
  if (address >= 0n && length >= 0 && address + BigInt(length) <= BigInt(configuration.storage.size)) return undefined;
  return unsupported(
    `${length} bytes at absolute 0x${address.toString(16)}: storage ends at 0x${configuration.storage.size.toString(16)}`,
  );
}

function beyondState(address: bigint, length: number): boolean {
  return address < 0n || length < 0 || address + BigInt(length) > 512n;
}

/** The part of an image from an offset on; shorter where the image ends. */
function slice(image: Uint8Array, address: bigint, length: number): Uint8Array {
  const start = Number(address);
  return image.slice(start, start + length);
}

export function readSpace(
  configuration: Configuration,
  cpu: Cpu,
  space: Space,
  address: bigint,
  length: number,
): Answer {
  const { storage } = configuration;
  switch (space) {
    case 'cpu':
      if (beyondState(address, length)) return unsupported('the state of a CPU has 512 bytes');
      return { kind: 'bytes', bytes: slice(cpu.state, address, length) };
    case 'absolute':
      return outside(configuration, address, length) ?? { kind: 'bytes', bytes: storage.read(Number(address), length) };
    case 'key': {
      const missing = outside(configuration, address, length * 4096);
      if (missing !== undefined) return missing;
      const bytes = new Uint8Array(length);
      for (let index = 0; index < length; index += 1) bytes[index] = storage.key(Number(address) + index * 4096);
      return { kind: 'bytes', bytes };
    }
    case 'pending':
      return { kind: 'bytes', bytes: slice(pendingRecords(cpu), address, length) };
    case 'changed': {
      const changed = storage.takeChanged(Math.floor(length / 8));
      const bytes = new DataView(new ArrayBuffer(changed.length * 8));
      changed.forEach((absolute, index) => {
        bytes.setBigUint64(index * 8, BigInt(absolute));
      });
      return { kind: 'bytes', bytes: new Uint8Array(bytes.buffer) };
    }
    case 'user':
      return unsupported('user memory here');
  }
}

export function writeSpace(
  configuration: Configuration,
  cpu: Cpu,
  space: Space,
  address: bigint,
  bytes: Uint8Array,
): Answer {
  const { storage } = configuration;
  switch (space) {
    case 'cpu':
      if (beyondState(address, bytes.length)) return unsupported('the state of a CPU has 512 bytes');
      cpu.state.set(bytes, Number(address));
      return done;
    case 'absolute': {
      const missing = outside(configuration, address, bytes.length);
      if (missing === undefined) storage.write(Number(address), bytes);
      return missing ?? done;
    }
    case 'key': {
      const missing = outside(configuration, address, bytes.length * 4096);
      if (missing === undefined)
        bytes.forEach((key, index) => {
          storage.setKey(Number(address) + index * 4096, key & 0xfe);
        });
      return missing ?? done;
    }
    case 'pending':
    case 'changed':
      return unsupported(`writing the space ${space}: it is read only`);
    case 'user':
      return unsupported('user memory here');
  }
}
