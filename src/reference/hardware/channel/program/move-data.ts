import { ccwFlag } from '../../../../architecture/ccw';
import { orbMask } from '../../../../architecture/orb';
import type { DataArea } from './data-area';
import type { ChannelProgram } from './program';
import { programCheck, protectionCheck } from './storage-access';

/** Only input is passed over; for other commands the flag means nothing. */
export function skips(program: ChannelProgram): boolean {
  return program.has(ccwFlag.skip);
}

/** A byte of data may be there: in storage, and where the designation and address-limit checking let it be. */
export function dataAddressIsValid(program: ChannelProgram, area: DataArea): boolean {
  const { address } = area;
  if (address < 0 || !program.css.storage.has(address)) return false;
  if (area.isDirect && address >= program.limit) return false;
  return !program.allows(orbMask.addressLimit) || program.behaviour.withinLimit(program, address);
}

function checkPiece(program: ChannelProgram, area: DataArea, store: boolean): void {
  const { behaviour } = program;
  const { storage } = program.css;
  if (!behaviour.dataAddressIsValid(program, area)) throw programCheck(program);
  if (!behaviour.keyAllows(program.key, storage.key(area.address), store)) throw protectionCheck(program);
  if (store) behaviour.recordStore(storage, area.address);
  else behaviour.recordFetch(storage, area.address);
}

/** Moves bytes of the device into the area of the CCW in control. Pieces before one that cannot be stored are stored. */
export function storeInput(program: ChannelProgram, area: DataArea, data: Uint8Array, backward: boolean): void {
  const { length } = data;
  if (program.behaviour.skips(program)) {
    program.residual -= length;
    return;
  }
  area.begin(backward);
  for (let done = 0; done < length; done += area.length) {
    area.take(length - done);
    if (area.skipped) {
      program.residual -= area.length;
      continue;
    }
    checkPiece(program, area, true);
    const { bytes } = program.css.storage.frameToStore(area.address);
    const piece = data.subarray(done, done + area.length);
    bytes.set(backward ? Uint8Array.from(piece).reverse() : piece, area.address % 4096);
    program.residual -= area.length;
  }
}

/** Moves bytes from the area of the CCW in control to the device. */
export function fetchOutput(program: ChannelProgram, area: DataArea, length: number): Uint8Array {
  const data = new Uint8Array(length);
  area.begin(false);
  for (let done = 0; done < length; done += area.length) {
    area.take(length - done);
    if (!area.skipped) {
      checkPiece(program, area, false);
      const { bytes } = program.css.storage.frame(area.address);
      data.set(bytes.subarray(area.address % 4096, (area.address % 4096) + area.length), done);
    }
    program.residual -= area.length;
  }
  return data;
}
