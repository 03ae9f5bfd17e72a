import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { Fixture } from '../../contract/documents/fixture';
import { MachineFailed } from '../../contract/judgement';
import { plainFixture } from '../../contract/plain-fixture';
import { createLinuxMachine } from './index';
import type { LinuxMachine } from './machine';
import { call, type Program, returnedBy, startedOn, testOnGuest } from './on-linux';

let shared: Promise<LinuxMachine> | undefined;
const linux = (): Promise<LinuxMachine> => {
  shared ??= createLinuxMachine();
  return shared;
};
after(async () => (await shared)?.close());

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const words = (...values: number[]): Buffer => Buffer.concat(values.map(word));

const set = 0x20000;
const get = 0x10000;
const deviceState = 2;

/** Opens container, group and device of a plugged device; answers the three descriptors, by which nobody else is meant. */
async function openDevice(program: Program, id: string): Promise<{ container: number; group: number; device: number }> {
  const directory = program.devices[id]!;
  const [, length] = await program.perform(
    program.write(0, `${directory}/iommu_group\0`),
    call('readlink', program.at(0), program.at(256), 256),
  );
  const [link] = await program.perform(program.read(256, Number(length)));
  const group = Buffer.from(link!, 'hex').toString().split('/').pop();
  const answers = await program.perform(
    program.write(0, `/dev/vfio/vfio\0`),
    program.write(64, `/dev/vfio/${group}\0`),
    program.write(128, `${directory.split('/').pop()}\0`),
    call('open', program.at(0), 2),
    call('open', program.at(64), 2),
  );
  const [container, groupFile] = [Number(answers[3]), Number(answers[4])];
  const [, attached, type, device] = await program.perform(
    program.write(192, word(container)),
    call('ioctl', groupFile, 0x3b68, program.at(192)),
    call('ioctl', container, 0x3b66, 3),
    call('ioctl', groupFile, 0x3b6a, program.at(128)),
  );
  assert.deepEqual([attached, type], ['0', '0']);
  return { container, group: groupFile, device: Number(device) };
}

testOnGuest('a device of the real kernel answers as its driver does, in the byte order of the machine', async () => {
  const program = await startedOn(await linux(), [{ id: 'uart', kind: 'mtty', ports: 2 }]);
  const { device } = await openDevice(program, 'uart');
  const answers = await program.perform(
    program.write(256, words(16, 0, 0, 0)),
    call('ioctl', device, 0x3b6b, program.at(256)),
    program.read(256, 16),
    program.write(512, words(16, get | deviceState, 0, 0)),
    call('ioctl', device, 0x3b75, program.at(512)),
    program.read(520, 8),
    program.write(512, words(7, get | deviceState, 0, 0)),
    call('ioctl', device, 0x3b75, program.at(512)),
  );
  // argsz, flags PCI, 9 regions, 5 interrupts; state RUNNING without a data descriptor; EINVAL.
  assert.deepEqual(answers, [
    'done',
    '0',
    '00000010000000020000000900000005',
    'done',
    '0',
    '00000002ffffffff',
    'done',
    '-1 errno 22',
  ]);
  await program.machine.stop();
});

testOnGuest('nothing of a scenario is there in the next, and one guest serves them all', async () => {
  const machine = await linux();
  const first = await startedOn(machine, [{ id: 'uart', kind: 'mtty' }]);
  await openDevice(first, 'uart');
  await first.perform(first.write(4096, 'left behind'), call('eventfd', 1, 0));
  const directory = first.devices.uart!;
  await first.machine.stop();
  const starts = machine.starts;
  const second = await startedOn(machine);
  const [, gone, memory, descriptor] = await second.perform(
    second.write(0, `${directory}\0`),
    call('open', second.at(0), 0),
    second.read(4096, 11),
    call('eventfd', 0, 0),
  );
  assert.deepEqual([gone, memory, descriptor], ['-1 errno 2', '00'.repeat(11), '3']);
  const third = await startedOn(machine, [{ id: 'uart', kind: 'mtty' }]);
  assert.equal(third.devices.uart, directory);
  assert.equal(machine.starts, starts + 1, 'the second program was still running');
  await second.machine.stop();
  await third.machine.stop();
});

