import type { ProgramException } from '../../architecture/interruption-codes';
import type { Cpu } from '../cpu/cpu';
import { programCheck } from '../cpu/program-check';
import type { Access } from './access';
import { accessException } from './identification';
import { cr0Has, cr0Mask } from './protection';

/**
 * The levels of translation from the region-first table down to the segment table: where the index stands in the address,
 * and what an index without a valid entry is called.
 * Source: z/Architecture dynamic address translation; Linux arch/s390/kvm/gaccess.c guest_translate.
 */
const levels: readonly { readonly type: bigint; readonly shift: bigint; readonly invalid: ProgramException }[] = [
  { type: 3n, shift: 53n, invalid: 'region first translation' },
  { type: 2n, shift: 42n, invalid: 'region second translation' },
  { type: 1n, shift: 31n, invalid: 'region third translation' },
  { type: 0n, shift: 20n, invalid: 'segment translation' },
];

const realSpace = 0x20n;
const invalidEntry = 0x20n;
const protectedEntry = 0x200n;
const large = 0x400n;
const common = 0x10n;
const executionProtectedEntry = 0x100n;
const pageInvalid = 0x400n;
const pageMustBeZero = 0x800n;

/** Tables are at absolute addresses; neither keys nor prefixing apply. */
function tableEntry(cpu: Cpu, address: bigint): bigint {
  const absolute = Number(address);
  if (!cpu.storage.has(absolute)) throw programCheck('addressing');
  return cpu.storage.frame(absolute).view.getBigUint64(absolute & 0xfff);
}

/** Takes the frame address and the protection bits from the entry that ends the translation. */
function finish(cpu: Cpu, access: Access, entry: bigint, entryAddress: bigint, offsetMask: bigint): void {
  if ((entry & protectedEntry) !== 0n) access.datProtected = true;
  access.executionProtected =
    (entry & executionProtectedEntry) !== 0n && cpu.has(130) && cr0Has(cpu, cr0Mask.executionProtection);
  access.tableEntry = entryAddress;
  access.realAddress = (entry & ~offsetMask) | (access.address & offsetMask);
  access.real = Number(access.realAddress);
}

/**
 * Translates the address of the fragment into `real`.
 * @returns whether the result is an absolute address: large frames are not prefixed
 */
export function translate(cpu: Cpu, access: Access): boolean {
  const { address, asce } = access;
  access.datProtected = false;
  access.executionProtected = false;
  if ((asce & realSpace) !== 0n) {
    access.realAddress = address;
    access.real = Number(address);
    return false;
  }
  const enhanced = cr0Has(cpu, cr0Mask.enhancedDat) && cpu.has(8);
  const top = 3 - Number((asce >> 2n) & 3n);
  if (top !== 0 && (address >> levels[top]!.shift) >> 11n !== 0n) throw accessException(cpu, access, 'ASCE type');
  let origin = asce & ~0xfffn;
  let first = 0n;
  let last = asce & 3n;
  for (let depth = top; ; depth += 1) {
    const { type, shift, invalid } = levels[depth]!;
    const index = (address >> shift) & 0x7ffn;
    if (index >> 9n < first || index >> 9n > last) throw accessException(cpu, access, invalid);
    const entryAddress = origin + index * 8n;
    const entry = tableEntry(cpu, entryAddress);
    if ((entry & invalidEntry) !== 0n) throw accessException(cpu, access, invalid, entryAddress);
    if (((entry >> 2n) & 3n) !== type) throw programCheck('translation specification');
    const mayBeLarge = enhanced && (type === 0n || (type === 1n && cpu.has(78)));
    if ((mayBeLarge || type === 0n) && (entry & common) !== 0n && access.privateSpace)
      throw programCheck('translation specification');
    if (mayBeLarge && (entry & large) !== 0n) {
      finish(cpu, access, entry, entryAddress, (1n << shift) - 1n);
      return true;
    }
    if ((enhanced || type === 0n) && (entry & protectedEntry) !== 0n) access.datProtected = true;
    if (type === 0n) {
      translatePage(cpu, access, entry & ~0x7ffn);
      return false;
    }
    origin = entry & ~0xfffn;
    first = (entry >> 6n) & 3n;
    last = entry & 3n;
  }
}

function translatePage(cpu: Cpu, access: Access, origin: bigint): void {
  const entryAddress = origin + ((access.address >> 12n) & 0xffn) * 8n;
  const entry = tableEntry(cpu, entryAddress);
  if ((entry & pageInvalid) !== 0n) throw accessException(cpu, access, 'page translation', entryAddress);
  if ((entry & pageMustBeZero) !== 0n) throw programCheck('translation specification');
  finish(cpu, access, entry, entryAddress, 0xfffn);
}
