import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { interruptionPsws } from '../../architecture/lowcore';
import type { RunningMachine } from '../../contract/machine';
import { execute, perform, psw, read, sharedMachine, startedOn, testOnQemu, write } from './on-qemu';

const code = 0x2000;
const operand = 0x3000;
const wait = '0002000180000000';
const handler = (name: keyof typeof interruptionPsws) => 0xa000 + interruptionPsws[name].new;
const newPsw = (name: keyof typeof interruptionPsws, mask?: string) =>
  write('absolute', interruptionPsws[name].new, psw(handler(name), mask));

async function guest(context: TestContext, mask?: string): Promise<RunningMachine> {
  const machine = await startedOn(await sharedMachine());
  context.after(() => machine.stop());
  await machine.perform([
    ...Object.keys(interruptionPsws).map((name) => newPsw(name as keyof typeof interruptionPsws, mask)),
    write('cpu', 0x80 + 3 * 8, operand.toString(16).padStart(16, '0')),
  ]);
  return machine;
}

const at = (instruction: string, mask?: string) => [
  write('absolute', code, instruction),
  write('cpu', 0x100, psw(code, mask)),
];

testOnQemu('an instruction completes; PSW and registers show it', async (context) => {
  const machine = await guest(context);
  assert.deepEqual(await perform(machine, ...at('41103234'), execute, read('cpu', 0x88, 8)), [
    `completed ${psw(code + 4)}`,
    '0000000000003234',
  ]);
});

testOnQemu('the CPU state is written and read in parts', async (context) => {
  const machine = await guest(context);
  const state = Buffer.from(Array.from({ length: 64 }, (_, index) => index)).toString('hex');
  await machine.perform([write('cpu', 0x140, state), write('cpu', 0x183, 'aabb'), write('cpu', 0x11c, '00080000')]);
  assert.deepEqual(
    await perform(
      machine,
      ...at('1811'),
      execute,
      read('cpu', 0x140, 64),
      read('cpu', 0x180, 8),
      read('cpu', 0x11e, 1),
    ),
    [`completed ${psw(code + 2)}`, state, '000000aabb0000e0', '00'],
  );
});

testOnQemu('the whole state shows what its parts show', async (context) => {
  const machine = await guest(context);
  await machine.perform([write('cpu', 0x08, '0123456789abcdef'), write('cpu', 0x118, '00004000'), ...at('1811')]);
  const [, whole] = await perform(machine, execute, read('cpu', 0, 512));
  assert.equal(whole?.slice(0x10, 0x20), '0123456789abcdef');
  assert.equal(whole?.slice(0x100 * 2, 0x110 * 2), psw(code + 2));
  assert.equal(whole?.slice(0x118 * 2, 0x11c * 2), '00004000');
  assert.equal(whole?.slice(0x180 * 2, 0x188 * 2), '00000000000000e0');
});

testOnQemu('reading the floating-point registers leaves control register 0 alone', async (context) => {
  const machine = await guest(context);
  const [whole] = await perform(machine, read('cpu', 0, 512));
  const again = await perform(
    machine,
    ...at('b7003000'),
    execute,
    ...at('b6003000'),
    execute,
    read('absolute', operand, 4),
  );
  assert.equal(whole?.slice(0x180 * 2, 0x188 * 2), '00000000000000e0');
  assert.equal(again.at(-1), '00000000');
});

testOnQemu('clock comparator, CPU timer and TOD programmable field are reached', async (context) => {
  const machine = await guest(context);
  await machine.perform([write('cpu', 0x131, '11223344556677'), write('cpu', 0x126, 'abcd')]);
  await machine.perform([write('cpu', 0x128, '7123456789abcdef')]);
  assert.deepEqual(await perform(machine, read('cpu', 0x131, 7), read('cpu', 0x124, 4), read('cpu', 0x128, 3)), [
    '11223344556677',
    '0000abcd',
    '712345',
  ]);
});

testOnQemu('a program interruption is seen, again and again and at its own handler', async (context) => {
  const machine = await guest(context);
  const ending = `program ${psw(handler('program'))}`;
  for (const _ of [1, 2])
    assert.deepEqual(
      await perform(machine, ...at('0000'), execute, read('absolute', 0x150, 16), read('absolute', 0x8c, 4)),
      [ending, psw(code + 2), '00020001'],
    );
  for (const _ of [1, 2])
    assert.deepEqual(await perform(machine, execute, read('absolute', 0x150, 16)), [
      ending,
      psw(handler('program') + 2),
    ]);
});

