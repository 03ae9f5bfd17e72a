import assert from 'node:assert/strict';
import test from 'node:test';
import { decode } from '../../../codec/codec';
import { errno } from '../../../uapi/errno';
import { kvmInterrupt, kvmIrqPgm, kvmIrqState, kvmInterruptTypes as types } from '../../../uapi/kvm/interrupts';
import { kvmSharedIoctls, kvmVcpuIoctls as numbers } from '../../../uapi/kvm/numbers';
import { buffer, guest, inject, KvmLaboratory, op } from './laboratory';

const supervisor = 0x0000000180000000n;
const state = (len: number) => ({ buf: buffer, len });

test('what is pending can be taken from one CPU to another', () => {
  const lab = new KvmLaboratory();
  const [one, two] = [lab.vcpu(0), lab.vcpu(1)];
  one.enter(supervisor, { 's.regs.crs[0]': 0x100000e0 });
  assert.equal(
    one.memOp({ op: op.KVM_S390_MEMOP_LOGICAL_WRITE, gaddr: 0x100, size: 8, buf: buffer, flags: inject }),
    4,
  );
  for (const type of [types.KVM_S390_RESTART, types.KVM_S390_INT_EMERGENCY])
    assert.equal(lab.control(one.fd, kvmSharedIoctls.KVM_S390_INTERRUPT, kvmInterrupt, { type, parm: 1 }), 0);
  assert.equal(lab.control(one.fd, numbers.KVM_S390_GET_IRQ_STATE, kvmIrqState, state(72)), -errno.ENOBUFS);
  assert.equal(lab.control(one.fd, numbers.KVM_S390_GET_IRQ_STATE, kvmIrqState, state(4096)), 216);
  const program = decode(kvmIrqPgm, lab.at(buffer, 72), 'big');
  assert.equal(program['u.pgm.code'], 4n);
  assert.equal(program['u.pgm.trans_exc_code'], 0x480n);
  const given = lab.at(buffer, 216);
  for (const [length, expected] of [
    [0, -errno.EINVAL],
    [71, -errno.EINVAL],
    [216, 0],
    [216, -errno.EBUSY],
  ] as const)
    assert.equal(lab.control(two.fd, numbers.KVM_S390_SET_IRQ_STATE, kvmIrqState, state(length)), expected);
  lab.put(buffer, new Uint8Array(216));
  assert.equal(lab.control(two.fd, numbers.KVM_S390_GET_IRQ_STATE, kvmIrqState, state(4096)), 216);
  assert.deepEqual(lab.at(buffer, 216), given);
});

test('what cannot be injected is refused', () => {
  const lab = new KvmLaboratory();
  const cpu = lab.vcpu();
  const results: [Record<string, number>, number][] = [
    [{ type: types.KVM_S390_PROGRAM_INT, parm: 0x10000 }, -errno.EINVAL],
    [{ type: types.KVM_S390_INT_EMERGENCY, parm: 7 }, -errno.EINVAL],
    [{ type: types.KVM_S390_INT_SERVICE }, -errno.EINVAL],
    [{ type: types.KVM_S390_SIGP_STOP, parm: 2 }, -errno.EINVAL],
    [{ type: types.KVM_S390_INT_EXTERNAL_CALL }, 0],
    [{ type: types.KVM_S390_INT_EXTERNAL_CALL }, -errno.EBUSY],
    [{ type: 1 }, -errno.EINVAL],
  ];
  for (const [values, expected] of results)
    assert.equal(
      lab.control(cpu.fd, kvmSharedIoctls.KVM_S390_INTERRUPT, kvmInterrupt, values),
      expected,
      JSON.stringify(values),
    );
});

test('a status is stored at an address of the guest', () => {
  const lab = new KvmLaboratory();
  const cpu = lab.vcpu();
  cpu.set({ 's.regs.gprs[1]': 0x1122334455667788n, 's.regs.acrs[2]': 0x99aabbcc });
  assert.equal(lab.ioctl(cpu.fd, numbers.KVM_S390_STORE_STATUS, 0x5000), 0);
  assert.equal(Buffer.from(lab.at(guest + 0x5088, 8)).toString('hex'), '1122334455667788');
  assert.equal(Buffer.from(lab.at(guest + 0x5148, 4)).toString('hex'), '99aabbcc');
  assert.equal(Buffer.from(lab.at(guest + 0x5180, 8)).toString('hex'), '00000000000000e0');
  assert.equal(lab.ioctl(cpu.fd, numbers.KVM_S390_STORE_STATUS, -1), 0);
  assert.equal(lab.at(guest + 163, 1)[0], 1);
  assert.equal(lab.ioctl(cpu.fd, numbers.KVM_S390_STORE_STATUS, 0x200000), -errno.EFAULT);
});
