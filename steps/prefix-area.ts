import { programInterruptionCodes } from '../src/architecture/interruption-codes';
import { lowcore } from '../src/architecture/lowcore';
import { decodeField } from '../src/codec/codec';
import { hex } from './expectation';
import type { TckWorld } from './world';

const names = new Map<number, string>(Object.entries(programInterruptionCodes).map(([name, code]) => [code, name]));

/** `0x0004 (protection)`. */
export function namedCode(code: number): string {
  return `${hex(code, 2)} (${names.get(code) ?? 'no known exception'})`;
}

export function exceptionName(code: number): string {
  return names.get(code) ?? hex(code, 2);
}

/** The assigned storage locations at the prefix in force. */
export async function prefixArea(world: TckWorld): Promise<Uint8Array> {
  return world.read('absolute', world.currentPrefix, lowcore.size);
}

export async function programCode(world: TckWorld): Promise<number> {
  return Number(decodeField(lowcore, await prefixArea(world), 'programCode'));
}

/** How the last instruction ended, a program interruption with its code. */
export async function endingText(world: TckWorld): Promise<string> {
  const { ending } = world.executed;
  return ending === 'program' ? `program, code ${namedCode(await programCode(world))}` : ending;
}
