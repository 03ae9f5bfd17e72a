import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { Answer, Entry } from '../../../../../contract/entries';
import { plainFixture } from '../../../../../contract/plain-fixture';
import { createReferenceMachine } from '../../../..';
import { ChannelLaboratory, ccw0, dataAt, programAt, type Tested } from '../../laboratory';
import { dasdBehaviour } from './behaviour';
import { Dasd } from './dasd';
import { type CkdRecord, Track } from './track';
import { EmptyVolume, ImageVolume } from './volume';

const record = (number: number, data: string, key = ''): CkdRecord => ({
  id: Uint8Array.of(0, 0, 0, 0, number),
  key: Uint8Array.from(Buffer.from(key, 'latin1')),
  data: Uint8Array.from(Buffer.from(data, 'hex')),
});

function trackOf(...records: CkdRecord[]): Track {
  const track = Track.formatted(0, 0);
  track.records.push(...records);
  return track;
}

function laboratory(...records: CkdRecord[]): ChannelLaboratory<Dasd> {
  const volume = new EmptyVolume(10);
  volume.put(0, 0, trackOf(...records));
  const lab = new ChannelLaboratory(new Dasd(volume, dasdBehaviour, 0x0a));
  lab.put(0x4000, 0n, 0x0000000002000000n);
  return lab;
}

function run(lab: ChannelLaboratory<Dasd>, ...program: bigint[]): Tested {
  lab.put(programAt, ...program);
  lab.start(0);
  lab.settle();
  return lab.test();
}

const records = [record(1, '0102030405060708', 'K1'), record(2, '1112131415161718'), record(3, '')];
const seek = ccw0(0x07, 0x40, 6, 0x4000);
const search = ccw0(0x31, 0x40, 5, 0x4008);
const back = ccw0(0x08, 0, 0, programAt + 8);

test('SEEK, SEARCH, TIC back, READ: the search loop finds the record', () => {
  const lab = laboratory(...records);
  const tested = run(lab, seek, search, back, ccw0(0x06, 0, 8, dataAt));
  assert.deepEqual([tested.word & 0xff, tested.device, tested.count], [7, 0x0c, 0]);
  assert.equal(lab.at(dataAt), 0x1112131415161718n);
});

test('a record that is not there: no record found after two index points', () => {
  const lab = laboratory(...records);
  lab.put(0x4008, 0x0000000009000000n);
  const tested = run(lab, seek, search, back, ccw0(0x06, 0, 8, dataAt));
  assert.deepEqual([tested.device, lab.device.senseData[0], lab.device.senseData[1]], [0x0e, 0, 0x08]);
});

test('a search without a seek is refused, and so is one behind READ IPL', () => {
  const lab = laboratory(...records);
  assert.equal(run(lab, search, back, ccw0(0x06, 0, 8, dataAt)).device, 0x0e);
  assert.deepEqual([lab.device.senseData[0], lab.device.senseData[7]], [0x80, 2]);
  assert.equal(run(lab, ccw0(0x02, 0x60, 24, dataAt), search, back).device, 0x0e);
  assert.deepEqual([lab.device.senseData[0], lab.device.senseData[7]], [0x80, 2]);
});

test('READ IPL reads data only and leaves the device behind the record', () => {
  const lab = laboratory(...records);
  const tested = run(lab, ccw0(0x02, 0x60, 24, dataAt), ccw0(0x06, 0x20, 8, dataAt + 0x100));
  assert.equal(tested.device, 0x0c);
  assert.deepEqual([lab.at(dataAt), lab.at(dataAt + 0x100)], [0x0102030405060708n, 0x1112131415161718n]);
});

test('a record without data is the end of the file', () => {
  const lab = laboratory(...records);
  lab.put(0x4008, 0x0000000003000000n);
  const tested = run(lab, seek, search, back, ccw0(0x06, 0x60, 8, dataAt), ccw0(0x03, 0, 1, 0));
  assert.deepEqual([tested.device, tested.ccwAddress, tested.count], [0x0d, programAt + 32, 8]);
});

test('DEFINE EXTENT and LOCATE RECORD: a domain of two reads, another command in it is refused', () => {
  const lab = laboratory(...records);
  lab.put(0x4100, 0x00c0000000000000n, 0x000000000009000en);
  lab.put(0x4110, 0x0600000200000000n, 0x0000000001ff0000n);
  const dx = ccw0(0x63, 0x40, 16, 0x4100);
  const lr = ccw0(0x47, 0x40, 16, 0x4110);
  const tested = run(lab, dx, lr, ccw0(0x06, 0x40, 8, dataAt), ccw0(0x06, 0, 8, dataAt + 8));
  assert.equal(tested.device, 0x0c);
  assert.deepEqual([lab.at(dataAt), lab.at(dataAt + 8)], [0x0102030405060708n, 0x1112131415161718n]);
  assert.equal(run(lab, dx, lr, seek).device, 0x0e);
  assert.deepEqual([lab.device.senseData[0], lab.device.senseData[7]], [0x80, 2]);
  assert.equal(run(lab, dx, dx).device, 0x0e);
  assert.equal(run(lab, lr).device, 0x0e);
  run(lab, dx, lr, ccw0(0x06, 0, 8, dataAt));
  assert.equal(lab.device.senseData[0]! & 1, 1);
});

