import assert from 'node:assert/strict';
import test from 'node:test';
import { orbMask } from '../../../architecture/orb';
import type { SubchannelInstruction } from './condition-codes';
import { ByteDevice } from './devices/byte-device';
import { ChannelLaboratory, ccw, dataAt, orbAt, programAt } from './laboratory';

const identity = { controlUnit: 0x2821, controlUnitModel: 1, device: 0x1403, deviceModel: 2 };
const hold = ccw(0x0b, 0x20, 1, dataAt);
const nop = ccw(0x03, 0x20, 1, dataAt);
const resumable = orbMask.format | orbMask.suspendControl;

/** Brings a subchannel into a state; @returns the machine it is in. */
const states: Readonly<Record<string, () => ChannelLaboratory>> = {
  'not provided': () => {
    const lab = new ChannelLaboratory();
    lab.cpu.setGr(1, 0x00010009n);
    return lab;
  },
  'no device': () => {
    const lab = new ChannelLaboratory();
    lab.subchannel.flags = 0;
    return lab;
  },
  disabled: () => {
    const lab = new ChannelLaboratory();
    lab.subchannel.flags = 1;
    return lab;
  },
  idle: () => new ChannelLaboratory(),
  'status pending': () => {
    const lab = new ChannelLaboratory();
    lab.put(programAt, nop);
    lab.start();
    lab.settle();
    return lab;
  },
  intermediate: () => {
    const lab = new ChannelLaboratory();
    lab.put(programAt, hold);
    lab.start(orbMask.format | orbMask.initialStatus);
    lab.settle();
    return lab;
  },
  start: () => {
    const lab = new ChannelLaboratory();
    lab.put(programAt, hold);
    lab.start();
    lab.settle();
    return lab;
  },
  suspended: () => {
    const lab = new ChannelLaboratory();
    lab.put(programAt, ccw(0x03, 0x22, 1, dataAt));
    lab.start(resumable | orbMask.suppressSuspended);
    lab.settle();
    return lab;
  },
  'halt or clear': () => {
    const lab = new ChannelLaboratory();
    lab.do('HSCH');
    return lab;
  },
};

const expected: Readonly<Record<SubchannelInstruction, string>> = {
  STSCH: '300000000',
  MSCH: '300011222',
  SSCH: '333011222',
  TSCH: '333100111',
  HSCH: '333010002',
  CSCH: '333000000',
  XSCH: '333211202',
  RSCH: '333211202',
};

test('the condition code of every instruction in every state', () => {
  for (const [instruction, codes] of Object.entries(expected)) {
    const operand = ['STSCH', 'TSCH'].includes(instruction)
      ? ' 1792(0)'
      : ['MSCH', 'SSCH'].includes(instruction)
        ? ' 2048(0)'
        : '';
    const seen = Object.values(states).map((make) => {
      const lab = make();
      if (instruction === 'SSCH') lab.put(2048, 0x000000000080ff00n, BigInt(programAt) << 32n);
      return lab.do(`${instruction}${operand}`);
    });
    assert.equal(seen.join(''), codes, instruction);
  }
});

test('HALT: idle, active and suspended programs', () => {
  const idle = new ChannelLaboratory();
  assert.equal(idle.do('HSCH'), 0);
  idle.settle();
  assert.equal(idle.test().word & 0xffff, 0x2001);
  const active = states['start']!();
  active.do('HSCH');
  active.settle();
  const tested = active.test();
  assert.deepEqual([tested.word & 0xffff, tested.device], [0x6007, 0x0c]);
  const suspended = states['suspended']!();
  suspended.do('HSCH');
  suspended.settle();
  const after = suspended.test();
  assert.deepEqual([after.word & 0x3001, after.device], [0x2001, 0]);
  assert.equal(suspended.subchannel.status & 0xffff, 0);
});

test('CLEAR: whatever there was is gone', () => {
  for (const state of ['idle', 'status pending', 'intermediate', 'start', 'suspended', 'halt or clear']) {
    const lab = states[state]!();
    assert.equal(lab.do('CSCH'), 0, state);
    assert.equal(lab.cpu.pending.length, 0, state);
    lab.settle();
    const tested = lab.test();
    assert.deepEqual([tested.cc, tested.word & 0xffff, tested.device, tested.subchannel], [0, 0x1001, 0, 0], state);
    assert.equal(lab.subchannel.pathsOperational, 0xff);
    lab.settle();
    assert.equal(lab.test().cc, 1, state);
  }
});

test('CANCEL: a program that has not begun never runs', () => {
  const lab = new ChannelLaboratory();
  lab.put(programAt, ccw(0x02, 0, 256, dataAt));
  lab.start();
  assert.equal(lab.do('XSCH'), 0);
  lab.settle();
  assert.deepEqual([lab.at(dataAt), lab.cpu.pending.length, lab.test().cc], [0n, 0, 1]);
});

