import assert from 'node:assert/strict';
import test from 'node:test';
import { errno } from '../../../../uapi/errno';
import { buffer, checkOnly, guest, inject, KvmLaboratory, op, type VcpuLaboratory, withKey } from '../laboratory';

const supervisor = 0x0000000180000000n;
const read = op.KVM_S390_MEMOP_LOGICAL_READ;
const write = op.KVM_S390_MEMOP_LOGICAL_WRITE;
const overrides = { fetch: 0x02000000n, storage: 0x01000000n, low: 0x10000000n };
const keyed = { flags: withKey, key: 2, buf: buffer };

function entered(cr0: bigint, options = {}): { lab: KvmLaboratory; cpu: VcpuLaboratory } {
  const lab = new KvmLaboratory(options);
  const cpu = lab.vcpu();
  cpu.enter(supervisor, { 's.regs.crs[0]': 0xe0n | cr0 });
  return { lab, cpu };
}

test('refusals in their order', () => {
  const { lab, cpu } = entered(0n);
  const good = { op: read, gaddr: 0x4000, size: 8, buf: buffer };
  const results: [Record<string, number>, number][] = [
    [{ op: 4 }, -errno.EINVAL],
    [{ op: 7 }, -errno.EINVAL],
    [{ flags: 8 }, -errno.EINVAL],
    [{ size: 0 }, -errno.EINVAL],
    [{ size: 65537 }, -errno.E2BIG],
    [{ size: 65537, ar: 16 }, -errno.E2BIG],
    [{ flags: withKey, key: 16 }, -errno.EINVAL],
    [{ ar: 16 }, -errno.EINVAL],
    [{ ar: 15, key: 99 }, 0],
    [{ flags: withKey | checkOnly | inject }, 0],
    [{ op: write, buf: 0, gaddr: 0x200000 }, -errno.EFAULT],
    [{ buf: 0, gaddr: 0x200000 }, 5],
    [{ buf: 0 }, -errno.EFAULT],
    [{ buf: 0, gaddr: 0x1fff00, size: 0x200, flags: checkOnly }, 5],
  ];
  for (const [change, expected] of results)
    assert.equal(cpu.memOp({ ...good, ...change }), expected, JSON.stringify(change));
  assert.equal(lab.ioctl(cpu.fd, 0x4040aeb1, 0), -errno.EFAULT);
});

test('a register of the secure area', () => {
  const { cpu } = entered(0n);
  const good = { op: 2, size: 1, buf: buffer };
  for (const [change, expected] of [
    [{ size: 4096 }, -errno.EINVAL],
    [{ size: 8192 }, -errno.EINVAL],
    [{ size: 8193 }, -errno.E2BIG],
    [{ flags: 1, size: 1 << 20 }, -errno.EINVAL],
    [{ size: 0 }, -errno.EINVAL],
    [{ size: 0xffffffff }, -errno.E2BIG],
  ] as const)
    assert.equal(cpu.memOp({ ...good, ...change }), expected, JSON.stringify(change));
});

test('fetch-protection override covers 2048 bytes at effective 0, also after the wrap', () => {
  const { lab, cpu } = entered(overrides.fetch);
  lab.setKeys(0, 0x98);
  assert.equal(cpu.memOp({ ...keyed, op: read, gaddr: 0, size: 2048 }), 0);
  assert.equal(cpu.memOp({ ...keyed, op: read, gaddr: 0, size: 2049 }), 4);
  assert.equal(cpu.memOp({ ...keyed, op: write, gaddr: 0, size: 8 }), 4);
  assert.equal(cpu.memOp({ ...keyed, op: read, gaddr: 0, size: 2049, flags: withKey | checkOnly }), 4);
});

test('storage-protection override and low-address protection', () => {
  const { lab, cpu } = entered(overrides.storage | overrides.low);
  lab.setKeys(0x4000, 0x98, 0x88);
  assert.equal(cpu.memOp({ ...keyed, op: write, gaddr: 0x4000, size: 8 }), 0);
  assert.equal(cpu.memOp({ ...keyed, op: write, gaddr: 0x5000, size: 8 }), 4);
  assert.equal(cpu.memOp({ op: write, gaddr: 0x1ff, size: 1, buf: buffer }), 4);
  assert.equal(cpu.memOp({ op: write, gaddr: 0x200, size: 1, buf: buffer }), 0);
});

const teid = (lab: KvmLaboratory): bigint => Buffer.from(lab.at(guest + 0xa8, 8)).readBigUInt64BE();

test('an injected exception reaches the guest with its identification', () => {
  const { lab, cpu } = entered(0n);
  lab.setKeys(0x4000, 0x20, 0x98);
  lab.put(guest + 0x1d0, Buffer.from('0002000180000000' + '0000000000000bad', 'hex'));
  lab.put(buffer, new Uint8Array(0x2000).fill(7));
  const deliver = (values: object): bigint => {
    lab.put(guest + 0xa8, new Uint8Array(8));
    assert.equal(cpu.memOp({ ...keyed, flags: withKey | inject, ...values }), 4);
    assert.equal(cpu.run(), 0);
    assert.equal(cpu.get('psw_addr'), 0xbadn);
    assert.equal(lab.at(guest + 0x8f, 1)[0], 4);
    return teid(lab);
  };
  assert.equal(deliver({ op: write, gaddr: 0x5000, size: 8 }), 0x5408n);
  assert.equal(deliver({ op: write, gaddr: 0x4ff8, size: 16 }), 0x5400n);
  assert.deepEqual(lab.at(guest + 0x4ff8, 8), new Uint8Array(8).fill(7));
  assert.equal(deliver({ op: read, gaddr: 0x4ff8, size: 16 }), 0x5808n);
  lab.put(guest + 0xa8, new Uint8Array(8).fill(1));
  assert.equal(cpu.memOp({ ...keyed, op: write, gaddr: 0x5000, size: 8 }), 4);
  cpu.enter(supervisor, { 's.regs.crs[0]': 0xe0n });
  assert.equal(teid(lab), 0x0101010101010101n);
});

test('a read and a write of two pages where the second is missing', () => {
  const { lab, cpu } = entered(0n);
  lab.put(buffer, new Uint8Array(16).fill(7));
  assert.equal(cpu.memOp({ op: write, gaddr: 0x1ffff8, size: 16, buf: buffer }), 5);
  assert.deepEqual(lab.at(guest + 0x1ffff8, 8), new Uint8Array(8));
  assert.equal(cpu.memOp({ op: read, gaddr: 0x1ffff8, size: 16, buf: buffer }), 5);
  assert.deepEqual(lab.at(buffer, 16), new Uint8Array(16).fill(7));
});
