import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { encode } from '../codec/codec';
import type { ByteOrder } from '../codec/host-structure';
import type { Structure } from '../codec/structure';
import { type CallName, callArguments } from './call-arguments';
import { describeCall, type SeenCall } from './describe-call';
import { type FileKind, ioctlOf, ioctls } from './ioctls';
import { memOp, memOpSida } from './kvm/mem-op';
import { pollfd } from './poll';
import { vfioDeviceInfo } from './vfio/device';
import { vfioDeviceFeature, vfioDeviceFeatureMigState } from './vfio/feature';
import { vfioIrqSet } from './vfio/interrupts';
import { vfioRegionInfo, vfioRegionInfoCapSparseMmap, vfioRegionInfoCapType } from './vfio/regions';
import { vfioIommuType1DirtyBitmap, vfioIommuType1DirtyBitmapGet } from './vfio/type1';

const orders = ['big', 'little'] as const;

type Part = readonly [Structure, Readonly<Record<string, bigint | number>>];

const image = (order: ByteOrder, ...parts: readonly Part[]): Uint8Array =>
  Buffer.concat(parts.map(([structure, fields]) => encode(structure, fields, undefined, order)));

const ioctl = (file: FileKind, request: number, rest: Partial<SeenCall>): SeenCall => ({
  name: 'ioctl',
  arguments: [7n, BigInt(request), 0x1000n],
  file,
  value: 0n,
  ...rest,
});

for (const order of orders) {
  test(`a feature is shown with its data, ${order}-endian`, () => {
    const before = image(
      order,
      [vfioDeviceFeature, { argsz: 16, flags: 0x20002 }],
      [vfioDeviceFeatureMigState, { device_state: 3, data_fd: -1 }],
    );
    const after = image(
      order,
      [vfioDeviceFeature, { argsz: 16, flags: 0x20002 }],
      [vfioDeviceFeatureMigState, { device_state: 3, data_fd: 9 }],
    );
    assert.equal(
      describeCall(ioctl('device', 0x3b75, { before, after }), order),
      'ioctl(7<device>, VFIO_DEVICE_FEATURE, {argsz=16, flags=SET|MIG_DEVICE_STATE, device_state=STOP_COPY, data_fd=-1}' +
        ' => {data_fd=9}) = 0',
    );
  });

  test(`the same number is another call on a container, ${order}-endian`, () => {
    const before = image(
      order,
      [vfioIommuType1DirtyBitmap, { argsz: 48, flags: 4 }],
      [vfioIommuType1DirtyBitmapGet, { iova: 0x10000, size: 0x2000, 'bitmap.pgsize': 4096 }],
    );
    assert.equal(
      describeCall(ioctl('container', 0x3b75, { before, after: before, value: -1n, errno: 22 }), order),
      'ioctl(7<container>, VFIO_IOMMU_DIRTY_PAGES, {argsz=48, flags=GET_BITMAP, iova=0x10000, size=0x2000,' +
        ' bitmap.pgsize=4096, bitmap.size=0, bitmap.data=0x0}) = -1 EINVAL',
    );
  });

  test(`interrupt data by the DATA flag and the count, ${order}-endian`, () => {
    const number = (value: number): Part => [pollfd, { fd: value }];
    const files = Buffer.concat([number(5), number(-1)].map((part) => image(order, part).subarray(0, 4)));
    const call = (flags: number, count: number, data: Uint8Array) =>
      describeCall(
        ioctl('device', 0x3b6e, {
          before: Buffer.concat([image(order, [vfioIrqSet, { argsz: 28, flags, index: 2, count }]), data]),
        }),
        order,
      );
    assert.equal(
      call(0x24, 2, files),
      'ioctl(7<device>, VFIO_DEVICE_SET_IRQS, {argsz=28, flags=DATA_EVENTFD|ACTION_TRIGGER, index=2, start=0, count=2,' +
        ' data=[5, -1]}) = 0',
    );
    assert.match(call(0x22, 2, Uint8Array.of(1, 0)), /flags=DATA_BOOL\|ACTION_TRIGGER, .*count=2, data=\[1, 0\]}/);
    assert.match(call(0x21, 0, new Uint8Array()), /count=0}\) = 0$/);
    assert.match(call(0x24, 3, files), /data=\[5, -1\], …}/, 'an array that ends early says so');
  });

  test(`capabilities are followed, ${order}-endian`, () => {
    const before = image(order, [vfioRegionInfo, { argsz: 80, index: 9 }]);
    const after = image(
      order,
      [vfioRegionInfo, { argsz: 80, flags: 11, index: 9, cap_offset: 48, size: 4096, offset: 0x90000000000n }],
      [vfioRegionInfoCapSparseMmap, { 'header.id': 1, 'header.version': 1, nr_areas: 0 }],
      [vfioRegionInfoCapType, { 'header.id': 2, 'header.version': 1, 'header.next': 32, type: 3, subtype: 1 }],
    );
    assert.equal(
      describeCall(ioctl('device', 0x3b6c, { before: Buffer.concat([before, new Uint8Array(32)]), after }), order),
      'ioctl(7<device>, VFIO_DEVICE_GET_REGION_INFO, {argsz=80, flags=0, index=9, cap_offset=0, size=0, offset=0x0} =>' +
        ' {flags=READ|WRITE|CAPS, cap_offset=48, size=4096, offset=0x90000000000, header.id=2, header.version=1,' +
        ' header.next=32, type=3, subtype=1, header.id=1, header.version=1, header.next=0, nr_areas=0, reserved=0}) = 0',
    );
  });

  test(`a storage operation is shown in the view that its op selects, ${order}-endian`, () => {
    const fields = { gaddr: 0x2000, size: 8, buf: 0x5000, flags: 4 };
    const call = (structure: Structure, values: Record<string, number>) =>
      describeCall(
        ioctl('vm', 0x4040aeb1, { value: 4n, before: image(order, [structure, { ...fields, ...values }]) }),
        order,
      );
    assert.equal(
      call(memOp, { op: 4, key: 9 }),
      'ioctl(7<vm>, KVM_S390_MEM_OP, {gaddr=0x2000, flags=SKEY_PROTECTION, size=8, op=ABSOLUTE_READ, buf=0x5000, ar=0,' +
        ' key=0x9, old_addr=0x0}) = 4',
    );
    assert.match(call(memOpSida, { op: 3, sida_offset: 16 }), /op=SIDA_WRITE, buf=0x5000, sida_offset=16}/);
  });

  test(`an event counter and poll events are numbers of the host, ${order}-endian`, () => {
    const after = Buffer.alloc(8);
    after[order === 'big' ? 7 : 0] = 3;
    assert.equal(
      describeCall({ name: 'read', arguments: [5n, 0x1000n, 8n], file: 'eventfd', after, value: 8n }, order),
      'read(5<eventfd>, [3], 8) = 8',
    );
    const fds = image(order, [pollfd, { fd: 5, events: 1, revents: 1 }]);
    assert.equal(
      describeCall(
        { name: 'poll', arguments: [0x1000n, 1n, 2n ** 64n - 1n], before: fds, after: fds, value: 1n },
        order,
      ),
      'poll([{fd=5, events=POLLIN, revents=POLLIN}], 1, -1) = 1',
    );
  });
}

