import { cpuState, cpuStateOffset, programVisibleState } from '../src/architecture/cpu-state';
import { psw } from '../src/architecture/psw';
import { frameSize, storageKey } from '../src/architecture/storage-key';
import { diff, encode } from '../src/codec/codec';
import { boundMachine } from '../src/contract/binding';
import type { Answer, Entry } from '../src/contract/entries';
import type { Difference } from '../src/contract/judgement';
import { hex, storageDifference } from './expectation';
import { stage } from './stage';
import type { TckWorld } from './world';

/** The suite puts one instruction after the other at the same address, the longest has six bytes. */
const longestInstruction = 6;

export interface Snapshot {
  readonly cpu: Uint8Array;
  readonly pending: Uint8Array;
  /** Addresses of frames that changed since the look before, where the machine lists them. */
  readonly changed: Uint8Array;
  readonly frames: ReadonlyMap<number, { readonly content: Uint8Array; readonly key: number }>;
}

const listsChanges = (): boolean => boundMachine().manifest.features['storage.changed-list'] === true;

/** Frames that the suite itself works in: fetching its instruction sets the reference bit. */
function isSuiteFrame(frame: number): boolean {
  const address = frame * frameSize;
  return address >= stage.code && address < stage.end;
}

/** What "nothing else has changed" looks at, and what the scenario has already said about. */
export class Watch {
  wanted = false;
  before?: Snapshot;
  private looked: readonly number[] = [];
  private readonly named = new Set<number>();
  private readonly statedCpu: [offset: number, length: number][] = [];
  private readonly statedPsw: Record<string, 0> = {};
  private readonly statedStorage: [start: number, length: number][] = [];
  private readonly statedKeys = new Set<number>();
  private readonly storedFrames = new Set<number>();

  /** A range of absolute storage the scenario names: its frames and their neighbours are watched. */
  names(start: number, length: number): void {
    const first = Math.floor(start / frameSize);
    const last = Math.floor((start + length - 1) / frameSize);
    if (last - first > 64) return;
    for (let frame = first - 1; frame <= last + 1; frame += 1) if (frame >= 0) this.named.add(frame);
  }

  /** Something the suite itself wrote after the snapshot. */
  written(entry: Entry): void {
    if (entry.verb !== 'write' || typeof entry.address !== 'bigint') return;
    const address = Number(entry.address);
    if (entry.space === 'cpu') this.cpuStated(address, entry.bytes.length);
    if (entry.space === 'absolute') this.storageStated(address, entry.bytes.length);
    if (entry.space === 'key') entry.bytes.forEach((_, index) => void this.keyStated(address + index * frameSize));
  }

  cpuStated(offset: number, length: number): void {
    this.statedCpu.push([offset, length]);
  }

  /** Fields of the PSW the scenario has stated, each with the value zero. */
  pswStated(fields: Readonly<Record<string, 0>>): void {
    Object.assign(this.statedPsw, fields);
  }

  storageStated(start: number, length: number): void {
    this.statedStorage.push([start, length]);
  }

  /** Storage that the scenario says was stored into: the change bits follow from that. */
  stored(start: number, length: number): void {
    this.storageStated(start, length);
    const last = Math.floor((start + length - 1) / frameSize);
    for (let frame = Math.floor(start / frameSize); frame <= last; frame += 1) this.storedFrames.add(frame);
  }

  keyStated(address: number): void {
    this.statedKeys.add(Math.floor(address / frameSize));
  }

  private frames(world: TckWorld): number[] {
    const prefixFrame = world.demands.prefix / frameSize;
    const limit = world.demands.storageSize / frameSize;
    const code = Number(world.instructionAddress);
    const codeFrames = [Math.floor(code / frameSize), Math.floor((code + longestInstruction - 1) / frameSize)];
    return [...new Set([0, 1, prefixFrame, prefixFrame + 1, ...codeFrames, ...this.named])]
      .filter((frame) => frame < limit && world.reservedRange(frame * frameSize, frameSize) === undefined)
      .sort((a, b) => a - b);
  }

  /** The reads that show everything in scope. */
  looks(world: TckWorld): Entry[] {
    this.looked = this.frames(world);
    return [
      ...programVisibleState.map(
        ({ offset, length }) => ({ verb: 'read', space: 'cpu', cpu: 0, address: BigInt(offset), length }) as const,
      ),
      { verb: 'read', space: 'pending', cpu: 0, address: 0n, length: 4096 },
      ...(listsChanges() ? [{ verb: 'read', space: 'changed', address: 0n, length: 1 << 20 } as const] : []),
      ...this.looked.flatMap((frame) => [
        { verb: 'read', space: 'absolute', address: BigInt(frame * frameSize), length: frameSize } as const,
        { verb: 'read', space: 'key', address: BigInt(frame * frameSize), length: 1 } as const,
      ]),
    ];
  }

