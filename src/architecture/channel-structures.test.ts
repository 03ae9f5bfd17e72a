import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encode } from '../codec/codec';
import type { Structure } from '../codec/structure';
import { ccw0, ccw1, ccwFlag, commandClass } from './ccw';
import { crw } from './channel-report';
import { irb } from './irb';
import { orb, orbMask } from './orb';
import { pmcwExtraMask, pmcwMask, schib } from './schib';
import { deviceStatus, scsw, scswMask, scswPart, subchannelStatus } from './scsw';
import { subsystemIdentification } from './subsystem-identification';

/** All bits of a field, as a number of `width` bytes at `offset`. */
function ones(structure: Structure, name: string, offset: number, width: number): number {
  const field = structure.byName.get(name);
  assert.ok(field !== undefined, `${structure.name}.${name}`);
  const image = encode(structure, { [name]: (1n << BigInt(field.last - field.first + 1)) - 1n });
  return Number(BigInt(`0x${Buffer.from(image.subarray(offset, offset + width)).toString('hex')}`));
}

function agree(structure: Structure, masks: Readonly<Record<string, number>>, offset: number, width: number): void {
  for (const [name, mask] of Object.entries(masks))
    if (structure.byName.has(name))
      assert.equal(ones(structure, name, offset, width), mask, `${structure.name}.${name}`);
}

test('masks and structures say the same', () => {
  agree(scsw, scswMask, 0, 4);
  agree(scsw, deviceStatus, 8, 1);
  agree(scsw, subchannelStatus, 9, 1);
  agree(irb, scswMask, 0, 4);
  agree(schib, scswMask, 28, 4);
  agree(schib, pmcwMask, 4, 2);
  agree(schib, pmcwExtraMask, 24, 4);
  agree(orb, orbMask, 4, 4);
  agree(ccw0, ccwFlag, 4, 1);
  agree(ccw1, ccwFlag, 1, 1);
});

/** Linux 6.12 arch/s390/include/asm/scsw.h SCSW_FCTL_*, SCSW_ACTL_*, SCSW_STCTL_*: fields of word 0 from their low-order bit on. */
test('the controls of the SCSW are those of Linux', () => {
  assert.deepEqual(scswPart, { functions: 0x7 << 12, activity: 0x7f << 5, status: 0x1f });
  assert.deepEqual(
    [scswMask.startFunction, scswMask.haltFunction, scswMask.clearFunction].map((mask) => mask >> 12),
    [4, 2, 1],
  );
  const { resumePending, startPending, haltPending, clearPending } = scswMask;
  const { subchannelActive, deviceActive, suspended } = scswMask;
  assert.deepEqual(
    [resumePending, startPending, haltPending, clearPending, subchannelActive, deviceActive, suspended].map(
      (mask) => mask >> 5,
    ),
    [0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01],
  );
});

const hex = (structure: Structure, values: Readonly<Record<string, number>>): string =>
  Buffer.from(encode(structure, values)).toString('hex');

/** Words seen on QEMU 7.2 and in Linux, fact sheet of channel I/O: 3.4, 3.5, 4.2, 4.4, 9.1. */
test('words that were seen', () => {
  const ended = { format: 1, startFunction: 1, primary: 1, secondary: 1, pending: 1, channelEnd: 1, deviceEnd: 1 };
  assert.equal(hex(scsw, { ...ended, ccwAddress: 0x2008 }), '00804007000020080c000000');
  const notOperational = { deferredCode: 3, format: 1, startFunction: 1, startPending: 1, alert: 1, pending: 1 };
  assert.equal(hex(scsw, notOperational).slice(0, 8), '03804411');
  assert.equal(hex(irb, { concurrentSense: 1, senseCount: 32 }).slice(32, 40), '01200000');
  assert.equal(hex(crw, { solicited: 1, source: 4, errorCode: 2 }), '44020000');
  assert.equal(hex(subsystemIdentification, { one: 1 }), '00010000');
  assert.equal(hex(subsystemIdentification, { set: 1, one: 1, number: 7 }), '00030007');
  assert.equal(hex(ccw0, { command: 2, chainCommand: 1, suppressLength: 1, count: 24 }), '0200000060000018');
  assert.equal(hex(orb, { prefetch: 1, format2Idaws: 1, logicalPaths: 0xff }), '000000000042ff0000000000');
});

test('classes of commands', () => {
  const classes = [0x01, 0x02, 0x03, 0x04, 0x0c, 0x08, 0x10, 0xe4, 0x31, 0x63].map(commandClass);
  assert.deepEqual(classes, [
    'write',
    'read',
    'control',
    'sense',
    'read backward',
    'transfer in channel',
    'invalid',
    'sense',
    'write',
    'control',
  ]);
});