test('other calls', () => {
  const path = Buffer.from('/dev/vfio/vfio\0rest');
  const all = 2n ** 64n;
  const lines: readonly (readonly [SeenCall, string])[] = [
    [
      { name: 'open', arguments: [0x1000n, 0o2000002n, 0n], before: path, value: 5n },
      'open("/dev/vfio/vfio", O_CLOEXEC|O_RDWR, 0) = 5',
    ],
    [{ name: 'open', arguments: [16n, 0n, 0o644n], value: -1n, errno: 14 }, 'open(0x10, O_RDONLY, 0644) = -1 EFAULT'],
    [{ name: 'close', arguments: [5n], file: 'device', value: 0n }, 'close(5<device>) = 0'],
    [
      { name: 'mmap', arguments: [0n, 4096n, 3n, 1n, 5n, 0n], value: 0x7f0000000000n },
      'mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 5, 0) = 0x7f0000000000',
    ],
    [
      { name: 'mmap', arguments: [0n, 4096n, 1n, 0x22n, all - 1n, 0n], value: -1n, errno: 12 },
      'mmap(NULL, 4096, PROT_READ, MAP_ANONYMOUS|MAP_PRIVATE, -1, 0) = -1 ENOMEM',
    ],
    [{ name: 'lseek', arguments: [5n, all - 8n, 2n], value: 16n }, 'lseek(5, -8, SEEK_END) = 16'],
    [
      {
        name: 'pwrite',
        arguments: [5n, 0x1000n, 2n, 4n],
        file: 'device',
        before: Uint8Array.of(0xab, 0xcd),
        value: 2n,
      },
      'pwrite(5<device>, "abcd", 2, 4) = 2',
    ],
    [
      { name: 'read', arguments: [6n, 0x1000n, 99n], file: 'saving', value: -1n, errno: 19 },
      'read(6<saving>, 0x1000, 99) = -1 ENODEV',
    ],
    [
      { name: 'read', arguments: [6n, 0x1000n, 99n], file: 'saving', after: new Uint8Array(99), value: 40n },
      `read(6<saving>, "${'00'.repeat(32)}…", 99) = 40`,
    ],
    [{ name: 'eventfd', arguments: [0n, 0o2004000n], value: 5n }, 'eventfd(0, EFD_NONBLOCK|EFD_CLOEXEC) = 5'],
    [ioctl('vcpu', 0xae80, { arguments: [7n, 0xae80n, 0n], value: undefined }), 'ioctl(7<vcpu>, KVM_RUN) = ?'],
    [ioctl('device', 0x3bff, { value: -1n, errno: 25 }), 'ioctl(7<device>, 0x3bff, 0x1000) = -1 ENOTTY'],
    [
      ioctl('container', 0x3b66, { arguments: [7n, 0x3b66n, 3n] }),
      'ioctl(7<container>, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU) = 0',
    ],
    [
      ioctl('group', 0x3b6a, { before: Buffer.from('0000:00:01.0\0'), value: 8n }),
      'ioctl(7<group>, VFIO_GROUP_GET_DEVICE_FD, "0000:00:01.0") = 8',
    ],
    [ioctl('device', 0x3b6b, { value: -1n, errno: 14 }), 'ioctl(7<device>, VFIO_DEVICE_GET_INFO, 0x1000) = -1 EFAULT'],
  ];
  for (const [call, line] of lines) assert.equal(describeCall(call, 'big'), line);
});

