import assert from 'node:assert/strict';
import test from 'node:test';
import { ChannelLaboratory, ccw, ccw0, dataAt, programAt } from '../laboratory';

test('NOP: channel end and device end, primary and secondary status', () => {
  const lab = new ChannelLaboratory();
  const tested = lab.run(ccw(0x03, 0x20, 1, 0));
  assert.deepEqual(tested, {
    cc: 0,
    word: 0x00804007,
    ccwAddress: programAt + 8,
    device: 0x0c,
    subchannel: 0,
    count: 1,
  });
});

test('READ stores what the device has; the interruption tells parameter and subclass', () => {
  const lab = new ChannelLaboratory();
  lab.subchannel.flags = lab.subchannel.flags | 0x1800;
  lab.put(programAt, ccw(0x02, 0, 256, dataAt));
  assert.equal(lab.start(), 0);
  assert.equal(lab.at(dataAt), 0n);
  assert.equal(lab.cpu.pending.length, 0);
  lab.settle();
  assert.equal(lab.at(dataAt), 0x0001020304050607n);
  lab.cpu.setCr(6, 0x10000000n);
  assert.equal(lab.do('TPI 0(0)'), 1);
  assert.equal(lab.at(0xb8), 0x0001000012345678n);
  assert.equal(lab.at(0xc0) >> 32n, 0x18000000n);
  assert.equal(lab.do('TPI 0(0)'), 0);
  assert.equal(lab.test().word, 0x00804007);
});

test('the verified vector of immediate operations: CCW address, residual and incorrect length in the three modes', () => {
  const outcome = (format1: boolean, controls: number): number[] => {
    const lab = new ChannelLaboratory();
    lab.put(programAt, format1 ? ccw(0x03, 0, 0x500, 0) : ccw0(0x03, 0, 0x500, 0));
    lab.start(controls);
    lab.settle();
    const { ccwAddress, device, subchannel, count } = lab.test();
    return [ccwAddress - programAt, device, subchannel, count];
  };
  assert.deepEqual(outcome(false, 0), [8, 0x0c, 0, 0x500]);
  assert.deepEqual(outcome(true, 0x00800000), [8, 0x0c, 0x40, 0x500]);
  assert.deepEqual(outcome(true, 0x00800080), [8, 0x0c, 0, 0x500]);
});

test('steps: start pending, active, ended but not yet pending, pending', () => {
  const lab = new ChannelLaboratory();
  lab.put(programAt, ccw(0x03, 0x20, 1, 0));
  lab.start();
  const seen: number[] = [];
  for (let step = 0; step < 3; step += 1) {
    seen.push(lab.subchannel.status & 0xffff);
    lab.channel.step();
  }
  assert.deepEqual(seen, [0x4400, 0x40c0, 0x4007]);
});
