import assert from 'node:assert/strict';
import test from 'node:test';
import { errno } from '../../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../../uapi/vfio/device';
import { vfioType1Ioctls } from '../../../../uapi/vfio/type1';
import { VfioLaboratory } from '../laboratory';
import * as state from '../migration/states';

const bar = (index: number, offset: number): bigint => (BigInt(index) << 40n) + BigInt(offset);
const little = (length: number, value: number | bigint): Uint8Array => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes.subarray(0, length);
};

function opened(parameters: Readonly<Record<string, string | number | boolean>> = { migration: 7 }) {
  const lab = new VfioLaboratory();
  lab.plug('a', 'vfio-pci', parameters);
  return { lab, fd: lab.device('a') };
}

function map(lab: VfioLaboratory, vaddr: bigint, iova: bigint, size: bigint): number {
  return lab.ioctl(lab.container, vfioType1Ioctls.VFIO_IOMMU_MAP_DMA, lab.words(32, 3, vaddr, iova, size));
}

function poke(lab: VfioLaboratory, fd: number, at: bigint, bytes: Uint8Array): void {
  assert.equal(lab.call('pwrite', fd, lab.put(bytes), bytes.length, at), bytes.length);
}

function peek(lab: VfioLaboratory, fd: number, at: bigint, length: number): Uint8Array {
  const buffer = lab.memory(length);
  assert.equal(lab.call('pread', fd, buffer, length, at), length);
  return lab.read(buffer, length);
}

/** Fills `length` bytes at an IOVA with 0x11 bytes. */
function fill(lab: VfioLaboratory, fd: number, iova: bigint, length: number, repeat = 0): void {
  poke(lab, fd, bar(0, 0x18), little(8, iova));
  poke(lab, fd, bar(0, 0x20), little(4, length));
  poke(lab, fd, bar(0, 0x24), little(4, 1));
  poke(lab, fd, bar(0, 0x28), little(8, 0x1111_1111_1111_1111n));
  poke(lab, fd, bar(0, 0x30), little(4, repeat));
  poke(lab, fd, bar(0, 4), little(4, 1));
}

const settle = (lab: VfioLaboratory, nanoseconds: bigint) =>
  lab.kernel.clock.advanceTo(lab.kernel.clock.now + nanoseconds);

test('DMA takes time, reaches memory through the IOMMU and interrupts', () => {
  const { lab, fd } = opened();
  const memory = lab.memory(8192, 4096);
  assert.equal(map(lab, memory, 0x10_0000n, 8192n), 0);
  const event = lab.eventfd();
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_SET_IRQS, lab.words(28, 0x24, 2, 0, 1, event)), 0);
  poke(lab, fd, bar(0, 0xc), little(4, 0x8000_0000));
  fill(lab, fd, 0x10_0000n, 8192);
  assert.equal(peek(lab, fd, bar(0, 8), 1)[0], 1);
  settle(lab, 1500n);
  assert.deepEqual([lab.read(memory + 4095n, 1)[0], lab.read(memory + 4096n, 1)[0]], [0x11, 0]);
  assert.equal(lab.signals(event), 0);
  settle(lab, 1500n);
  assert.equal(lab.read(memory + 8191n, 1)[0], 0x11);
  assert.equal(lab.signals(event), 1);
  assert.equal(peek(lab, fd, bar(0, 8), 1)[0], 2);
});

test('DMA outside what is mapped fails', () => {
  const { lab, fd } = opened();
  fill(lab, fd, 0x10_0000n, 16);
  settle(lab, 5000n);
  assert.equal(peek(lab, fd, bar(0, 8), 1)[0], 4);
});

test('on the way to STOP the device ends what is under way and begins nothing', () => {
  for (const migration of [1, 3, 5, 7]) {
    const { lab, fd } = opened({ migration });
    const memory = lab.memory(4096, 4096);
    assert.equal(map(lab, memory, 0n, 4096n), 0);
    fill(lab, fd, 0n, 16, 0xffff_ffff);
    settle(lab, 5500n);
    assert.deepEqual(lab.set(fd, state.stop), [0, -1]);
    const stopped = lab.read(memory, 16);
    assert.equal(stopped[0], 0x11 + 5);
    settle(lab, 100_000n);
    assert.deepEqual(lab.read(memory, 16), stopped);
    assert.deepEqual(lab.set(fd, state.running), [0, -1]);
    settle(lab, 1000n);
    assert.equal(lab.read(memory, 1)[0], 0x11 + 6);
  }
});

test('peers write to each other until they are in RUNNING_P2P, and answer until they are in STOP', () => {
  const lab = new VfioLaboratory();
  lab.plug('a', 'vfio-pci', { migration: 3 });
  lab.plug('b', 'vfio-pci', { migration: 3 });
  const [a, b] = [lab.device('a'), lab.device('b')];
  const window = BigInt(lab.call('mmap', 0, 8192, 3, 1, b, bar(2, 0)));
  assert.equal(map(lab, window, 0x10_0000n, 8192n), 0);
  lab.kernel.memory.write(window, Uint8Array.of(7));
  assert.equal(peek(lab, b, bar(2, 0), 1)[0], 7);
  fill(lab, a, 0x10_0000n, 64);
  assert.deepEqual(lab.set(b, state.runningP2p), [0, -1]);
  assert.deepEqual(lab.set(a, state.runningP2p), [0, -1]);
  assert.equal(peek(lab, b, bar(2, 63), 1)[0], 0x11);
  fill(lab, a, 0x10_0040n, 64);
  settle(lab, 100_000n);
  assert.equal(peek(lab, b, bar(2, 64), 1)[0], 0);
});

