import assert from 'node:assert/strict';
import test from 'node:test';
import { errno } from '../../../../uapi/errno';
import { buffer, checkOnly, guest, inject, KvmLaboratory, op, withKey } from '../laboratory';

const read = op.KVM_S390_MEMOP_ABSOLUTE_READ;
const write = op.KVM_S390_MEMOP_ABSOLUTE_WRITE;
const end = 2 << 20;
const bytes = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

test('bytes go to the guest and come back', () => {
  const lab = new KvmLaboratory();
  lab.put(buffer, bytes(65536, 0x5a));
  assert.equal(lab.memOp({ op: write, gaddr: 0x1001, size: 65536, buf: buffer }), 0);
  assert.deepEqual(lab.at(guest + 0x1000, 2), Uint8Array.of(0, 0x5a));
  assert.deepEqual(lab.at(guest + 0x11000, 2), Uint8Array.of(0x5a, 0));
  lab.put(buffer, bytes(65536, 0));
  assert.equal(lab.memOp({ op: read, gaddr: 0x1001, size: 65536, buf: buffer }), 0);
  assert.deepEqual(lab.at(buffer, 65536), bytes(65536, 0x5a));
});

test('refusals in their order', () => {
  const lab = new KvmLaboratory();
  const good = { op: read, gaddr: 0, size: 8, buf: buffer };
  const results: [Record<string, number>, number][] = [
    [{ op: 7 }, -errno.EINVAL],
    [{ op: 0 }, -errno.EINVAL],
    [{ op: 2 }, -errno.EINVAL],
    [{ op: 0xffffffff, size: 65537 }, -errno.EINVAL],
    [{ flags: inject }, -errno.EINVAL],
    [{ flags: 8 }, -errno.EINVAL],
    [{ size: 0 }, -errno.EINVAL],
    [{ size: 0, flags: checkOnly }, -errno.EINVAL],
    [{ size: 65537 }, -errno.E2BIG],
    [{ size: 65537, flags: 8 }, -errno.EINVAL],
    [{ size: 65537, flags: withKey, key: 16 }, -errno.E2BIG],
    [{ flags: withKey, key: 16 }, -errno.EINVAL],
    [{ key: 255, ar: 255, old_addr: 1 }, 0],
    [{ gaddr: end }, 5],
    [{ gaddr: end, buf: 0 }, 5],
    [{ buf: 0 }, -errno.EFAULT],
    [{ buf: 0, flags: checkOnly }, 0],
  ];
  for (const [change, expected] of results)
    assert.equal(lab.memOp({ ...good, ...change }), expected, JSON.stringify(change));
  assert.equal(lab.memOp({ ...good, gaddr: 0xfffffffffffff000n }), 5);
  assert.equal(lab.ioctl(lab.vm, 0x4040aeb1, 0), -errno.EFAULT);
});

test('keys: a mismatch blocks, and a write leaves the pages before it', () => {
  const lab = new KvmLaboratory();
  lab.setKeys(0x2000, 0x98);
  lab.put(buffer, bytes(0x3000, 1));
  const range = { gaddr: 0x1000, size: 0x3000, buf: buffer };
  assert.equal(lab.memOp({ ...range, op: write, flags: withKey, key: 0 }), 0);
  lab.put(buffer, bytes(0x3000, 2));
  assert.equal(lab.memOp({ ...range, op: write, flags: withKey, key: 9 }), 4);
  assert.equal(lab.memOp({ op: write, gaddr: 0x2000, size: 8, buf: buffer, flags: withKey, key: 9 }), 0);
  assert.equal(lab.memOp({ op: read, gaddr: 0x2000, size: 8, buf: buffer, flags: withKey, key: 2 }), 4);
  lab.setKeys(0x1000, 0x20);
  assert.equal(lab.memOp({ ...range, op: write, flags: withKey, key: 2 }), 4);
  assert.deepEqual(lab.at(guest + 0x1000, 1), bytes(1, 2));
  assert.deepEqual(lab.at(guest + 0x3000, 1), bytes(1, 1));
});
