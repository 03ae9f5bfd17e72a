import {
  accessListDesignation,
  accessListEntry,
  alet as aletLayout,
  asnSecondTableEntry,
} from '../../architecture/access-list';
import { decode } from '../../codec/codec';
import type { Cpu } from '../cpu/cpu';
import { programCheck } from '../cpu/program-check';
import { type Access, Kind } from './access';
import { accessException, protectionException } from './identification';

function wordBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Control blocks are at real addresses and are fetched without key. */
function fetched(cpu: Cpu, real: number, length: number): Uint8Array {
  const absolute = cpu.behaviour.prefixed(real, cpu.prefix);
  if (!cpu.storage.has(absolute) || !cpu.storage.has(absolute + length - 1)) throw programCheck('addressing');
  return cpu.storage.read(absolute, length);
}

/** Whether the authority table lets the extended authorization index use the space as a secondary space. */
function authorised(cpu: Cpu, table: number, length: number, index: number): boolean {
  if (index >> 4 > length) return false;
  const byte = fetched(cpu, table + (index >> 2), 1)[0]!;
  return (byte & (0x40 >> ((index & 3) * 2))) !== 0;
}

/**
 * Access-register translation: the address-space-control element of the space that an access register designates.
 * Source: z/Architecture access-register translation; Linux arch/s390/kvm/gaccess.c ar_translation.
 */
export function translateAccessRegister(cpu: Cpu, access: Access): bigint {
  const word = access.accessRegister === 0 ? 0 : cpu.ar(access.accessRegister);
  if (word === 0) return cpu.cr(1);
  if (word === 1) return cpu.cr(7);
  if (word >>> 25 !== 0) throw accessException(cpu, access, 'ALET specification');
  const alet = decode(aletLayout, wordBytes(word));
  const owner = (alet.primaryList === 1n ? cpu.crLow(5) : cpu.crLow(2)) & 0x7fffffc0;
  const list = decode(accessListDesignation, fetched(cpu, owner + 16, 4));
  const number = Number(alet.number);
  if (number >> 3 > Number(list.length)) throw accessException(cpu, access, 'ALEN translation');
  const entryAddress = Number(list.origin) * 128 + number * 16;
  if (entryAddress > 0x7fffffff) throw programCheck('addressing');
  const entry = decode(accessListEntry, fetched(cpu, entryAddress, 16));
  if (entry.invalid === 1n) throw accessException(cpu, access, 'ALEN translation');
  if (entry.sequence !== alet.sequence) throw accessException(cpu, access, 'ALE sequence');
  const space = decode(asnSecondTableEntry, fetched(cpu, Number(entry.asnSecondTableEntry) * 64, 64));
  if (space.invalid === 1n) throw accessException(cpu, access, 'ASTE validity');
  if (space.sequence !== entry.asnSecondTableSequence) throw accessException(cpu, access, 'ASTE sequence');
  const index = cpu.crLow(8) >>> 16;
  if (
    entry.private === 1n &&
    Number(entry.authorizationIndex) !== index &&
    !authorised(cpu, Number(space.authorityTable) * 4, Number(space.authorityTableLength), index)
  )
    throw accessException(cpu, access, 'extended authority');
  if (entry.fetchOnly === 1n && access.kind === Kind.store) throw protectionException(cpu, access, 'access-list');
  return space.asce!;
}
