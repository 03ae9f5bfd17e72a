import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { SystemCall } from '../../../contract/entries';
import { errnoName } from '../../../uapi/errno';
import { vfioContainerIoctls, vfioGroupIoctls } from '../../../uapi/vfio/container';
import { vfioDeviceIoctls } from '../../../uapi/vfio/device';
import { vfioMigrationDataIoctls } from '../../../uapi/vfio/migration';
import { vfioType1Ioctls } from '../../../uapi/vfio/type1';
import { VfioLaboratory } from './laboratory';
import * as state from './migration/states';

const requests = [
  vfioContainerIoctls,
  vfioGroupIoctls,
  vfioDeviceIoctls,
  vfioType1Ioctls,
  vfioMigrationDataIoctls,
].flatMap((table) => Object.values<number>(table));

/** Numbers at which programs and kernels go wrong. */
const edges = [
  0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 19, 20, 23, 24, 31, 32, 63, 64, 0x24, 0x28, 0xff, 0x100, 0x1000, 0x1001, 0x10000,
  0x10001, 0x20002, 0x20006, 0x40001, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff,
];
const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...edges) },
  { weight: 1, arbitrary: fc.nat(0xffff_ffff) },
);
const descriptor = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 3, max: 16 }) }, fc.constantFrom(-1, 0, 999));
const regionOffset = fc
  .tuple(
    fc.integer({ min: 0, max: 11 }),
    fc.constantFrom(0, 1, 2, 4, 8, 16, 24, 0x20, 0x89, 0xff, 0x100, 0xfff, 0x1000, 0x1fff, 0x3_ffff_fffc),
  )
  .map(([region, offset]) => (BigInt(region) << 40n) + BigInt(offset));

type Move =
  | {
      readonly kind: 'ioctl';
      readonly fd: number;
      readonly request: number;
      readonly words: readonly number[];
      readonly at: number;
    }
  | {
      readonly kind: 'transfer';
      readonly name: 'pread' | 'pwrite' | 'read' | 'write';
      readonly fd: number;
      readonly length: number;
      readonly offset: bigint;
      readonly bytes: readonly number[];
    }
  | { readonly kind: 'map'; readonly fd: number; readonly length: number; readonly offset: bigint }
  | { readonly kind: 'set'; readonly fd: number; readonly state: number }
  | { readonly kind: 'stimulate'; readonly what: string; readonly bytes: readonly number[] }
  | { readonly kind: 'settle'; readonly nanoseconds: number }
  | { readonly kind: 'close'; readonly fd: number };

/** Files as they are opened, with the calls that they know. */
const known: readonly { readonly fds: readonly number[]; readonly requests: readonly number[] }[] = [
  { fds: [3], requests: Object.values({ ...vfioContainerIoctls, ...vfioType1Ioctls }) },
  { fds: [4, 6, 8], requests: Object.values(vfioGroupIoctls) },
  { fds: [5, 7, 9], requests: Object.values(vfioDeviceIoctls) },
  { fds: [11, 12, 13], requests: Object.values(vfioMigrationDataIoctls) },
];
const pair = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({ fd: descriptor, request: fc.oneof(fc.constantFrom(...requests), fc.nat(0xffff_ffff)) }),
  },
  ...known.map(({ fds, requests: calls }) => ({
    weight: 2,
    arbitrary: fc.record({ fd: fc.constantFrom(...fds), request: fc.constantFrom(...calls) }),
  })),
);
const flagWords = [
  0, 1, 2, 3, 4, 0x21, 0x22, 0x24, 0x09, 0x11, 0x10001, 0x10002, 0x20002, 0x20006, 0x20007, 0x10008, 0x10009, 0x50002,
];
const ioctl: fc.Arbitrary<Move> = fc
  .tuple(
    pair,
    fc.oneof({ weight: 4, arbitrary: fc.constant(0x1000) }, word),
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...flagWords) }, word),
    fc.array(word, { maxLength: 14 }),
    fc.constantFrom(0, 0, 0, 0, 1, 2, 3),
  )
  .map(([{ fd, request }, argsz, flags, rest, at]) => ({
    kind: 'ioctl',
    fd,
    request,
    words: [argsz, flags, ...rest],
    at,
  }));