  /** What the answers to these reads, from `first` on, say. */
  snapshot(answers: readonly Answer[], first: number): Snapshot {
    let next = first;
    const bytes = (): Uint8Array => {
      const answer = answers[next++];
      return answer?.kind === 'bytes' ? answer.bytes : new Uint8Array();
    };
    const cpu = new Uint8Array(cpuState.size);
    for (const { offset } of programVisibleState) cpu.set(bytes(), offset);
    return {
      cpu,
      pending: bytes(),
      changed: listsChanges() ? bytes() : new Uint8Array(),
      frames: new Map(this.looked.map((frame) => [frame, { content: bytes(), key: bytes()[0]! }])),
    };
  }

  /** What is compared, in the reader's words. */
  scope(world: TckWorld): string[] {
    const frames = this.frames(world).map((frame) => hex(frame * frameSize));
    return [
      'PSW, general, control and access registers, prefix',
      `content and key (without the reference bit, and the change bit of stored frames) of the frames ${frames.join(', ')}`,
      'pending interruptions',
      ...(listsChanges() ? ['the list of changed frames of the machine'] : []),
    ];
  }

  /** All differences between the state before and now, outside what the scenario has stated. */
  async differences(world: TckWorld): Promise<Difference[]> {
    const { before } = this;
    if (before === undefined) throw new Error('nothing was executed before "nothing else has changed"');
    this.storageStated(Number(world.instructionAddress), longestInstruction);
    const now = this.snapshot(await world.perform('look at everything in scope', this.looks(world)), 0);
    const found: Difference[] = diff(cpuState, this.masked(before.cpu), this.masked(now.cpu)).map(
      ({ field, expected, seen }) => ({
        where: field,
        expected,
        seen,
      }),
    );
    const pending = storageDifference('pending interruptions', before.pending, now.pending);
    if (pending !== undefined) found.push(pending);
    for (const [frame, { content, key }] of now.frames) {
      const old = before.frames.get(frame);
      if (old === undefined) continue;
      const start = frame * frameSize;
      const change = storageDifference(
        `storage at ${hex(start)}`,
        this.without(start, old.content),
        this.without(start, content),
      );
      if (change !== undefined) found.push(change);
      if (this.statedKeys.has(frame)) continue;
      const kept = this.storedFrames.has(frame) ? ~6 : ~4;
      for (const item of diff(storageKey, Uint8Array.of(old.key & kept), Uint8Array.of(key & kept))) {
        found.push({ where: `key of frame ${hex(start)}: ${item.field}`, expected: item.expected, seen: item.seen });
      }
    }
    return [...found, ...this.unexpectedlyListed(now.changed, now)];
  }

  private unexpectedlyListed(listed: Uint8Array, now: Snapshot): Difference[] {
    const view = new DataView(listed.buffer, listed.byteOffset, listed.byteLength);
    const frames = Array.from(
      { length: listed.length / 8 },
      (_, index) => Number(view.getBigUint64(index * 8)) / frameSize,
    );
    return frames
      .filter(
        (frame) =>
          !now.frames.has(frame) && !isSuiteFrame(frame) && !this.statedKeys.has(frame) && !this.statesStorageIn(frame),
      )
      .map((frame) => ({
        where: `frame ${hex(frame * frameSize)}`,
        expected: 'unchanged',
        seen: 'in the list of changed frames',
      }));
  }

  private statesStorageIn(frame: number): boolean {
    return this.statedStorage.some(
      ([start, length]) => start < (frame + 1) * frameSize && frame * frameSize < start + length,
    );
  }

  private masked(cpu: Uint8Array): Uint8Array {
    const copy = cpu.slice();
    copy.set(
      encode(psw, this.statedPsw, copy.subarray(cpuStateOffset.psw, cpuStateOffset.psw + 16)),
      cpuStateOffset.psw,
    );
    for (const [offset, length] of this.statedCpu) copy.fill(0, offset, offset + length);
    return copy;
  }

  private without(start: number, content: Uint8Array): Uint8Array {
    const stated = this.statedStorage.filter(([from, length]) => from < start + frameSize && start < from + length);
    if (stated.length === 0) return content;
    const copy = content.slice();
    for (const [from, length] of stated)
      copy.fill(0, Math.max(0, from - start), Math.min(frameSize, from + length - start));
    return copy;
  }
}