test('RESUME: the suspended CCW is fetched again', () => {
  const lab = new ChannelLaboratory();
  lab.put(programAt, ccw(0x03, 0x62, 1, 0), ccw(0x02, 0x20, 8, dataAt));
  lab.start(resumable);
  lab.settle();
  const first = lab.test();
  assert.deepEqual([first.cc, first.word & 0xffff, first.ccwAddress], [0, 0x4029, programAt + 8]);
  assert.equal(lab.do('RSCH'), 0);
  assert.equal(lab.do('RSCH'), 2);
  lab.settle();
  assert.equal(lab.test().word & 0x29, 0x29);
  lab.put(programAt, ccw(0x08, 0, 0, programAt + 8));
  assert.equal(lab.do('RSCH'), 0);
  lab.settle();
  assert.equal(lab.test().word & 0xffff, 0x4007);
  assert.equal(lab.at(dataAt), 0x0001020304050607n);
});

test('status that nobody asked for, and what comes after channel end', () => {
  const lab = new ChannelLaboratory();
  lab.device.unsolicited.push(0x80);
  lab.device.wake();
  lab.settle();
  const attention = lab.test();
  assert.deepEqual([attention.word & 0xffff, attention.device], [0x0011, 0x80]);
  lab.put(programAt, ccw(0x13, 0x20, 1, 0));
  lab.start();
  lab.settle();
  const primary = lab.test();
  assert.deepEqual([primary.word & 0xffff, primary.device], [0x4045, 0x08]);
  lab.device.finishing = false;
  lab.device.wake();
  lab.settle();
  const secondary = lab.test();
  assert.deepEqual([secondary.word & 0x1f, secondary.device], [0x03, 0x04]);
});

test('a start before the device end of the program before: the device end is presented instead', () => {
  const lab = new ChannelLaboratory();
  assert.equal(lab.run(ccw(0x13, 0x20, 1, 0)).device, 0x08);
  lab.put(programAt, nop);
  assert.equal(lab.start(), 0);
  lab.settle();
  assert.equal(lab.subchannel.status & 0x401, 0x400);
  lab.device.finishing = false;
  lab.device.wake();
  lab.settle();
  const tested = lab.test();
  assert.deepEqual([tested.word & 0x0300401f, tested.device], [0x01004017, 0x04]);
  assert.equal(lab.run(nop).word, 0x00804007);
});

test('no path and no device: deferred condition code 3', () => {
  const lab = new ChannelLaboratory();
  lab.device.notOperational = true;
  lab.put(programAt, nop);
  assert.equal(lab.start(), 0);
  lab.settle();
  assert.equal(lab.test().word, 0x03814411);
  lab.device.notOperational = false;
  lab.start();
  lab.settle();
  assert.equal(lab.test().word, 0x00804007);
});

test('interruptions: lowest subclass first, one at a time, TSCH takes the interruption along', () => {
  const lab = new ChannelLaboratory();
  const other = lab.channel.plug(
    { set: 0, deviceNumber: 0x121, paths: 0x80, channelPath: 0 },
    new ByteDevice(identity),
  );
  other.flags = 0x0081;
  lab.subchannel.flags = 0x3881;
  lab.put(programAt, nop);
  lab.start();
  lab.cpu.setGr(1, BigInt(other.identification));
  lab.start(orbMask.format, 2);
  lab.settle();
  assert.equal(lab.cpu.pending.length, 2);
  lab.cpu.setCr(6, 0xff000000n);
  assert.equal(lab.do('TPI 0(0)'), 1);
  assert.equal(lab.at(0xb8) >> 32n, BigInt(other.identification));
  assert.equal(lab.test().cc, 0);
  lab.cpu.setGr(1, BigInt(lab.subchannel.identification));
  assert.equal(lab.test().cc, 0);
  assert.equal(lab.do('TPI 0(0)'), 0);
});

test('channel reports: a path that is reset, the machine check, and the queue', () => {
  const lab = new ChannelLaboratory();
  lab.cpu.setGr(1, 0n);
  assert.equal(lab.do('RCHP'), 0);
  assert.equal(lab.do('RCHP'), 2);
  lab.settle();
  assert.deepEqual(
    lab.cpu.pending.map((one) => one.class),
    ['machine-check'],
  );
  assert.equal(lab.do(`STCRW ${orbAt}(0)`), 0);
  assert.equal(lab.at(orbAt) >> 32n, 0x44020000n);
  assert.equal(lab.do(`STCRW ${orbAt}(0)`), 1);
  lab.cpu.setGr(1, 9n);
  assert.equal(lab.do('RCHP'), 3);
});

test('concurrent sense goes into the response block and leaves the device', () => {
  const lab = new ChannelLaboratory();
  lab.subchannel.extra = 1;
  const tested = lab.run(ccw(0x1f, 0x20, 1, 0));
  assert.deepEqual([tested.word & 0x0002ffff, tested.device], [0x00024017, 0x0e]);
  assert.equal(lab.at(1792 + 16) >> 32n, 0x01200000n);
  assert.equal(lab.at(1792 + 32) >> 56n, 0x10n);
  assert.equal(lab.device.senseData[0], 0);
});