const move: fc.Arbitrary<Move> = fc.oneof(
  ioctl,
  fc.record({
    kind: fc.constant('transfer' as const),
    name: fc.constantFrom('pread' as const, 'pwrite' as const, 'read' as const, 'write' as const),
    fd: descriptor,
    length: fc.constantFrom(0, 1, 2, 4, 7, 8, 24, 64, 4096, 9000),
    offset: regionOffset,
    bytes: fc.array(fc.nat(255), { minLength: 1, maxLength: 16 }),
  }),
  fc.record({
    kind: fc.constant('map' as const),
    fd: fc.oneof(descriptor, fc.constantFrom(5, 9)),
    length: fc.constantFrom(1, 4096, 8192, 1 << 20),
    offset: fc.oneof(fc.constantFrom(0n, 2n << 40n), regionOffset),
  }),
  fc.record({
    kind: fc.constant('set' as const),
    fd: fc.oneof(descriptor, fc.constantFrom(5, 7)),
    state: fc.integer({ min: 0, max: 8 }),
  }),
  fc.record({
    kind: fc.constant('stimulate' as const),
    what: fc.constantFrom('fail-next-arc', 'fail-and-error', 'raise-interrupt', 'dma-write', 'sing'),
    bytes: fc.array(fc.nat(255), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('settle' as const), nanoseconds: fc.nat(20_000) }),
  fc.record({ kind: fc.constant('close' as const), fd: fc.integer({ min: 3, max: 16 }) }),
);

class Program {
  readonly lab = new VfioLaboratory();
  readonly devices: readonly number[];

  constructor() {
    this.lab.plug('a', 'vfio-pci', { migration: 7, 'dma-logging': true });
    this.lab.plug('b', 'mtty', { ports: 2 });
    this.lab.plug('c', 'vfio-pci', { migration: 'v1-ndma', express: false });
    this.devices = ['a', 'b', 'c'].map((id) => this.lab.device(id));
    this.lab.eventfd();
    this.lab.set(this.devices[0]!, state.preCopy);
    this.lab.set(this.devices[1]!, state.resuming);
  }

  call(name: SystemCall, ...parameters: (number | bigint)[]): number {
    const result = this.lab.call(name, ...parameters);
    if (result < 0) assert.ok(errnoName(-result).startsWith('E'), `${name} gives ${result}`);
    return result;
  }

  /** @returns a negative number when a call failed */
  make(one: Move): number {
    const { lab } = this;
    switch (one.kind) {
      case 'ioctl': {
        // 1: nothing there; 2: the structure ends before the memory does not; 3: a number in its place.
        const inside = lab.words(...one.words);
        const end = 0x3ff_8040_0000n - BigInt(one.words.length * 2);
        if (one.at === 2) lab.kernel.memory.write(end, lab.read(inside, one.words.length * 2));
        const address = [inside, 0x1000n, end, BigInt(one.words[0]!)][one.at]!;
        return this.call('ioctl', one.fd, one.request, address);
      }
      case 'transfer': {
        const buffer = lab.memory(one.length);
        lab.kernel.memory.write(
          buffer,
          Uint8Array.from({ length: one.length }, (_, index) => one.bytes[index % one.bytes.length]!),
        );
        return one.name === 'pread' || one.name === 'pwrite'
          ? this.call(one.name, one.fd, buffer, one.length, one.offset)
          : this.call(one.name, one.fd, buffer, one.length);
      }
      case 'map':
        return this.call('mmap', 0, one.length, 3, 1, one.fd, one.offset);
      case 'set':
        return lab.set(one.fd, one.state)[0];
      case 'stimulate':
        for (const plugged of lab.plugged.values()) plugged.stimulate?.(one.what, Uint8Array.from(one.bytes));
        return 0;
      case 'settle':
        lab.kernel.clock.advanceTo(lab.kernel.clock.now + BigInt(one.nanoseconds));
        return 0;
      case 'close':
        return this.call('close', one.fd);
    }
  }
}

test('whatever a program does, it gets values or known errors, and the devices stay in states that they have', () => {
  const succeeded = new Map<string, number>();
  const failed = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 60 }), (moves) => {
      const program = new Program();
      const { lab } = program;
      const guard = lab.put(new Uint8Array(64).fill(0x5a));
      for (const one of moves) {
        const counts = program.make(one) < 0 ? failed : succeeded;
        counts.set(one.kind, (counts.get(one.kind) ?? 0) + 1);
      }
      lab.kernel.descriptors.closeAll();
      const fresh = new Map([...lab.plugged.keys()].map((id) => [id, lab.group(id)]));
      assert.equal(fresh.size, 3);
      lab.groups.clear();
      for (const id of ['a', 'b']) assert.equal(lab.state(lab.device(id)), state.running, `${id} opens in RUNNING`);
      assert.equal(lab.kernel.log.records.filter(({ text }) => text.startsWith('BUG')).length, 0);
      assert.equal(lab.read(guard, 64).length, 64);
    }),
    { numRuns: 400 },
  );
  for (const kind of ['ioctl', 'transfer', 'map', 'set', 'close'])
    assert.ok((succeeded.get(kind) ?? 0) > 20 && (failed.get(kind) ?? 0) > 20, `${kind} is hardly tried`);
});

test('a call that fails changes no state', () => {
  const argument = fc.array(word, { minLength: 4, maxLength: 8 });
  const state7 = fc.constantFrom(1, 2, 3, 4, 5, 6, 7);
  fc.assert(
    fc.property(state7, fc.constantFrom(...requests), argument, (from, request, words) => {
      const lab = new VfioLaboratory();
      lab.plug('a', 'vfio-pci', { migration: 7, 'dma-logging': true });
      const fd = lab.device('a');
      lab.set(fd, from);
      assert.equal(lab.state(fd), from);
      if (lab.ioctl(fd, request, lab.words(...words)) < 0) assert.equal(lab.state(fd), from);
    }),
    { numRuns: 600 },
  );
});
