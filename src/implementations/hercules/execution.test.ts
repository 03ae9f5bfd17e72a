import assert from 'node:assert/strict';
import { cpuState, cpuStateOffset } from '../../architecture/cpu-state';
import { interruptionPsws } from '../../architecture/lowcore';
import {
  execute,
  perform,
  psw,
  read,
  sharedMachine,
  startedOn,
  supervisor,
  testOnHercules,
  write,
} from './on-hercules';

const code = 0x8000;
const problem = '0001000180000000';

const gr = (number: number, value: number | bigint) =>
  write('cpu', cpuStateOffset.gr(number), value.toString(16).padStart(16, '0'));

/** New PSWs that are told apart by their addresses. */
const handlers = Object.values(interruptionPsws).map((at) => write('absolute', at.new, psw(0xa000 + at.new)));

const instruction = (digits: string, mask = supervisor) => [
  write('absolute', code, digits),
  write('cpu', cpuStateOffset.psw, psw(code, mask)),
  execute,
];

testOnHercules('an instruction ends, and the PSW points behind it', async () => {
  const machine = await startedOn(await sharedMachine());
  assert.deepEqual(
    await perform(machine, ...handlers, ...instruction('41101234'), read('cpu', cpuStateOffset.gr(1), 8)),
    [`completed ${psw(code + 4)}`, '0000000000000234'],
  );
  await machine.stop();
});

testOnHercules('the program event that ends a unit leaves no trace', async () => {
  const machine = await startedOn(await sharedMachine());
  const everything = [read('absolute', 0, 0x2000), read('key', 0, 2), read('cpu', cpuStateOffset.cr(0), 128)];
  const before = await perform(machine, ...handlers, write('key', 0, '3050'), ...everything);
  const after = await perform(machine, ...instruction('1811'), ...everything);
  assert.deepEqual(after.slice(1), before);
  await machine.stop();
});

testOnHercules('registers of all kinds go in and come out', async () => {
  const machine = await startedOn(await sharedMachine());
  const image = Buffer.alloc(cpuState.size, 0);
  for (let at = 0; at < cpuStateOffset.psw; at += 1) image[at] = (at * 7 + 1) & 0xff;
  for (let at = cpuStateOffset.ar(0); at < cpuStateOffset.cr(0); at += 1) image[at] = (at * 5 + 3) & 0xff;
  const registers = image.subarray(0, cpuStateOffset.psw).toString('hex');
  const access = image.subarray(cpuStateOffset.ar(0), cpuStateOffset.cr(0)).toString('hex');
  assert.deepEqual(
    await perform(
      machine,
      write('cpu', 0, registers),
      write('cpu', cpuStateOffset.ar(0), access),
      write('cpu', cpuStateOffset.cr(2), '0123456789abcdc0'),
      write('cpu', cpuStateOffset.clockComparator, '00123456789abcde'),
      ...instruction('0700'),
      read('cpu', 0, cpuStateOffset.psw),
      read('cpu', cpuStateOffset.ar(0), 64),
      read('cpu', cpuStateOffset.cr(2), 8),
      read('cpu', cpuStateOffset.clockComparator, 8),
    ),
    [`completed ${psw(code + 2)}`, registers, access, '0123456789abcdc0', '00123456789abcde'],
  );
  await machine.stop();
});

testOnHercules('interruptions go to the PSW of the guest and store what the architecture says', async () => {
  const machine = await startedOn(await sharedMachine());
  const handler = (name: keyof typeof interruptionPsws) => `${name} ${psw(0xa000 + interruptionPsws[name].new)}`;
  assert.deepEqual(
    await perform(
      machine,
      ...handlers,
      ...instruction('0a2a', problem),
      read('absolute', 0x88, 4),
      read('absolute', 0x140, 16),
      ...instruction('b22b0011', problem),
      read('absolute', 0x8c, 4),
      read('absolute', 0x150, 16),
      read('absolute', 0x96, 10),
      read('absolute', interruptionPsws.program.new, 16),
    ),
    [
      handler('supervisor-call'),
      '0002002a',
      psw(code + 2, problem),
      handler('program'),
      '00040002',
      psw(code + 4, problem),
      '00'.repeat(10),
      psw(0xa000 + interruptionPsws.program.new),
    ],
  );
  await machine.stop();
});