testOnQemu('a branch to a handler is no interruption', async (context) => {
  const machine = await guest(context);
  await perform(machine, ...at('0000'), execute);
  const target = handler('program').toString(16).padStart(16, '0');
  assert.deepEqual(await perform(machine, write('cpu', 0x80 + 4 * 8, target), ...at('07f4'), execute), [
    `completed ${psw(handler('program'))}`,
  ]);
});

testOnQemu('SVC, alone and under EXECUTE RELATIVE LONG', async (context) => {
  const machine = await guest(context);
  const ending = `supervisor-call ${psw(handler('supervisor-call'))}`;
  assert.deepEqual(await perform(machine, ...at('0a2a'), execute, read('absolute', 0x88, 4)), [ending, '0002002a']);
  await machine.perform([write('absolute', operand, '0a07')]);
  assert.deepEqual(
    await perform(machine, ...at('c60000000800'), execute, read('absolute', 0x88, 4), read('absolute', 0x140, 16)),
    [ending, '00060007', psw(code + 6)],
  );
});

testOnQemu('EXECUTE runs its target in the same unit', async (context) => {
  const machine = await guest(context);
  await machine.perform([write('absolute', operand, '41100abc'), write('cpu', 0x80, '0'.repeat(32))]);
  assert.deepEqual(await perform(machine, ...at('44003000'), execute, read('cpu', 0x88, 8)), [
    `completed ${psw(code + 4)}`,
    '0000000000000abc',
  ]);
  await machine.perform([write('absolute', operand, '0000')]);
  assert.deepEqual(await perform(machine, ...at('44003000'), execute, read('absolute', 0x150, 16)), [
    `program ${psw(handler('program'))}`,
    psw(code + 4),
  ]);
  await machine.perform([write('absolute', operand, '44003000')]);
  assert.deepEqual(await perform(machine, ...at('44003000'), execute, read('absolute', 0x8e, 2)), [
    `program ${psw(handler('program'))}`,
    '0003',
  ]);
});

testOnQemu('LPSWE loads one PSW and nothing else happens', async (context) => {
  const machine = await guest(context);
  for (const target of [psw(0x4320, '0700300180000000'), psw(code), psw(0xa000, wait), psw(handler('program'))]) {
    await machine.perform([write('absolute', operand, target)]);
    assert.deepEqual(await perform(machine, ...at('b2b23000'), execute, read('absolute', operand, 16)), [
      `completed ${target}`,
      target,
    ]);
  }
  const lowcore = await perform(machine, read('absolute', 0x1d0, 16));
  assert.deepEqual(lowcore, [psw(handler('program'))]);
});

testOnQemu('LPSWE under EXECUTE, and from a translated operand', async (context) => {
  const machine = await guest(context);
  await machine.perform([
    write('absolute', operand, 'b2b23100'),
    write('absolute', operand + 0x100, psw(0x5550, wait)),
  ]);
  assert.deepEqual(await perform(machine, ...at('44003000'), execute), [`completed ${psw(0x5550, wait)}`]);
  const realSpace = '0000000000000020';
  await machine.perform([write('cpu', 0x188, realSpace), write('cpu', 0x1b8, realSpace)]);
  for (const mask of ['0400000180000000', '0400800180000000'])
    assert.deepEqual(await perform(machine, ...at('b2b23100', mask), execute), [`completed ${psw(0x5550, wait)}`]);
});

testOnQemu('with DAT on the instruction and its operand are looked for where the tables say', async (context) => {
  const machine = await guest(context);
  const pages = Array.from({ length: 16 }, (_, page) => (page * 0x1000).toString(16).padStart(16, '0'));
  await machine.perform([
    write('absolute', 0x10000, '0000000000011000'),
    write('absolute', 0x11000, pages.with(2, '0000000000005000').with(3, '0000000000006000').join('')),
    write('absolute', 0x5000, 'b2b23000'),
    write('absolute', 0x6000, psw(0x7770, wait)),
    write('cpu', 0x188, '0000000000010000'),
    ...at('1811', '0400000180000000'),
  ]);
  assert.deepEqual(await perform(machine, execute, read('absolute', 0x6000, 16)), [
    `completed ${psw(0x7770, wait)}`,
    psw(0x7770, wait),
  ]);
});