test('WRITE DATA behind a search changes the record; an unknown command is rejected', () => {
  const lab = laboratory(...records);
  lab.put(dataAt, 0xa1a2a3a4a5a6a7a8n);
  assert.equal(run(lab, seek, search, back, ccw0(0x05, 0, 8, dataAt)).device, 0x0c);
  assert.equal(Buffer.from(lab.device.track.records[2]!.data).toString('hex'), 'a1a2a3a4a5a6a7a8');
  assert.equal(run(lab, ccw0(0x05, 0, 8, dataAt)).device, 0x0e);
  assert.equal(run(lab, ccw0(0x99, 0, 8, dataAt)).device, 0x0e);
  assert.deepEqual([lab.device.senseData[0], lab.device.senseData[7]], [0x80, 1]);
});

/** A volume of one cylinder whose first track is given. */
function image(track: Uint8Array): Buffer {
  const size = 56832;
  const bytes = Buffer.alloc(512 + size * 15);
  bytes.write('CKD_P370', 'latin1');
  bytes.writeUInt32LE(15, 8);
  bytes.writeUInt32LE(size, 12);
  bytes[16] = 0x90;
  for (let head = 1; head < 15; head += 1) bytes.set(Track.formatted(0, head).write(size), 512 + head * size);
  bytes.set(track, 512);
  return bytes;
}

test('an image is read, written where it may be, and refused with track and record where it is damaged', () => {
  const folder = mkdtempSync(join(tmpdir(), 's390-tck-ckd-'));
  try {
    const path = join(folder, 'volume');
    const whole = trackOf(...records).write(56832);
    writeFileSync(path, image(whole));
    const volume = ImageVolume.open(path, true);
    assert.ok(typeof volume !== 'string');
    const track = volume.track(0, 0);
    assert.ok(typeof track !== 'string');
    assert.equal(track.records.length, 4);
    track.records[1]!.data = Uint8Array.of(9, 9, 9, 9, 9, 9, 9, 9);
    volume.changed(0, 0);
    assert.notDeepEqual(readFileSync(path).subarray(512, 612), Buffer.from(whole.subarray(0, 100)));
    const damaged = whole.slice();
    damaged[5 + 16 + 6] = 0xff;
    writeFileSync(path, image(damaged));
    assert.match(String(ImageVolume.open(path, false)), /track 0\.0, record 1: key 2 and data 65288 go beyond/);
    writeFileSync(path, 'nothing');
    assert.match(String(ImageVolume.open(path, false)), /does not begin with CKD_P370/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const image8 = (value: bigint): string => value.toString(16).padStart(16, '0');

async function loaded(first: string, ...others: CkdRecord[]): Promise<readonly Answer[]> {
  const machine = createReferenceMachine();
  const started = await machine.start({
    ...plainFixture,
    devices: [{ id: 'disk', kind: 'dasd-3390', cylinders: 2, number: 0x120 }],
  });
  assert.ok(started.kind === 'started');
  const track = trackOf(record(1, first), ...others).write(4096);
  const batch: Entry[] = [
    { verb: 'stimulate', device: 'disk', what: 'track', bytes: track },
    { verb: 'load', device: 'disk', cpu: 0 },
    { verb: 'read', space: 'absolute', address: 0x2000n, length: 8 },
    { verb: 'read', space: 'absolute', address: 0xb8n, length: 8 },
    { verb: 'execute', cpu: 0 },
  ];
  return started.machine.perform(batch);
}

test('IPL: the record that the implied read brings goes on with what it has just read', async () => {
  const first = `0008000080002000${image8(ccw0(0x06, 0x60, 80, 0x2000))}${image8(ccw0(0x08, 0, 0, 0x2008))}`;
  const second = `07fe000000000000${image8(ccw0(0x03, 0x20, 1, 0))}`;
  const answers = await loaded(first, record(2, second));
  assert.ok(answers[1]?.kind === 'ended');
  assert.equal(answers[1].ending, 'completed');
  assert.equal(Buffer.from(answers[1].psw).toString('hex'), '00000000800000000000000000002000');
  assert.ok(answers[2]?.kind === 'bytes' && answers[3]?.kind === 'bytes');
  assert.equal(Buffer.from(answers[2].bytes).toString('hex'), '07fe000000000000');
  assert.equal(Buffer.from(answers[3].bytes).toString('hex'), '0001000000000000');
  assert.ok(answers[4]?.kind === 'ended' && answers[4].ending === 'completed');
});

test('IPL that fails leaves the CPU in the load state', async () => {
  const bad = `0008000080002000${image8(ccw0(0x31, 0x60, 5, 0x2000))}${image8(ccw0(0x08, 0, 0, 0x2008))}`;
  const noPsw = `000600000000000f${image8(ccw0(0x06, 0x20, 8, 0x2000))}${image8(0n)}`;
  for (const first of [bad, noPsw]) {
    const answers = await loaded(first, record(2, '0000000000000000'));
    assert.ok(answers[1]?.kind === 'ended' && answers[1].ending === 'stopped');
    assert.ok(answers[3]?.kind === 'bytes');
    assert.equal(Buffer.from(answers[3].bytes).toString('hex'), '0000000000000000');
    assert.ok(answers[4]?.kind === 'ended' && answers[4].ending === 'stopped' && answers[4].instructions === 0);
  }
});
