import type { ByteOrder } from '../../words';
import type { SavingStream } from '../migration/session';
import {
  continued,
  type DeviceShape,
  type EngineState,
  endRecord,
  identificationRecord,
  pageRecord,
  pageRecordSize,
  stateRecord,
} from './stream';

/** What is saved, as it is at the moment. */
export interface Saved {
  readonly shape: DeviceShape;
  page(index: number): Uint8Array;
  readonly pages: number;
  /** Pages that were written since they were last cleared. */
  readonly dirty: Set<number>;
  state(): EngineState;
}

/** The stream of a saving session: all of the memory first, then what changed, and at the end the engine. */
export function saveDevice(saved: Saved, order: ByteOrder, preCopy: boolean): SavingStream {
  const records: Uint8Array[] = [];
  let available = 0;
  let position = 0;
  let checksum = 0;
  let initial = 0;
  let start = 0;
  const add = (record: Uint8Array) => {
    records.push(record);
    available += record.length;
    checksum = continued(record, checksum);
  };
  const addDirty = () => {
    for (const index of saved.dirty) add(pageRecord(index, saved.page(index), order));
    saved.dirty.clear();
  };
  const stopCopy = () => {
    addDirty();
    add(stateRecord(saved.state(), order));
    add(endRecord(checksum, order));
  };
  add(identificationRecord(saved.shape, order));
  for (let index = 0; index < saved.pages; index += 1) add(pageRecord(index, saved.page(index), order));
  saved.dirty.clear();
  initial = available;
  if (!preCopy) stopCopy();
  let stopped = !preCopy;
  return {
    peek: (length) => {
      if (position === available && !stopped) addDirty();
      const wanted = Math.min(length, available - position);
      const parts: Uint8Array[] = [];
      let at = start;
      for (const record of records) {
        if (at >= position + wanted) break;
        if (at + record.length > position)
          parts.push(record.subarray(Math.max(0, position - at), position + wanted - at));
        at += record.length;
      }
      return parts.length === 1 ? parts[0]! : new Uint8Array(Buffer.concat(parts));
    },
    take: (length) => {
      position += length;
      while (records[0] !== undefined && start + records[0].length <= position) start += records.shift()!.length;
    },
    get initialBytes() {
      return Math.max(0, initial - position);
    },
    get dirtyBytes() {
      const again = position === 0 ? 0 : saved.dirty.size * pageRecordSize;
      return Math.max(0, available - Math.max(initial, position)) + again;
    },
    stopCopy: () => {
      stopped = true;
      stopCopy();
    },
  };
}
