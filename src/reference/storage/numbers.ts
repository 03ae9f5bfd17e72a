import type { Cpu } from '../cpu/cpu';
import { Kind, type Part } from './access';
import { fetchPart, frameToFetch, frameToStore, logical, storePart } from './operands';

export type Width = 1 | 2 | 4;

/** The content of a checked operand of 1, 2 or 4 bytes, unsigned. */
export function numberAt(cpu: Cpu, part: Part, width: Width): number {
  const view = part.next === undefined ? frameToFetch(cpu, part).view : viewOf(fetchPart(cpu, part, width));
  const offset = part.next === undefined ? part.absolute & 0xfff : 0;
  if (width === 4) return view.getUint32(offset);
  return width === 2 ? view.getUint16(offset) : view.getUint8(offset);
}

export function doublewordAt(cpu: Cpu, part: Part): bigint {
  if (part.next === undefined) return frameToFetch(cpu, part).view.getBigUint64(part.absolute & 0xfff);
  return viewOf(fetchPart(cpu, part, 8)).getBigUint64(0);
}

export function setNumberAt(cpu: Cpu, part: Part, width: Width, value: number): void {
  const gathered = part.next === undefined ? undefined : new Uint8Array(width);
  const view = gathered === undefined ? frameToStore(cpu, part).view : viewOf(gathered);
  const offset = gathered === undefined ? part.absolute & 0xfff : 0;
  if (width === 4) view.setUint32(offset, value);
  else if (width === 2) view.setUint16(offset, value);
  else view.setUint8(offset, value);
  if (gathered !== undefined) storePart(cpu, part, gathered);
}

export function setDoublewordAt(cpu: Cpu, part: Part, value: bigint): void {
  if (part.next === undefined) {
    frameToStore(cpu, part).view.setBigUint64(part.absolute & 0xfff, value);
    return;
  }
  const gathered = new Uint8Array(8);
  viewOf(gathered).setBigUint64(0, value);
  storePart(cpu, part, gathered);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Fetches a logical operand of 1, 2 or 4 bytes. */
export function fetchNumber(cpu: Cpu, address: bigint, base: number, width: Width): number {
  return numberAt(cpu, logical(cpu, Kind.fetch, address, width, base), width);
}

export function fetchDoubleword(cpu: Cpu, address: bigint, base: number): bigint {
  return doublewordAt(cpu, logical(cpu, Kind.fetch, address, 8, base));
}

export function storeNumber(cpu: Cpu, address: bigint, base: number, width: Width, value: number): void {
  setNumberAt(cpu, logical(cpu, Kind.store, address, width, base), width, value);
}

export function storeDoubleword(cpu: Cpu, address: bigint, base: number, value: bigint): void {
  setDoublewordAt(cpu, logical(cpu, Kind.store, address, 8, base), value);
}
