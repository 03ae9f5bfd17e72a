import { MachineFailed, NotObservable } from '../../../src/contract/judgement';
import type { HostProgram } from '../../host/host-program';
import type { TckWorld } from '../../world';
import { askState, resultText } from './device-state';

/** Longer streams are not read to their end. */
const longest = 1 << 26;

const kept = new WeakMap<HostProgram, Map<string, Uint8Array>>();

/** Bytes that the program keeps under a name. */
export function streamNamed(program: HostProgram, name: string): Uint8Array {
  const bytes = kept.get(program)?.get(name);
  if (bytes === undefined) throw new Error(`the program has no stream "${name}"`);
  return bytes;
}

export function keepStream(program: HostProgram, name: string, bytes: Uint8Array): void {
  const streams = kept.get(program) ?? new Map<string, Uint8Array>();
  kept.set(program, streams.set(name, bytes));
}

/** One read; the call is the last one. */
export async function readPiece(program: HostProgram, file: string, length: number): Promise<Uint8Array> {
  return program.briefly(async () => {
    const address = program.reserve(Math.max(length, 1));
    const fd = BigInt(program.file(file).fd);
    const { value, seen } = await program.done(`read "${file}"`, 'read', [fd, address, BigInt(length)], {
      address,
      after: length,
    });
    return value > 0n ? seen!.slice(0, Number(value)) : new Uint8Array();
  });
}

/** Reads until there is nothing, or an error: that read is the last call. */
export async function readAll(program: HostProgram, file: string, piece: number): Promise<Uint8Array> {
  await program.ready();
  const parts: Uint8Array[] = [];
  for (let length = 0; ; ) {
    const part = await readPiece(program, file, piece);
    if (part.length === 0) return Buffer.concat(parts);
    parts.push(part);
    length += part.length;
    if (length > longest) throw new NotObservable(`a stream of more than ${longest} bytes`);
  }
}

/** Writes in pieces until all is written, or a write takes less: that write is the last call. */
export async function writeAll(program: HostProgram, file: string, bytes: Uint8Array, piece: number): Promise<void> {
  await program.ready();
  for (let start = 0; start < bytes.length; start += piece) {
    const before = bytes.slice(start, start + piece);
    const { value } = await program.briefly(() => {
      const address = program.reserve(before.length);
      const fd = BigInt(program.file(file).fd);
      return program.done(`write "${file}"`, 'write', [fd, address, BigInt(before.length)], { address, before });
    });
    if (value !== BigInt(before.length)) return;
  }
}

const usualPiece = 1 << 16;

/** Stops a device and reads all of its stream; the device stays in STOP_COPY, the data file is closed. */
export async function save(world: TckWorld, id: string): Promise<Uint8Array> {
  const { host } = world;
  const answer = await askState(world, id, 3);
  if (answer.errno !== 0 || answer.dataFd < 0)
    throw new MachineFailed('start', `"${id}" cannot be saved: ${resultText(answer)}, data_fd ${answer.dataFd}`);
  const name = `stream of ${id}`;
  host.files.set(name, { fd: answer.dataFd, kind: 'saving' });
  const bytes = await readAll(host, name, usualPiece);
  if (host.returned.errno !== 0) throw new MachineFailed('start', `the stream of "${id}" cannot be read`);
  await host.must('closing the data file', 'close', [BigInt(answer.dataFd)]);
  return bytes;
}