test('memory and engine move to another machine, whatever changes meanwhile', () => {
  const source = opened();
  poke(source.lab, source.fd, bar(2, 5000), Buffer.from('before'));
  const [, data] = source.lab.set(source.fd, state.preCopy);
  const first = source.lab.drain(data, 100);
  assert.equal(first.end, -errno.ENOMSG);
  poke(source.lab, source.fd, bar(2, 5000), Buffer.from('after!'));
  poke(source.lab, source.fd, bar(0, 0x40), little(8, 0x1234));
  const second = source.lab.drain(data);
  assert.ok(second.bytes.length > 4096);
  poke(source.lab, source.fd, bar(2, 1), Buffer.from('late'));
  assert.deepEqual(source.lab.set(source.fd, state.stopCopy), [0, -1]);
  const third = source.lab.drain(data);
  assert.equal(third.end, 0);
  const stream = Buffer.concat([first.bytes, second.bytes, third.bytes]);

  const target = opened();
  const [, load] = target.lab.set(target.fd, state.resuming);
  assert.equal(target.lab.feed(load, stream, 7), stream.length);
  assert.equal(target.lab.feed(load, Uint8Array.of(0)), -errno.ENOMEM);
  assert.deepEqual(target.lab.set(target.fd, state.running), [0, -1]);
  assert.equal(Buffer.from(peek(target.lab, target.fd, bar(2, 5000), 6)).toString(), 'after!');
  assert.equal(Buffer.from(peek(target.lab, target.fd, bar(2, 1), 4)).toString(), 'late');
  assert.deepEqual(peek(target.lab, target.fd, bar(0, 0x40), 2), new Uint8Array(little(2, 0x1234)));

  for (const change of [3, 30, 5000, stream.length - 1]) {
    const other = opened();
    const [, broken] = other.lab.set(other.fd, state.resuming);
    const wrong = Buffer.from(stream);
    wrong[change]! ^= 1;
    other.lab.feed(broken, wrong);
    assert.equal(other.lab.set(other.fd, state.stop)[0], -errno.EINVAL, `byte ${change}`);
    assert.equal(other.lab.state(other.fd), state.resuming);
  }
});

test('an arc fails on demand', () => {
  const { lab, fd } = opened();
  const plugged = lab.plugged.get('a')!;
  plugged.stimulate!('fail-next-arc', Uint8Array.of(state.runningP2p, state.stop));
  assert.deepEqual(lab.set(fd, state.stopCopy), [-errno.EIO, -1]);
  assert.equal(lab.state(fd), state.runningP2p);
  plugged.stimulate!('fail-and-error', new Uint8Array());
  assert.deepEqual(lab.set(fd, state.stopCopy), [-errno.EIO, -1]);
  assert.equal(lab.state(fd), state.error);
  assert.deepEqual(lab.set(fd, state.running), [-errno.EINVAL, -1]);
  assert.match(lab.kernel.log.records.at(-1)!.text, /WARNING/);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_RESET, 0), 0);
  assert.equal(lab.state(fd), state.running);
});

test('function-level reset through configuration space', () => {
  for (const [express, at] of [
    [true, 0x89],
    [false, 0x84],
  ] as const) {
    const { lab, fd } = opened({ migration: 1, express });
    lab.set(fd, state.stopCopy);
    poke(lab, fd, bar(7, at), Uint8Array.of(express ? 0x80 : 1));
    assert.equal(lab.state(fd), state.running);
    assert.equal(peek(lab, fd, bar(7, at), 1)[0]! & 0x81, 0);
  }
});

test('capabilities of the device come when there is room for them', () => {
  const { lab, fd } = opened();
  const at = lab.put(new Uint8Array(512));
  lab.kernel.memory.write(at, Uint8Array.of(0, 0, 0, 24));
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_INFO, at), 0);
  assert.equal(lab.word(at, 4) & 0x80, 0x80);
  const needed = lab.word(at, 0);
  assert.ok(needed > 24 && lab.word(at, 16) === 0);
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_INFO, at), 0);
  const ids: number[] = [];
  for (let next = lab.word(at, 16); next !== 0; next = lab.word(at, next + 4)) ids.push(lab.word(at, next, 2));
  assert.deepEqual(ids, [1, 2, 3, 4]);
});

test('a reason to interrupt that nobody could be told of moves with the device, and waits until it runs', () => {
  const source = opened();
  source.lab.plugged.get('a')!.stimulate!('raise-interrupt', new Uint8Array());
  const [, data] = source.lab.set(source.fd, state.stopCopy);
  const { bytes } = source.lab.drain(data);
  const { lab, fd } = opened();
  const [, load] = lab.set(fd, state.resuming);
  assert.equal(lab.feed(load, bytes), bytes.length);
  assert.deepEqual(lab.set(fd, state.stop), [0, -1]);
  const event = lab.eventfd();
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_SET_IRQS, lab.words(24, 0x24, 0, 0, 1, event)), 0);
  assert.equal(lab.signals(event), 0);
  assert.deepEqual(lab.set(fd, state.running), [0, -1]);
  assert.equal(lab.signals(event), 1);
});
