import type { Cpu } from '../cpu/cpu';
import type { Part } from './access';
import { frameToFetch, frameToStore } from './operands';

/**
 * Goes over two checked operands byte by byte from left to right, as the SS instructions do: an operand that overlaps the
 * other sees what was stored before it.
 * @param combine gives the byte to store from the old byte of the first operand and the byte of the second
 */
export function storeBytes(cpu: Cpu, to: Part, from: Part, combine: (old: number, from: number) => number): void {
  let target: Part | undefined = to;
  let source: Part | undefined = from;
  let targetDone = 0;
  let sourceDone = 0;
  while (target !== undefined && source !== undefined) {
    // In this order: storing is what makes a frame of its own out of the shared frame of zeros.
    const output = frameToStore(cpu, target).bytes;
    const input = frameToFetch(cpu, source).bytes;
    const inputAt = (source.absolute & 0xfff) + sourceDone;
    const outputAt = (target.absolute & 0xfff) + targetDone;
    const count = Math.min(target.length - targetDone, source.length - sourceDone);
    for (let index = 0; index < count; index += 1)
      output[outputAt + index] = combine(output[outputAt + index]!, input[inputAt + index]!);
    targetDone += count;
    sourceDone += count;
    if (targetDone === target.length) {
      target = target.next;
      targetDone = 0;
    }
    if (sourceDone === source.length) {
      source = source.next;
      sourceDone = 0;
    }
  }
}

export function moveBytes(cpu: Cpu, to: Part, from: Part): void {
  storeBytes(cpu, to, from, (_old, byte) => byte);
}
