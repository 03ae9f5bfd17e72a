import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { kvmSharedIoctls, kvmSystemIoctls, kvmVcpuIoctls, kvmVmIoctls } from '../../../uapi/kvm/numbers';
import { argument, buffer, guest, KvmLaboratory, other } from './laboratory';

const numbers = [kvmSystemIoctls, kvmVmIoctls, kvmSharedIoctls, kvmVcpuIoctls].flatMap((table) => Object.values(table));
const { KVM_RUN } = kvmVcpuIoctls;

const interesting = fc.constantFrom(
  ...[0n, 1n, 2n, 8n, 16n, 0x1000n, 0xfffn, 65536n, 65537n, 1n << 31n, 1n << 32n, 1n << 63n, 2n ** 64n - 1n],
  ...[
    2n ** 64n - 4096n,
    BigInt(buffer),
    BigInt(other) + 1n,
    BigInt(guest),
    BigInt(guest) + 0xffff8n,
    0xffff1004n,
    0xfffe0001n,
  ],
);
const word = fc.oneof(interesting, fc.bigInt(0n, 2n ** 64n - 1n));
/** Eight-byte words of an argument structure, some of them pairs of small numbers. */
const words = fc.array(
  fc.oneof(
    word,
    fc.tuple(fc.nat(70000), fc.nat(8)).map(([high, low]) => (BigInt(high) << 32n) | BigInt(low)),
  ),
  { minLength: 0, maxLength: 16 },
);
const request = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...numbers) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...numbers), fc.nat(0x3fff))
      .map(([number, size]) => ((number & 0xc000ffff) | (size << 16)) >>> 0),
  },
  { weight: 1, arbitrary: fc.nat(0xffffffff) },
);
const call = fc.record({
  file: fc.constantFrom('kvm', 'vm', 'cpu') as fc.Arbitrary<'kvm' | 'vm' | 'cpu'>,
  request,
  words,
  pointer: fc.oneof({ weight: 6, arbitrary: fc.constant(BigInt(argument)) }, word),
});

test('no ioctl of KVM makes the machine fail: each is answered with a value or an error', () => {
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 12 }), (calls) => {
      const lab = new KvmLaboratory();
      const cpu = lab.vcpu();
      const files = { kvm: lab.kvm, vm: lab.vm, cpu: cpu.fd };
      let task = 1;
      for (const { file, request, words, pointer } of calls) {
        const bytes = Buffer.alloc(words.length * 8);
        words.forEach((value, index) => {
          bytes.writeBigUInt64BE(value, index * 8);
        });
        lab.put(argument, bytes);
        const answer = lab.begin(task, 'ioctl', files[file], request, pointer);
        assert.ok(answer.kind === 'returned' || answer.kind === 'blocked', answer.kind);
        if (answer.kind === 'blocked') task += 1;
        else if (answer.value === -1n) assert.ok(answer.errno > 0 && answer.errno < 4096);
        else assert.ok(answer.value >= 0n, `${request}: ${answer.value}`);
      }
    }),
    { numRuns: 300, seed: 390 },
  );
});

/** What the guest, its keys and its CPU look like. */
function image(lab: KvmLaboratory, cpu: { area: number }): string {
  const storage = [0, 0x1000, 0xff000].map((at) => Buffer.from(lab.at(guest + at, 4096)).toString('latin1'));
  return [...storage, Buffer.from(lab.at(cpu.area, 4096)).toString('latin1'), lab.key(0), lab.key(0x1000)].join();
}

test('an operation that is refused changes nothing', () => {
  const refusable = fc.record({
    onCpu: fc.boolean(),
    op: fc.oneof(fc.nat(7), fc.nat(0xffffffff)),
    gaddr: fc.oneof(word, fc.bigInt(0n, 0x3fffn)),
    flags: fc.oneof(fc.bigInt(0n, 9n), word),
    size: fc.oneof(fc.nat(70000), fc.nat(0xffffffff)),
    buf: word,
    ar: fc.nat(255),
    key: fc.nat(255),
  });
  const lab = new KvmLaboratory({ megabytes: 1 });
  const cpu = lab.vcpu();
  cpu.enter(0x0000000180000000n);
  lab.setKeys(0, 0x98, 0x10);
  let refused = 0;
  fc.assert(
    fc.property(refusable, ({ onCpu, buf, ...values }) => {
      // The buffers of the program are elsewhere: nothing but the operation itself writes to the guest.
      const away = buf >= BigInt(guest) && buf < BigInt(guest) + 0x100000n ? 0n : buf;
      const before = image(lab, cpu);
      const result = lab.memOp({ ...values, buf: away, old_addr: buffer }, onCpu ? cpu.fd : lab.vm);
      if (result >= 0) return;
      refused += 1;
      assert.equal(image(lab, cpu), before);
    }),
    { numRuns: 1500, seed: 390 },
  );
  assert.ok(refused > 700, `${refused}`);
});

test('KVM_RUN on whatever the program has left in the run area ends or waits', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 2368, maxLength: 2368 }),
      fc.uint8Array({ minLength: 512, maxLength: 512 }),
      (area, code) => {
        const lab = new KvmLaboratory();
        const cpu = lab.vcpu();
        lab.put(guest, code);
        lab.put(cpu.area, area);
        lab.put(cpu.area + 304, new Uint8Array(14));
        lab.put(cpu.area + 1, new Uint8Array(1));
        const answer = lab.begin(1, 'ioctl', cpu.fd, KVM_RUN, 0);
        assert.ok(answer.kind === 'returned' || answer.kind === 'blocked');
      },
    ),
    { numRuns: 60, seed: 390 },
  );
});
