import { orbMask } from '../../../architecture/orb';

/** An operation-request block as the subchannel keeps it. */
export interface Orb {
  readonly parameter: number;
  /** Word 1: key, controls, path mask. */
  readonly controls: number;
  /** Word 2, unsigned. */
  readonly programAddress: number;
}

export const orbKey = (orb: Orb): number => orb.controls >>> 28;
export const orbPaths = (orb: Orb): number => (orb.controls & orbMask.logicalPaths) >>> 8;

/** @param bytes 12 or more bytes of the ORB */
export function readOrb(bytes: Uint8Array): Orb {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { parameter: view.getUint32(0), controls: view.getUint32(4), programAddress: view.getUint32(8) };
}
