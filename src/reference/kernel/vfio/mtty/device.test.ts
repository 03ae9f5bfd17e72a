import assert from 'node:assert/strict';
import test from 'node:test';
import { errno } from '../../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../../uapi/vfio/device';
import { VfioLaboratory } from '../laboratory';
import * as state from '../migration/states';

function opened(ports = 1): { lab: VfioLaboratory; fd: number } {
  const lab = new VfioLaboratory();
  lab.plug('uart', 'mtty', { ports });
  return { lab, fd: lab.device('uart') };
}

const bar = (register: number): bigint => BigInt(register);
const config = 7n << 40n;

test('a device tells what it is', () => {
  const { lab, fd } = opened();
  const at = lab.words(24, 0, 0, 0, 0, 0);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_INFO, at), 0);
  assert.deepEqual([lab.word(at, 4), lab.word(at, 8), lab.word(at, 12)], [3, 9, 5]);
  const region = lab.words(32, 0, 0, 0, 0n, 0n);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_REGION_INFO, region), 0);
  assert.deepEqual([lab.word(region, 4), lab.word(region, 16, 8)], [3, 8]);
  const irq = lab.words(16, 0, 1, 0);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_IRQ_INFO, irq), 0);
  assert.deepEqual([lab.word(irq, 4), lab.word(irq, 12)], [9, 1]);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_IRQ_INFO, lab.words(16, 0, 2, 0)), -errno.EINVAL);
  assert.equal(lab.ioctl(fd, 0x3bff, 0), -errno.ENOTTY);
});

test('configuration space is little-endian on a big-endian host', () => {
  const { lab, fd } = opened();
  const at = lab.memory(8);
  assert.equal(lab.call('pread', fd, at, 8, config), 8);
  assert.deepEqual([...lab.read(at, 4)], [0x48, 0x43, 0x53, 0x32]);
  assert.equal(lab.call('pwrite', fd, lab.put(Uint8Array.of(255, 255, 255, 255)), 4, config + 0x10n), 4);
  assert.equal(lab.call('pread', fd, at, 4, config + 0x10n), 4);
  assert.deepEqual([...lab.read(at, 4)], [0xf9, 0xff, 0xff, 0xff]);
});

test('what is transmitted is received, with one interrupt until it is unmasked', () => {
  const { lab, fd } = opened();
  const event = lab.eventfd();
  const wire = lab.words(24, 0x24, 0, 0, 1, event);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_SET_IRQS, wire), 0);
  const poke = (register: number, byte: number) =>
    lab.call('pwrite', fd, lab.put(Uint8Array.of(byte)), 1, bar(register));
  poke(1, 1);
  poke(0, 0x41);
  assert.equal(lab.signals(event), 1);
  const at = lab.memory(1);
  lab.call('pread', fd, at, 1, bar(0));
  assert.equal(lab.read(at, 1)[0], 0x41);
  poke(0, 0x42);
  assert.equal(lab.signals(event), 0);
  lab.call('pread', fd, at, 1, bar(0));
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_SET_IRQS, lab.words(20, 0x11, 0, 0, 1)), 0);
  poke(0, 0x43);
  assert.equal(lab.signals(event), 1);
});

test('a UART moves to another machine', () => {
  const source = opened(2);
  const poke = (register: bigint, byte: number) =>
    assert.equal(source.lab.call('pwrite', source.fd, source.lab.put(Uint8Array.of(byte)), 1, register), 1);
  poke(7n, 0x5a);
  poke((1n << 40n) + 7n, 0xa5);
  for (const byte of Buffer.from('moving')) poke(0n, byte);
  const [result, data] = source.lab.set(source.fd, state.preCopy);
  assert.equal(result, 0);
  const early = source.lab.drain(data, 7);
  assert.deepEqual([early.bytes.length, early.end], [24, -errno.ENOMSG]);
  assert.deepEqual(source.lab.set(source.fd, state.stopCopy), [0, -1]);
  const late = source.lab.drain(data);
  assert.deepEqual([late.bytes.length, late.end], [72, 0]);

  const target = opened(2);
  const [, load] = target.lab.set(target.fd, state.resuming);
  const stream = Buffer.concat([early.bytes, late.bytes]);
  assert.equal(target.lab.feed(load, stream.subarray(0, 95), 1), 95);
  assert.deepEqual(target.lab.set(target.fd, state.stop), [-errno.EINVAL, -1]);
  assert.equal(target.lab.state(target.fd), state.resuming);
  assert.equal(target.lab.feed(load, stream.subarray(95)), 1);
  assert.deepEqual(target.lab.set(target.fd, state.running), [0, -1]);
  const at = target.lab.memory(1);
  const peek = (register: bigint) => {
    target.lab.call('pread', target.fd, at, 1, register);
    return target.lab.read(at, 1)[0]!;
  };
  assert.deepEqual([peek(7n), peek((1n << 40n) + 7n)], [0x5a, 0xa5]);
  assert.equal(Buffer.from(Array.from({ length: 6 }, () => peek(0n))).toString(), 'moving');
});

test('a stream of another device is refused', () => {
  const { lab, fd } = opened();
  const [, data] = lab.set(fd, state.resuming);
  const other = Buffer.alloc(24);
  assert.equal(lab.feed(data, other), -errno.EFAULT);
  assert.deepEqual(lab.set(fd, state.running), [-errno.EINVAL, -1]);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_RESET, 0), 0);
  assert.equal(lab.state(fd), state.running);
  assert.equal(lab.feed(data, other), -errno.ENODEV);
});
