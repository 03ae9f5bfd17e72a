import type { AbsoluteStorage } from './absolute-storage';
import type { Filled } from './instance';

const page = 0x1000;

/** Where QEMU has put something before anything ran. The firmware lies at a fixed distance from the end. */
export function findFilled(storage: AbsoluteStorage): Filled[] {
  const zero = Buffer.alloc(page);
  const found: Filled[] = [];
  for (let at = 0; at < storage.size; at += page) {
    if (storage.read(at, page).equals(zero)) continue;
    const from = at < storage.size / 4 ? 'start' : 'end';
    const offset = from === 'start' ? at : storage.size - at;
    const last = found.at(-1);
    const continues = last !== undefined && last.from === from && offset === last.offset + stepOf(from, last.length);
    if (continues) found[found.length - 1] = { ...last, length: last.length + page };
    else found.push({ from, offset, length: page });
  }
  return found;
}

function stepOf(from: Filled['from'], length: number): number {
  return from === 'start' ? length : -length;
}
