import { assemble } from '../../src/architecture/assembly';
import { cr0 } from '../../src/architecture/control-registers';
import { cpuStateOffset } from '../../src/architecture/cpu-state';
import { programInterruptionCodes } from '../../src/architecture/interruption-codes';
import { frameSize, storageKey } from '../../src/architecture/storage-key';
import { encode } from '../../src/codec/codec';
import type { Answer, Entry } from '../../src/contract/entries';
import type { Difference } from '../../src/contract/judgement';
import { hexBytes } from '../expectation';
import { setPsw } from '../psw';
import { bigEndian, cr0AfterReset } from '../registers';
import { scratch } from '../stage';
import type { TckWorld } from '../world';
import type { Combination } from './dimensions';

const mnemonics = {
  fetch: { 1: 'IC', 2: 'LH', 4: 'L', 8: 'LG' },
  store: { 1: 'STC', 2: 'STH', 4: 'ST', 8: 'STG' },
} as const;

export type AccessLength = keyof typeof mnemonics.fetch;

/** What one tried access showed. */
export interface Tried {
  /** `completes`, `protection exception`, … in the words of a feature. */
  readonly ending: string;
  /** Fetched: what the register holds; stored: what storage holds. */
  readonly seen: Uint8Array;
}

const codeNames = new Map<number, string>(Object.entries(programInterruptionCodes).map(([name, code]) => [code, name]));
const programCodeAddress = 0x8en;

function write(space: 'absolute' | 'cpu' | 'key', address: number, bytes: Uint8Array): Entry {
  return { verb: 'write', space, cpu: 0, address: BigInt(address), bytes };
}

/** Bytes that are different in every row, so that an access that did not happen shows. */
export function patternOf(row: number, length: number, salt: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => ((row + 1) * (2 * index + 3) + salt) & 0x7f);
}

/** Sets up one combination, makes the access and looks at what it did. */
export async function tryAccess(
  world: TckWorld,
  combination: Combination,
  row: number,
  length: AccessLength,
): Promise<Tried> {
  const store = combination.access === 'store';
  const address = Number(combination.address);
  const on = (dimension: string) => (combination[dimension] === 'on' ? 1 : 0);
  setPsw(world, { key: Number(combination['access key']) });
  const instruction = assemble(`${mnemonics[store ? 'store' : 'fetch'][length]} ${scratch.data},0(${scratch.address})`);
  const overrides = {
    fetchProtectionOverride: on('fetch-protection override'),
    storageProtectionOverride: on('storage-protection override'),
  };
  const key = encode(storageKey, {
    acc: Number(combination['access-control bits']),
    fetchProtection: Number(combination['fetch protection']),
  });
  const register = new Uint8Array(8);
  if (store) register.set(patternOf(row, length, 0x35), 8 - length);
  const answers = await world.perform(`combination ${row + 1}`, [
    write('absolute', address, patternOf(row, length, 0)),
    write('cpu', cpuStateOffset.gr(scratch.data), register),
    write('cpu', cpuStateOffset.gr(scratch.address), bigEndian(BigInt(address), 8)),
    write('cpu', cpuStateOffset.cr(0), encode(cr0, overrides, bigEndian(cr0AfterReset, 8))),
    write('key', address - (address % frameSize), key),
    ...world.executeEntries(instruction),
    { verb: 'read', space: 'absolute', address: programCodeAddress, length: 2 },
    store
      ? { verb: 'read', space: 'absolute', address: BigInt(address), length }
      : { verb: 'read', space: 'cpu', cpu: 0, address: BigInt(cpuStateOffset.gr(scratch.data) + 8 - length), length },
  ]);
  return tried(answers.slice(-3));
}

function tried([ended, code, seen]: readonly Answer[]): Tried {
  if (ended?.kind !== 'ended' || code?.kind !== 'bytes' || seen?.kind !== 'bytes')
    throw new Error('the machine answered out of order');
  const value = (code.bytes[0]! << 8) | code.bytes[1]!;
  const ending =
    ended.ending === 'completed'
      ? 'completes'
      : ended.ending === 'program'
        ? `${codeNames.get(value) ?? `code ${value}`} exception`
        : ended.ending;
  return { ending, seen: seen.bytes };
}

/** Where a tried access differs from what the decision table says, data included. */
export function accessDifferences(
  expected: string,
  { ending, seen }: Tried,
  store: boolean,
  row: number,
  length: number,
): Difference[] {
  const differences: Difference[] = [];
  if (ending !== expected) differences.push({ where: 'ends with', expected, seen: ending });
  const moved = expected === 'completes';
  const untouched = store ? patternOf(row, length, 0) : new Uint8Array(length);
  const done = patternOf(row, length, store ? 0x35 : 0);
  const wanted = moved ? done : untouched;
  if (Buffer.compare(wanted, seen) !== 0) {
    const where = store ? 'storage afterwards' : 'register afterwards';
    differences.push({ where, expected: hexBytes(wanted), seen: hexBytes(seen) });
  }
  return differences;
}
