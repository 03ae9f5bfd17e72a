import assert from 'node:assert/strict';
import test from 'node:test';
import { errno } from '../uapi/errno';
import { buffer, checkOnly, KvmLaboratory, op, withKey } from './kernel/kvm/laboratory';
import { architecture } from './model';
import { positionNamed, positionNames } from './positions';

const laboratory = (name: string) => new KvmLaboratory({ model: positionNamed(name).apply(architecture) });
const read = { op: op.KVM_S390_MEMOP_ABSOLUTE_READ, gaddr: 0x2000, size: 8, buf: buffer };
const end = 2 << 20;

test('a position is one sentence, and an unknown one is an error', () => {
  for (const name of positionNames) assert.match(positionNamed(name).describes, /^[A-Z].*[^.]\.$/);
  assert.throws(() => positionNamed('memop'), /no position "memop"/);
});

test('RFC v1: the key is in the flags, the union must be zero, the address comes before the operation', () => {
  const lab = laboratory('memop-rfc1');
  lab.setKeys(0x2000, 0x98);
  const results: [Record<string, number>, number][] = [
    [{ flags: 0x900 }, 0],
    [{ flags: 0x200 }, 4],
    [{}, 0],
    [{ flags: 4 }, -errno.EINVAL],
    [{ ar: 1 }, -errno.EINVAL],
    [{ key: 9 }, -errno.EINVAL],
    [{ old_addr: 1, gaddr: end }, -errno.EINVAL],
    [{ op: 7 }, -errno.EINVAL],
    [{ op: 7, gaddr: end }, 5],
    [{ op: 6 }, -errno.EINVAL],
    [{ size: 65537, ar: 1 }, -errno.E2BIG],
    [{ size: 0 }, -errno.ENOMEM],
    [{ size: 0, flags: checkOnly }, 0],
  ];
  for (const [change, expected] of results)
    assert.equal(lab.memOp({ ...read, ...change }), expected, JSON.stringify(change));
  assert.equal(lab.ioctl(lab.kvm, 0xae03, 209), 1);
  assert.equal(lab.ioctl(lab.kvm, 0xae03, 211), 0);
});

test('version 2: bytes without a use must be zero; as merged they are ignored', () => {
  const lab = laboratory('memop-rfc2');
  const merged = laboratory('memop-merged');
  for (const one of [lab, merged]) one.setKeys(0x2000, 0x98);
  const results: [Record<string, number>, number, number][] = [
    [{ flags: withKey, key: 9 }, 0, 0],
    [{ flags: withKey, key: 2 }, 4, 4],
    [{ key: 9 }, -errno.EINVAL, 0],
    [{ flags: withKey, key: 9, ar: 1 }, -errno.EINVAL, 0],
    [{ flags: withKey, key: 9, old_addr: 1 }, -errno.EINVAL, 0],
  ];
  for (const [change, strict, lax] of results) {
    assert.equal(lab.memOp({ ...read, ...change }), strict, JSON.stringify(change));
    assert.equal(merged.memOp({ ...read, ...change }), lax, JSON.stringify(change));
  }
});

test('the flag that was thought of makes overrides ineffective and is ignored on a VM', () => {
  const lab = laboratory('memop-no-prot-override');
  const cpu = lab.vcpu();
  cpu.enter(0x0000000180000000n, { 's.regs.crs[0]': 0x010000e0 });
  lab.setKeys(0x2000, 0x98);
  const logical = { ...read, op: op.KVM_S390_MEMOP_LOGICAL_READ, flags: withKey, key: 2 };
  assert.equal(cpu.memOp(logical), 0);
  assert.equal(cpu.memOp({ ...logical, flags: withKey | 8 }), 4);
  assert.equal(cpu.memOp({ ...logical, flags: withKey | 8 | checkOnly }), 4);
  assert.equal(lab.memOp({ ...read, flags: 8 }), 0);
  assert.equal(new KvmLaboratory().memOp({ ...read, flags: 8 }), -errno.EINVAL);
});
