import assert from 'node:assert/strict';
import test from 'node:test';
import { errno } from '../../../uapi/errno';
import { kvmDirtyLog } from '../../../uapi/kvm/memory';
import { kvmVmIoctls } from '../../../uapi/kvm/numbers';
import { buffer, guest, KvmLaboratory, op } from './laboratory';

const megabyte = 1 << 20;
const region = { slot: 1, guest_phys_addr: 4 * megabyte, memory_size: megabyte, userspace_addr: guest };

test('what a slot must be', () => {
  const lab = new KvmLaboratory();
  const results: [Record<string, number | bigint>, number][] = [
    [{ flags: 2 }, -errno.EINVAL],
    [{ flags: 8 }, -errno.EINVAL],
    [{ memory_size: 0x1800 }, -errno.EINVAL],
    [{ memory_size: 0x1000 }, -errno.EINVAL],
    [{ userspace_addr: guest + 0x1000 }, -errno.EINVAL],
    [{ guest_phys_addr: 0x800 }, -errno.EINVAL],
    [{ slot: 32767 }, -errno.EINVAL],
    [{ slot: 0x10001 }, -errno.EINVAL],
    [{ guest_phys_addr: 2n ** 64n - 0x100000n }, -errno.EINVAL],
    [{ memory_size: 0 }, -errno.EINVAL],
    [{ guest_phys_addr: megabyte }, -errno.EEXIST],
    [{}, 0],
    [{}, 0],
    [{ memory_size: 2 * megabyte }, -errno.EINVAL],
    [{ userspace_addr: guest + megabyte }, -errno.EINVAL],
    [{ guest_phys_addr: 0 }, -errno.EEXIST],
    [{ guest_phys_addr: 8 * megabyte }, 0],
    [{ memory_size: 0 }, 0],
    [{ memory_size: 0 }, -errno.EINVAL],
  ];
  for (const [change, expected] of results)
    assert.equal(
      lab.region({ ...region, ...change }),
      expected,
      Object.entries(change)
        .map(([name, value]) => `${name} ${value}`)
        .join(),
    );
});

test('the dirty log of a slot is given once', () => {
  const lab = new KvmLaboratory();
  const log = (slot: number, dirty_bitmap = buffer + 0x8000) =>
    lab.control(lab.vm, kvmVmIoctls.KVM_GET_DIRTY_LOG, kvmDirtyLog, { slot, dirty_bitmap });
  assert.equal(lab.memOp({ op: op.KVM_S390_MEMOP_ABSOLUTE_WRITE, gaddr: 0x9ffc, size: 8, buf: buffer }), 0);
  assert.equal(log(0, 0), -errno.EFAULT);
  assert.equal(log(0), 0);
  assert.deepEqual(lab.at(buffer + 0x8000, 3), Uint8Array.of(0, 6, 0));
  assert.equal(log(0), 0);
  assert.deepEqual(lab.at(buffer + 0x8000, 3), new Uint8Array(3));
  assert.equal(log(1), -errno.ENOENT);
  assert.equal(log(32767), -errno.EINVAL);
  assert.equal(lab.region({ ...region, slot: 2 }), 0);
  assert.equal(log(2), -errno.ENOENT);
});

test('a page of the program that goes away is a frame that goes away', () => {
  const lab = new KvmLaboratory();
  const cpu = lab.vcpu();
  assert.equal(lab.call('munmap', guest + 0x5000, 0x1000), 0);
  const access = { gaddr: 0x5000, size: 8, buf: buffer };
  assert.equal(lab.memOp({ ...access, op: op.KVM_S390_MEMOP_ABSOLUTE_READ }), 4);
  lab.put(guest + 0x1d0, Buffer.from('00020001800000000000000000000bad', 'hex'));
  cpu.set({ psw_mask: 0x0000000180000000n, psw_addr: 0x5000 });
  assert.equal(cpu.run(), 0);
  assert.equal(cpu.get('psw_addr'), 0xbadn);
  assert.equal(lab.at(guest + 0x8f, 1)[0], 5);
});