testOnHercules('a branch, a new prefix and a loaded PSW end a unit as well', async () => {
  const machine = await startedOn(await sharedMachine());
  const wait = psw(0x1234, '0002000180000000');
  assert.deepEqual(
    await perform(
      machine,
      ...handlers,
      gr(3, 0x9000),
      ...instruction('07f3'),
      write('absolute', 0x9000, '00020000'),
      write('absolute', 0x20000 + interruptionPsws.program.new, psw(0xb000)),
      ...instruction('b2103000'),
      read('cpu', cpuStateOffset.prefix, 4),
      ...instruction('0000'),
      write('absolute', 0x9000, wait),
      ...instruction('b2b23000'),
      execute,
      read('absolute', 0x9000, 16),
    ),
    [
      `completed ${psw(0x9000)}`,
      `completed ${psw(code + 4)}`,
      '00020000',
      `program ${psw(0xb000)}`,
      `completed ${wait}`,
      `wait ${wait}`,
      wait,
    ],
  );
  await machine.stop();
});

testOnHercules('keys are those of the guest, not what the adapter does to them', async () => {
  const machine = await startedOn(await sharedMachine());
  assert.deepEqual(
    await perform(
      machine,
      write('key', 0x10000, '3050'),
      write('absolute', 0x10800, 'ff'),
      read('key', 0x10000, 2),
      gr(2, 0x10000),
      ...instruction('43102000'),
      read('key', 0x10000, 2),
      ...instruction('42102800'),
      read('key', 0x10000, 2),
      write('absolute', 0x11000, 'ff'),
      ...instruction('1811'),
      read('key', 0x10000, 2),
    ),
    [
      '3050',
      `completed ${psw(code + 4)}`,
      '3450',
      `completed ${psw(code + 4)}`,
      '3650',
      `completed ${psw(code + 2)}`,
      '3650',
    ],
  );
  await machine.stop();
});

testOnHercules('what an instruction does to the first frame is told from what the end of the unit does', async () => {
  const machine = await startedOn(await sharedMachine());
  assert.deepEqual(
    await perform(
      machine,
      write('key', 0, '30'),
      ...instruction('1811'),
      read('key', 0, 1),
      gr(1, 0xab),
      ...instruction('42100200'),
      read('key', 0, 1),
      gr(2, 0),
      ...instruction('b22a0002'),
      read('key', 0, 1),
    ),
    [
      `completed ${psw(code + 2)}`,
      '30',
      `completed ${psw(code + 4)}`,
      '36',
      `completed ${psw(code + 4, '0000300180000000')}`,
      '32',
    ],
  );
  await machine.stop();
});

testOnHercules('what the adapter needs for itself is refused in words', async () => {
  const machine = await startedOn(await sharedMachine());
  assert.match(
    (await perform(machine, ...instruction('1811', '4000000180000000')))[0]!,
    /^unsupported program-event recording/,
  );
  assert.match(
    (await perform(machine, write('cpu', cpuStateOffset.psw, psw(0, '0102000180000000')), execute))[0]!,
    /^unsupported a CPU that waits/,
  );
  await machine.stop();
});

testOnHercules('a clear reset leaves nothing', async () => {
  const machine = await startedOn(await sharedMachine());
  assert.deepEqual(
    await perform(
      machine,
      write('absolute', 0x10000, 'ff'),
      write('key', 0x10000, 'f6'),
      { verb: 'reset', kind: 'clear' },
      read('absolute', 0x10000, 1),
      read('key', 0x10000, 1),
    ),
    ['00', '00'],
  );
  await machine.stop();
});
