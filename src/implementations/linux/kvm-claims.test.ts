import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLocalLinuxMachine } from './index';
import { kvmFeatures } from './kvm-claims';

test('KVM is claimed where it can access the memory of s390x guests, compare and swap where the kernel says so', () => {
  assert.deepEqual(kvmFeatures(0n, 0n), {});
  assert.deepEqual(kvmFeatures(-1n, -1n), {});
  assert.deepEqual(kvmFeatures(65536n, 0n), { kvm: true, 'kvm.mem-op-cmpxchg': false });
  assert.deepEqual(kvmFeatures(65536n, -1n), { kvm: true, 'kvm.mem-op-cmpxchg': false });
  assert.deepEqual(kvmFeatures(65536n, 1n), { kvm: true, 'kvm.mem-op-cmpxchg': false });
  assert.deepEqual(kvmFeatures(65536n, 3n), { kvm: true, 'kvm.mem-op-cmpxchg': true });
});

test('a computer that is no s390x claims no KVM, whether it has one or not', {
  skip: process.arch === 's390x',
}, async () => {
  const machine = await createLocalLinuxMachine();
  const { features } = await machine.manifest();
  assert.equal(features.kvm, undefined);
  await machine.close();
});