testOnGuest(
  'what reaches a device is seen at its driver: arcs between states, and accesses to its regions',
  async () => {
    const program = await startedOn(await linux(), [
      { id: 'uart', kind: 'mtty' },
      { id: 'other', kind: 'mtty' },
    ]);
    const { device } = await openDevice(program, 'uart');
    const preCopy = words(16, set | deviceState, 6, 0);
    const answers = await program.machine.perform([
      { verb: 'observe', device: 'uart' },
      program.write(512, preCopy),
      call('ioctl', device, 0x3b75, program.at(512)),
      program.write(512, words(16, set | deviceState, 4, 0)),
      call('ioctl', device, 0x3b75, program.at(512)),
      program.write(600, 'AB'),
      call('pwrite', device, program.at(600), 2, 6),
      call('pread', device, program.at(600), 4, 7n << 40n),
      { verb: 'observe', device: 'other' },
      { verb: 'observe', device: 'uart' },
      { verb: 'observe', device: 'uart' },
    ]);
    const seen = answers.flatMap((answer) =>
      answer.kind === 'accesses'
        ? [
            answer.accesses.map(
              ({ direction, region, offset, bytes }) =>
                `${direction} ${region} ${offset} ${Buffer.from(bytes).toString('hex')}`,
            ),
          ]
        : [],
    );
    // RUNNING to PRE_COPY, and PRE_COPY over RUNNING, RUNNING_P2P and STOP to RESUMING.
    const arcs = ['0206', '0602', '0205', '0501', '0104'].map((arc) => `write migration 0 ${arc}`);
    assert.deepEqual(seen.toSpliced(0, 1), [[], [...arcs, 'write BAR0 6 4142', 'read config 0 32534348'], []]);
    await program.machine.stop();
  },
);

testOnGuest('the kernel log of a scenario begins empty, and what is written to it can be read', async () => {
  const machine = await linux();
  const nonblocking = 0o4002;
  const seekData = 3;
  for (const message of ['one\n', 'two\n']) {
    const program = await startedOn(machine);
    const answers = await program.perform(
      program.write(0, '/dev/kmsg\0'),
      call('open', program.at(0), nonblocking),
      call('lseek', returnedBy(1), 0, seekData),
      call('read', returnedBy(1), program.at(64), 4096),
      program.write(32, message),
      call('write', returnedBy(1), program.at(32), message.length),
      call('read', returnedBy(1), program.at(64), 4096),
    );
    assert.deepEqual(answers.slice(1, 6), ['3', '0', '-1 errno 11', 'done', `${message.length}`]);
    const [record] = await program.perform(program.read(64, Number(answers[6])));
    assert.match(Buffer.from(record!, 'hex').toString(), new RegExp(`;${message}$`));
    await program.machine.stop();
  }
});

testOnGuest('what a device kind does not have is unsupported', async () => {
  const machine = await linux();
  const refused: Fixture['devices'] = [
    { id: 'a', kind: 'mtty', ports: 3 },
    { id: 'a', kind: 'mtty', wheels: 4 },
    { id: 'a', kind: 'vfio-pci', migration: 'none' },
  ];
  for (const device of refused) {
    const answer = await machine.start({ ...plainFixture, devices: [device] });
    assert.equal(answer.kind, 'unsupported');
  }
});

testOnGuest('more devices than the driver has ports for: the start fails, and the next one does not', async () => {
  const machine = await linux();
  // 24 ports in all: Linux 6.12 samples/vfio-mdev/mtty.c MAX_MTTYS.
  const devices = Array.from({ length: 25 }, (_, index) => ({ id: `uart${index}`, kind: 'mtty' }));
  await assert.rejects(machine.start({ ...plainFixture, devices }), (error: MachineFailed) => {
    assert.equal(error.kind, 'start');
    assert.match(error.message, /^writing \/sys\/devices\/virtual\/mtty\/\S+\/create failed with errno 28$/);
    return true;
  });
  const next = await startedOn(machine, devices.slice(0, 24));
  assert.equal(Object.keys(next.devices).length, 24);
  await next.machine.stop();
});

testOnGuest('an oops ends the example with the kernel log, and the next one has a new guest', async () => {
  const machine = await linux();
  const program = await startedOn(machine, [{ id: 'uart', kind: 'mtty' }]);
  const { group, device } = await openDevice(program, 'uart');
  const resuming = words(16, set | deviceState, 4, 0);
  await program.perform(program.write(512, resuming), call('ioctl', device, 0x3b75, program.at(512)));
  await program.perform(program.read(516, 8), call('close', device));
  const failure = await program
    .perform(
      call('ioctl', group, 0x3b6a, program.at(128)),
      program.write(512, words(16, set | deviceState, 1, 0)),
      call('ioctl', returnedBy(0), 0x3b75, program.at(512)),
    )
    .then(
      (answers) => assert.fail(`answers: ${answers.join(', ')}`),
      (error: unknown) => error as MachineFailed,
    );
  assert.ok(failure instanceof MachineFailed, String(failure));
  assert.equal(failure.kind, 'died');
  assert.match(
    failure.message,
    /^the kernel panicked in mtty_set_state \[mtty\]: Unable to handle kernel pointer dereference/,
  );
  assert.match(failure.details['kernel log']!, /Call Trace:/);
  await program.machine.stop();
  const next = await startedOn(machine);
  assert.deepEqual(await next.perform(call('eventfd', 0, 0)), ['3']);
  await next.machine.stop();
});