testOnQemu('LPSWE that is refused leaves its operand and the new PSWs', async (context) => {
  const machine = await guest(context, wait);
  await machine.perform([write('absolute', operand, psw(0x4320, wait))]);
  assert.deepEqual(
    await perform(
      machine,
      ...at('b2b23000', '0001000180000000'),
      execute,
      read('absolute', operand, 16),
      read('absolute', 0x1d0, 16),
      read('absolute', 0x150, 16),
    ),
    [
      `program ${psw(handler('program'), wait)}`,
      psw(0x4320, wait),
      psw(handler('program'), wait),
      psw(code + 4, '0001000180000000'),
    ],
  );
});

testOnQemu(
  'a new PSW with the wait bit: the interruption is seen, then the wait, then the guest goes on',
  async (context) => {
    const machine = await guest(context, wait);
    const waiting = psw(handler('program'), wait);
    assert.deepEqual(await perform(machine, ...at('0000'), execute, execute, execute, read('absolute', 0x1d0, 16)), [
      `program ${waiting}`,
      `wait ${waiting}`,
      `wait ${waiting}`,
      waiting,
    ]);
    assert.deepEqual(await perform(machine, ...at('1811'), execute), [`completed ${psw(code + 2)}`]);
  },
);

testOnQemu('an external interruption waits for its mask, is taken alone, and ends a wait', async (context) => {
  const machine = await guest(context);
  const makePending = [
    write('absolute', 0x4000, '0060000000000000'),
    write('cpu', 0x80 + 8, '0000000000020001'),
    write('cpu', 0x90, '0000000000004000'),
    write('cpu', 0x180, '00000000000002e0'),
    ...at('b2200012'),
    execute,
  ];
  const enabled = '0100000180000000';
  const taken = `external ${psw(handler('external'))}`;
  await perform(machine, ...makePending);
  assert.deepEqual(
    await perform(
      machine,
      ...at('41100777'),
      execute,
      ...at('41100777', enabled),
      execute,
      read('absolute', 0x130, 16),
    ),
    [`completed ${psw(code + 4)}`, taken, psw(code, enabled)],
  );
  await perform(machine, ...makePending);
  const waiting = psw(0x7000, '0102000180000000');
  await machine.perform([write('absolute', operand, waiting)]);
  assert.deepEqual(await perform(machine, ...at('b2b23000'), execute, execute, read('absolute', 0x130, 16)), [
    `completed ${waiting}`,
    taken,
    waiting,
  ]);
  assert.deepEqual(await perform(machine, write('cpu', 0x100, waiting), execute), [`wait ${waiting}`]);
});

testOnQemu('run goes on through interruptions until a wait or its limit', async (context) => {
  const machine = await guest(context);
  await machine.perform([
    write('absolute', code, '181118110a01'),
    write('absolute', handler('supervisor-call'), 'b2b23000'),
    write('absolute', operand, psw(0x5550, wait)),
    write('cpu', 0x100, psw(code)),
  ]);
  const [answer] = await machine.perform([{ verb: 'run', cpu: 0, limit: 100 }]);
  assert.ok(answer?.kind === 'ended');
  assert.deepEqual([answer.ending, answer.instructions], ['wait', 4]);
  await machine.perform([...at('a7f40000')]);
  const [endless] = await machine.perform([{ verb: 'run', cpu: 0, limit: 7 }]);
  assert.ok(endless?.kind === 'ended');
  assert.deepEqual([endless.ending, endless.instructions], ['limit', 7]);
});

testOnQemu('SPX moves the prefix area, and interruptions go there', async (context) => {
  const machine = await guest(context);
  await machine.perform([write('absolute', operand, '00006000'), write('absolute', 0x61d0, psw(0xb000))]);
  assert.deepEqual(await perform(machine, ...at('b2103000'), execute, read('cpu', 0x118, 4)), [
    `completed ${psw(code + 4)}`,
    '00006000',
  ]);
  assert.deepEqual(await perform(machine, ...at('0000'), execute, read('absolute', 0x6150, 16)), [
    `program ${psw(0xb000)}`,
    psw(code + 2),
  ]);
  assert.deepEqual(await perform(machine, write('cpu', 0x118, '00008000'), read('cpu', 0x118, 4)), ['00008000']);
});
