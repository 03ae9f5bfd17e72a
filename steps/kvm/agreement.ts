import type { DataTable } from '@cucumber/cucumber';
import { cr0 } from '../../src/architecture/control-registers';
import { storageKey } from '../../src/architecture/storage-key';
import { encode } from '../../src/codec/codec';
import type { Answer, Entry } from '../../src/contract/entries';
import type { Difference } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { kvmSkeys, memOp, memOpFlags, memOps } from '../../src/uapi/kvm/mem-op';
import { kvmSharedIoctls, kvmVcpuIoctls, kvmVmIoctls } from '../../src/uapi/kvm/numbers';
import { kvmSregs } from '../../src/uapi/kvm/registers';
import { hexBytes } from '../expectation';
import { bigEndian, cr0AfterReset, fromBigEndian } from '../registers';
import { patternOf } from '../sweep/access';
import { type Combination, combinations } from '../sweep/dimensions';
import { rememberSweep, type TriedRow } from '../sweep/verdict';
import { When } from '../vocabulary';
import type { TckWorld } from '../world';

/** The dimensions of an operation and what they are when a table leaves them out. */
const dimensions: Combination = {
  'file descriptor': 'vm',
  access: 'read',
  flags: 'SKEY_PROTECTION',
  'access key': '0',
  'access-control bits': '0',
  'fetch protection': '0',
  'fetch-protection override': 'off',
  'storage-protection override': 'off',
  address: '0x10000',
};

const operations: Readonly<Record<string, number>> = {
  'vm read': memOps.KVM_S390_MEMOP_ABSOLUTE_READ,
  'vm write': memOps.KVM_S390_MEMOP_ABSOLUTE_WRITE,
  'vcpu read': memOps.KVM_S390_MEMOP_LOGICAL_READ,
  'vcpu write': memOps.KVM_S390_MEMOP_LOGICAL_WRITE,
};

const flagsOf = (text: string): number =>
  text.split(' + ').reduce((all, name) => all | memOpFlags[`KVM_S390_MEMOP_F_${name}` as keyof typeof memOpFlags], 0);

/** Memory of the program that every operation uses. */
interface Places {
  readonly argument: bigint;
  readonly keys: bigint;
  readonly key: bigint;
  readonly registers: bigint;
  readonly buffer: bigint;
}

const length = 8;

interface Tried {
  readonly result: string;
  readonly buffer: Uint8Array;
  readonly guest: Uint8Array;
}

function put(address: bigint, bytes: Uint8Array): Entry {
  return { verb: 'write', space: 'user', address, bytes };
}

class MemOpSweep {
  private overrides = '';

  constructor(
    private readonly world: TckWorld,
    private readonly places: Places,
  ) {}

  private ioctl(file: string, request: number, argument: bigint): Entry {
    const fd = BigInt(this.world.host.file(file).fd);
    return { verb: 'call', task: 0, name: 'ioctl', arguments: [fd, BigInt(request), argument] };
  }

  /** Control register 0 of the vCPU, where it is another one than before. */
  private setOverrides(combination: Combination): Entry[] {
    const on = (name: string): number => (combination[name] === 'on' ? 1 : 0);
    const values = {
      fetchProtectionOverride: on('fetch-protection override'),
      storageProtectionOverride: on('storage-protection override'),
    };
    const wanted = JSON.stringify(values);
    if (wanted === this.overrides || !this.world.host.files.has('vcpu')) return [];
    this.overrides = wanted;
    const crs = { 'crs[0]': fromBigEndian(encode(cr0, values, bigEndian(cr0AfterReset, 8))), 'crs[14]': 0xc2000000n };
    return [
      put(this.places.registers, encode(kvmSregs, crs, undefined, this.world.host.order)),
      this.ioctl('vcpu', kvmVcpuIoctls.KVM_SET_SREGS, this.places.registers),
    ];
  }

