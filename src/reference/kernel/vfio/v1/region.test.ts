import assert from 'node:assert/strict';
import test from 'node:test';
import { errno } from '../../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../../uapi/vfio/device';
import { VfioLaboratory } from '../laboratory';

const region = 9n << 40n;
const memory = 2n << 40n;

class Program {
  readonly lab = new VfioLaboratory();
  readonly fd: number;

  constructor(migration = 'v1') {
    this.lab.plug('a', 'vfio-pci', { migration });
    this.fd = this.lab.device('a');
  }

  get(offset: number, length: number): number {
    const at = this.lab.memory(8);
    const result = this.lab.call('pread', this.fd, at, length, region + BigInt(offset));
    return result === length ? this.lab.word(at, 0, length) : result;
  }

  set(offset: number, length: number, value: number): number {
    const at = this.lab.words(length === 8 ? BigInt(value) : value);
    const result = this.lab.call('pwrite', this.fd, at, length, region + BigInt(offset));
    return result === length ? 0 : result;
  }

  bytes(at: bigint, length: number): Uint8Array {
    const buffer = this.lab.memory(length);
    assert.equal(this.lab.call('pread', this.fd, buffer, length, at), length);
    return this.lab.read(buffer, length);
  }

  put(at: bigint, bytes: Uint8Array): void {
    assert.equal(this.lab.call('pwrite', this.fd, this.lab.put(bytes), bytes.length, at), bytes.length);
  }

  /** All pieces that are there now. */
  pieces(): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    while (this.get(8, 8) > 0) {
      const offset = this.get(16, 8);
      const size = this.get(24, 8);
      assert.equal(this.get(24, 8), size);
      pieces.push(this.bytes(region + BigInt(offset), size));
    }
    return pieces;
  }
}

test('the region is told of by its type', () => {
  const { lab, fd } = new Program();
  const at = lab.put(new Uint8Array(64));
  lab.kernel.memory.write(at, Buffer.from([0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0, 9]));
  assert.equal(lab.ioctl(fd, calls.VFIO_DEVICE_GET_REGION_INFO, at), 0);
  const cap = lab.word(at, 12);
  assert.deepEqual([lab.word(at, cap, 2), lab.word(at, cap + 8), lab.word(at, cap + 12)], [2, 3, 1]);
});

test('a device moves in pieces, with pre-copy and without', () => {
  for (const states of [[3, 2], [2]]) {
    const source = new Program();
    source.put(memory + 17n, Buffer.from('state'));
    const pieces = states.flatMap((state) => {
      assert.equal(source.set(0, 4, state), 0);
      return source.pieces();
    });
    assert.ok(pieces.length > 2);
    assert.equal(source.set(0, 4, 0), 0);
    const target = new Program();
    assert.equal(target.set(0, 4, 4), 0);
    for (const piece of pieces) {
      target.put(region + BigInt(target.get(16, 8)), piece);
      assert.equal(target.set(24, 8, piece.length), 0);
    }
    assert.equal(target.set(0, 4, 1), 0);
    assert.equal(Buffer.from(target.bytes(memory + 17n, 5)).toString(), 'state');
  }
});

test('values that are refused leave the state alone; a stream that is not whole is an error that only reset ends', () => {
  const program = new Program();
  for (const value of [5, 6, 7, 8, 0x100]) assert.equal(program.set(0, 4, value), -errno.EINVAL);
  assert.equal(program.get(0, 4), 1);
  assert.equal(program.set(0, 4, 4), 0);
  assert.equal(program.set(0, 4, 1), -errno.EINVAL);
  assert.equal(program.get(0, 4), 6);
  assert.equal(program.set(0, 4, 1), -errno.EINVAL);
  assert.equal(program.lab.ioctl(program.fd, calls.VFIO_DEVICE_RESET, 0), 0);
  assert.equal(program.get(0, 4), 1);
});

test('registers want their own width; the reserved word reads 0', () => {
  const program = new Program();
  assert.equal(program.get(0, 2), -errno.EINVAL);
  assert.equal(program.get(12, 4), -errno.EINVAL);
  assert.deepEqual([program.get(4, 4), program.set(4, 4, 9), program.get(4, 4)], [0, 0, 0]);
  assert.equal(program.set(8, 8, 1), -errno.EINVAL);
  const mlx5 = new Program('v1-mlx5');
  assert.deepEqual(
    [mlx5.get(4, 4), mlx5.set(8, 8, 1), mlx5.set(16, 8, 1)],
    [-errno.EFAULT, -errno.EFAULT, -errno.EFAULT],
  );
  assert.equal(mlx5.get(24, 8), -errno.EINVAL);
  assert.equal(mlx5.get(0x20 + (128 << 10), 4), -errno.EINVAL);
});

test('bits that change together take effect in order', () => {
  const program = new Program('v1-ndma');
  program.set(0, 4, 3);
  program.lab.plugged.get('a')!.observe!();
  assert.equal(program.set(0, 4, 10), 0);
  const seen = program.lab.plugged.get('a')!.observe!().filter((access) => access.region === 'migration');
  assert.deepEqual(
    seen.map(({ bytes }) => [...bytes]),
    [
      [3, 11],
      [11, 10],
      [10, 10],
    ],
  );
});
