import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { dasdBehaviour } from './devices/dasd/behaviour';
import { Dasd } from './devices/dasd/dasd';
import { EmptyVolume } from './devices/dasd/volume';
import type { ChannelDevice } from './devices/device';
import { ChannelLaboratory, ccw, dataAt, programAt } from './laboratory';
import type { PrefetchPolicy } from './program/prefetched';

const address = fc.oneof(
  fc.nat({ max: 15 }).map((index) => programAt + index * 8),
  fc.nat({ max: 0x4000 }),
  fc.constantFrom(0xfffff8, 0xffffff, 0x1000000, 0x7ffffff8, 0x7fffffff, 0x80000000, 0xffffffff),
  fc.nat({ max: 0xffffffff }),
);
const count = fc.oneof(fc.nat({ max: 40 }), fc.constantFrom(0, 1, 2048, 2049, 4096, 65535), fc.nat({ max: 65535 }));
const code = fc.oneof(
  fc.constantFrom(0x01, 0x02, 0x03, 0x04, 0x08, 0x0b, 0x0c, 0x0f, 0x13, 0x17, 0x1f, 0xe4),
  fc.constantFrom(0x02, 0x05, 0x06, 0x07, 0x0d, 0x0e, 0x12, 0x1a, 0x1d, 0x1e, 0x1f, 0x31, 0x29, 0x47, 0x63, 0x64, 0x86),
  fc.nat({ max: 255 }),
);
const flags = fc.oneof(fc.constantFrom(0, 0x20, 0x40, 0x60, 0x80, 0xe0, 0x24, 0x64, 0x21), fc.nat({ max: 255 }));
const chain = fc.array(
  fc.oneof(
    fc.tuple(code, flags, count, address).map(([c, f, n, a]) => ccw(c, f, n, a)),
    fc
      .tuple(code, flags, count, address)
      .map(([c, f, n, a]) => (BigInt(c) << 56n) | (BigInt(a & 0xffffff) << 32n) | (BigInt(f) << 24n) | BigInt(n)),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  ),
  { minLength: 1, maxLength: 16 },
);
const policy = fc.oneof(
  fc.constantFrom<PrefetchPolicy>({ kind: 'never' }, { kind: 'whole' }),
  fc.nat().map((seed): PrefetchPolicy => ({ kind: 'random', seed })),
);
const situation = fc.record({
  chain,
  controls: fc.oneof(fc.constantFrom(0, 0x00800000, 0x08c00000, 0x00c60040), fc.nat({ max: 0x7fffffff })),
  start: fc.oneof(fc.constant(programAt), address),
  lists: fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.nat({ max: 0x4000 }).map(BigInt)), {
    minLength: 8,
    maxLength: 8,
  }),
  key: fc.nat({ max: 255 }),
  disk: fc.boolean(),
  policy,
  instructions: fc.array(
    fc.constantFrom('HSCH', 'CSCH', 'RSCH', 'XSCH', 'TSCH 1792(0)', 'STSCH 1792(0)', 'settle', 'end'),
    {
      maxLength: 8,
    },
  ),
});

function laboratory(disk: boolean): ChannelLaboratory<ChannelDevice> {
  if (!disk) return new ChannelLaboratory<ChannelDevice>();
  return new ChannelLaboratory<ChannelDevice>(new Dasd(new EmptyVolume(3), dasdBehaviour, 0x0a));
}

const runs = Number(process.env.TCK_FUZZ_RUNS ?? 2000);

test('whatever the ORB and the program are, the subchannel can be cleared and is as new', () => {
  fc.assert(
    fc.property(situation, ({ chain: words, controls, start, lists, key, disk, policy: prefetch, instructions }) => {
      const lab = laboratory(disk);
      lab.channel.prefetch = prefetch;
      lab.put(programAt, ...words);
      lab.put(dataAt, ...lists);
      lab.storage.setKey(dataAt, key & 0xfe);
      assert.ok([0, 'program'].includes(lab.start(controls, 1, start)));
      for (const instruction of instructions) {
        if (instruction === 'settle') lab.settle(300);
        else if (instruction === 'end') {
          lab.device.held = false;
          lab.device.finishing = false;
          lab.device.wake();
        } else lab.do(instruction);
      }
      lab.settle(2000);
      assert.equal(lab.do('CSCH'), 0);
      lab.settle();
      assert.equal(lab.test().word & 0xffff, 0x1001);
      assert.equal(lab.cpu.pending.length, 0);
      lab.device.endings.length = 0;
      assert.equal(lab.run(ccw(0x03, 0x20, 1, 0)).word, 0x00804007);
    }),
    { numRuns: runs },
  );
});

test('ten thousand CCWs; a loop without data is ended, one with data goes on until it is cleared', () => {
  const long = new ChannelLaboratory();
  for (let index = 0; index < 10_000; index += 1) long.put(0x10000 + index * 8, ccw(0x02, 0x60, 8, dataAt));
  long.put(0x10000 + 10_000 * 8, ccw(0x03, 0x20, 1, 0));
  long.start(0x00800000, 1, 0x10000);
  long.settle(10_003);
  assert.deepEqual([long.channel.isWorking, long.test().ccwAddress], [false, 0x10000 + 10_001 * 8]);

  const idle = new ChannelLaboratory();
  const ended = idle.run(ccw(0x03, 0x60, 1, 0), ccw(0x08, 0, 0, programAt));
  assert.deepEqual([ended.subchannel, ended.ccwAddress], [0x20, programAt + 16]);

  const busy = new ChannelLaboratory();
  busy.put(programAt, ccw(0x02, 0x60, 8, dataAt), ccw(0x08, 0, 0, programAt));
  busy.start();
  busy.settle(50_000);
  assert.equal(busy.channel.isWorking, true);
  busy.do('CSCH');
  busy.settle(2);
  assert.deepEqual([busy.channel.isWorking, busy.test().word & 0xffff], [false, 0x1001]);
});