  private setKey(combination: Combination): Entry[] {
    const { keys, key } = this.places;
    const byte = encode(storageKey, {
      acc: Number(combination['access-control bits']),
      fetchProtection: Number(combination['fetch protection']),
    });
    const start = BigInt(combination.address!) / 4096n;
    const values = { start_gfn: start, count: 1, skeydata_addr: key };
    return [
      put(key, byte),
      put(keys, encode(kvmSkeys, values, undefined, this.world.host.order)),
      this.ioctl('vm', kvmVmIoctls.KVM_S390_SET_SKEYS, keys),
    ];
  }

  async try(combination: Combination, row: number): Promise<Tried> {
    const { argument, buffer } = this.places;
    const file = combination['file descriptor']!;
    const op = operations[`${file} ${combination.access}`];
    if (op === undefined) throw new Error(`there is no operation "${combination.access}" on "${file}"`);
    const guest = BigInt(this.world.host.named('guest').start) + BigInt(combination.address!);
    const values = {
      gaddr: BigInt(combination.address!),
      flags: flagsOf(combination.flags!),
      size: length,
      op,
      buf: buffer,
      key: Number(combination['access key']),
    };
    const answers = await this.world.perform(`combination ${row + 1}`, [
      ...this.setOverrides(combination),
      ...this.setKey(combination),
      put(guest, patternOf(row, length, 0)),
      put(buffer, patternOf(row, length, 0x35)),
      put(argument, encode(memOp, values, undefined, this.world.host.order)),
      this.ioctl(file, kvmSharedIoctls.KVM_S390_MEM_OP, argument),
      { verb: 'read', space: 'user', address: buffer, length },
      { verb: 'read', space: 'user', address: guest, length },
    ]);
    for (const answer of answers.slice(0, -3))
      if (answer.kind === 'returned' && answer.errno !== 0)
        throw new Error(`setting up combination ${row + 1} failed with ${errnoName(answer.errno)}`);
    return tried(answers.slice(-3));
  }
}

function tried([call, buffer, guest]: readonly Answer[]): Tried {
  if (call?.kind !== 'returned' || buffer?.kind !== 'bytes' || guest?.kind !== 'bytes')
    throw new Error('the machine answered out of order');
  const result = call.errno === 0 ? String(call.value) : errnoName(call.errno);
  return { result, buffer: buffer.bytes, guest: guest.bytes };
}

/** Data included: what is not moved stays on both sides. */
function differences(expected: string, seen: Tried, combination: Combination, row: number): Difference[] {
  const moved = expected === '0' && !combination.flags!.includes('CHECK_ONLY');
  const ofGuest = patternOf(row, length, 0);
  const ofBuffer = patternOf(row, length, 0x35);
  const found: Difference[] = [];
  const compare = (where: string, wanted: Uint8Array, bytes: Uint8Array): void => {
    if (Buffer.compare(wanted, bytes) !== 0) found.push({ where, expected: hexBytes(wanted), seen: hexBytes(bytes) });
  };
  if (seen.result !== expected) found.push({ where: 'result', expected, seen: seen.result });
  compare('buffer afterwards', moved && combination.access === 'read' ? ofGuest : ofBuffer, seen.buffer);
  compare('guest afterwards', moved && combination.access === 'write' ? ofBuffer : ofGuest, seen.guest);
  return found;
}

/** Eight bytes, with KVM_S390_MEM_OP: absolute operations on the vm, logical ones on the vcpu. */
When('every combination of these is tried with KVM_S390_MEM_OP:', async function (this: TckWorld, table: DataTable) {
  const program = this.host;
  await program.ready();
  const place = (size: number): bigint => program.reserve(size);
  const sweep = new MemOpSweep(this, {
    argument: place(memOp.size),
    keys: place(kvmSkeys.size),
    key: place(1),
    registers: place(kvmSregs.size),
    buffer: place(length),
  });
  const rows: TriedRow[] = [];
  for (const combination of combinations(table.raw(), dimensions)) {
    const row = rows.length;
    const seen = await sweep.try(combination, row);
    rows.push({ combination, differences: (expected) => differences(expected, seen, combination, row) });
  }
  rememberSweep(
    this,
    table.raw().map(([dimension]) => dimension!),
    rows,
  );
});