test('an argument that is too short for its structure shows the fields that are there', () => {
  const before = image('big', [vfioDeviceInfo, { argsz: 8, flags: 0x82 }]).subarray(0, 8);
  assert.equal(
    describeCall(ioctl('device', 0x3b6b, { before, value: -1n, errno: 22 }), 'big'),
    'ioctl(7<device>, VFIO_DEVICE_GET_INFO, {argsz=8, flags=PCI|CAPS, …}) = -1 EINVAL',
  );
});

test('a capability chain that loops, or points into the fixed part, ends', () => {
  for (const order of orders) {
    // The first bytes of 0x10002 read as a capability that exists: 1 or 2.
    const fixed = image(order, [vfioRegionInfo, { argsz: 0x10002, flags: 8, cap_offset: 0 }]);
    const none = describeCall(ioctl('device', 0x3b6c, { before: fixed, after: fixed }), order);
    assert.ok(!none.includes('header'), none);
    const loop = image(
      order,
      [vfioRegionInfo, { argsz: 48, flags: 8, cap_offset: 32 }],
      [vfioRegionInfoCapType, { 'header.id': 2, 'header.next': 32, type: 1 }],
    );
    const line = describeCall(ioctl('device', 0x3b6c, { before: loop, after: loop }), order);
    assert.equal(line.match(/header\.id=2/g)?.length, 1, line);
  }
});

test('on a kind of file a number has one meaning, and every entry is found', () => {
  for (const each of ioctls) for (const file of each.files) assert.equal(ioctlOf(file, each.number), each, each.name);
});

test('any bytes and any arguments are described in one line', () => {
  const kinds: (FileKind | undefined)[] = [...new Set(ioctls.flatMap(({ files }) => files)), 'eventfd', undefined];
  const bytes = fc.option(fc.uint8Array({ maxLength: 128 }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(callArguments) as CallName[])),
      fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 6 }),
      fc.option(fc.constantFrom(...ioctls.map(({ number }) => BigInt(number))), { nil: undefined }),
      fc.constantFrom(...kinds),
      fc.tuple(bytes, bytes),
      fc.constantFrom(...orders),
      (name, numbers, request, file, [before, after], order) => {
        const values = request === undefined ? numbers : [5n, request, 0x1000n, ...numbers];
        const line = describeCall({ name, arguments: values, file, before, after, value: 1n }, order);
        assert.match(line, /^\w+\(.*\) = \S+$/);
        assert.ok(!/undefined|NaN|\[object/.test(line), line);
      },
    ),
    { numRuns: 3000 },
  );
});
