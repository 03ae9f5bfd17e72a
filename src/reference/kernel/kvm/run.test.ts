import assert from 'node:assert/strict';
import test from 'node:test';
import { assemble } from '../../../architecture/assembly';
import { errno } from '../../../uapi/errno';
import { kvmInterrupt, kvmInterruptTypes } from '../../../uapi/kvm/interrupts';
import { kvmSharedIoctls, kvmVcpuIoctls } from '../../../uapi/kvm/numbers';
import { kvmRegs } from '../../../uapi/kvm/registers';
import { guest, KvmLaboratory } from './laboratory';

const supervisor = 0x0000000180000000n;
const external = 0x0100000000000000n;
const wait = 0x0002000000000000n;
const diagnose = Uint8Array.of(0x83, 0x01, 0x05, 0x01);

function program(lab: KvmLaboratory, address: number, ...parts: (string | Uint8Array)[]): void {
  lab.put(guest + address, Buffer.concat(parts.map((part) => (typeof part === 'string' ? assemble(part) : part))));
}

test('a program runs up to a DIAGNOSE; registers come and go through the run area', () => {
  const lab = new KvmLaboratory();
  const cpu = lab.vcpu();
  program(lab, 0x2000, 'LA 1,5(2)', 'STG 1,0x100(3)', diagnose);
  cpu.set({ psw_mask: supervisor, psw_addr: 0x2000, 's.regs.gprs[2]': 0x10, 's.regs.gprs[3]': 0x3000 });
  assert.equal(cpu.run(), 0);
  assert.equal(cpu.get('exit_reason'), 13n);
  assert.deepEqual(lab.at(cpu.area + 48, 8), Uint8Array.of(4, 0, 0x83, 0x01, 0x05, 0x01, 0, 0));
  assert.equal(cpu.get('s.regs.gprs[1]'), 0x15n);
  assert.equal(cpu.get('psw_addr'), 0x200en);
  assert.deepEqual(lab.at(guest + 0x3107, 1), Uint8Array.of(0x15));
  assert.equal(lab.ioctl(cpu.fd, kvmVcpuIoctls.KVM_GET_REGS, 0x3ff_8000_0000), 0);
  assert.equal(lab.at(0x3ff_8000_0000, kvmRegs.size)[15], 0x15);
});

test('a disabled wait is for the program, an enabled one waits for an interruption', () => {
  const lab = new KvmLaboratory();
  const cpu = lab.vcpu();
  cpu.set({ psw_mask: supervisor | wait });
  assert.equal(cpu.run(), 0);
  assert.equal(cpu.icptcode, 0x1c);
  lab.put(guest + 0x1a0, Buffer.from('0000000180000000' + '0000000000002000', 'hex'));
  program(lab, 0x2000, diagnose);
  cpu.set({ psw_mask: supervisor | wait | external });
  assert.deepEqual(lab.begin(1, 'ioctl', cpu.fd, kvmVcpuIoctls.KVM_RUN, 0), { kind: 'blocked' });
  assert.deepEqual(lab.kernel.collect(1), { kind: 'blocked' });
  const restart = { type: kvmInterruptTypes.KVM_S390_RESTART };
  assert.equal(lab.control(cpu.fd, kvmSharedIoctls.KVM_S390_INTERRUPT, kvmInterrupt, restart), 0);
  assert.deepEqual(lab.kernel.collect(1), { kind: 'returned', value: 0n, errno: 0 });
  assert.equal(cpu.icptcode, 4);
});

test('a CPU that runs for ever does not keep others from acting, and its file is busy', () => {
  const lab = new KvmLaboratory();
  const cpu = lab.vcpu();
  program(lab, 0x2000, Uint8Array.of(0xa7, 0xf4, 0, 0));
  cpu.set({ psw_mask: supervisor, psw_addr: 0x2000 });
  assert.deepEqual(lab.begin(1, 'ioctl', cpu.fd, kvmVcpuIoctls.KVM_RUN, 0), { kind: 'blocked' });
  assert.deepEqual(lab.begin(2, 'ioctl', cpu.fd, kvmVcpuIoctls.KVM_GET_MP_STATE, 0), { kind: 'blocked' });
  const stop = { type: kvmInterruptTypes.KVM_S390_SIGP_STOP };
  assert.equal(lab.control(cpu.fd, kvmSharedIoctls.KVM_S390_INTERRUPT, kvmInterrupt, stop), 0);
  assert.deepEqual(lab.kernel.collect(1), { kind: 'returned', value: 0n, errno: 0 });
  assert.equal(cpu.icptcode, 0x28);
  assert.deepEqual(lab.kernel.collect(2), { kind: 'returned', value: 5n, errno: 0 });
});

test('what KVM_RUN refuses', () => {
  const cpu = new KvmLaboratory().vcpu();
  cpu.set({ immediate_exit: 1 });
  assert.equal(cpu.run(), -errno.EINTR);
  cpu.set({ immediate_exit: 0, kvm_dirty_regs: 0x8000 });
  assert.equal(cpu.run(), -errno.EINVAL);
});
