import assert from 'node:assert/strict';
import test from 'node:test';
import { assemble } from '../../architecture/assembly';
import { code, dat, Laboratory, problem, supervisor } from '../laboratory';

const handler = 0xa000n;
const wait = 0x0002000000000000n;

function laboratory(): Laboratory {
  const one = new Laboratory();
  for (const at of [0x1a0, 0x1b0, 0x1c0, 0x1d0, 0x1e0, 0x1f0]) one.newPsw(at, supervisor, handler);
  return one;
}

test('an invalid PSW is a specification exception without an instruction', () => {
  const one = laboratory();
  one.psw(supervisor | 1n, 0x1234n);
  assert.equal(one.unit(), 'program');
  assert.deepEqual(one.programCheck, { code: 6, ilc: 0, teid: 0n, oldAddress: 0x1234n });
  assert.equal(one.at(0x150), supervisor | 1n);
  assert.equal(one.pswAddress, handler);
});

test('an invalid PSW of LPSWE is recognised when the CPU is to work with it', () => {
  const one = laboratory();
  one.put(0x6000, supervisor | 4n, 0x7000n);
  one.cpu.setGr(2, 0x6000n);
  assert.equal(one.execute('LPSWE 0(2)'), 'completed');
  assert.equal(one.pswMask, supervisor | 4n);
  assert.equal(one.unit(), 'program');
  assert.deepEqual([one.programCheck.code, one.programCheck.ilc, one.programCheck.oldAddress], [6, 0, 0x7000n]);
});

test('LPSW turns bit 12 round and needs it', () => {
  const one = laboratory();
  one.put(0x6000, 0x0008000080001234n);
  one.cpu.setGr(2, 0x6000n);
  assert.equal(one.execute('LPSW 0(2)'), 'completed');
  assert.deepEqual([one.pswMask, one.pswAddress], [0x80000000n, 0x1234n]);
  one.put(0x6000, 0x0000000080001234n);
  assert.equal(one.execute('LPSW 0(2)'), 'program');
  assert.equal(one.programCheck.code, 6);
});

test('an odd instruction address', () => {
  const one = laboratory();
  one.psw(supervisor, 0x8001n);
  assert.equal(one.unit(), 'program');
  assert.equal(one.programCheck.code, 6);
  assert.equal(one.programCheck.oldAddress, 0x8001n + BigInt(one.programCheck.ilc));
});

test('a program new PSW that is invalid itself check-stops the CPU', () => {
  for (const [mask, address] of [
    [supervisor | 1n, 0n],
    [supervisor, 0x8001n],
  ] as const) {
    const one = laboratory();
    one.newPsw(0x1d0, mask, address);
    assert.equal(one.execute('SAC 0x500(0)'), 'program');
    assert.equal(one.unit(), 'check-stop');
    assert.equal(one.unit(), 'check-stop');
  }
});

test('a CPU whose prefix area is not in storage check-stops at its first interruption', () => {
  const one = laboratory();
  one.cpu.prefix = 0x40000000;
  assert.equal(one.execute('SVC 1'), 'check-stop');
});

test('operation exceptions, and the length of what is not known', () => {
  const one = laboratory();
  for (const [bytes, ilc] of [
    [[0x00, 0x00], 2],
    [[0xb2, 0xff, 0, 0], 4],
    [[0xe3, 0, 0, 0, 0, 0xff], 6],
  ] as const) {
    one.storage.write(Number(code), Uint8Array.from(bytes));
    one.psw(supervisor, code);
    assert.equal(one.unit(), 'program');
    assert.deepEqual([one.programCheck.code, one.programCheck.ilc], [1, ilc]);
  }
});

test('an instruction beyond storage is an addressing exception', () => {
  const one = laboratory();
  one.psw(supervisor, 0x40000000n);
  assert.equal(one.unit(), 'program');
  assert.equal(one.programCheck.code, 5);
});

test('an instruction across two frames is fetched from both', () => {
  const one = laboratory();
  one.cpu.setGr(2, 0x6000n);
  one.put(0x6000, 0x77n);
  assert.equal(one.execute('LG 1,0(2)', supervisor, 0x8ffen), 'completed');
  assert.equal(one.cpu.gr(1), 0x77n);
  assert.equal(one.storage.key(0x8000) & 4, 4);
  assert.equal(one.storage.key(0x9000) & 4, 4);
  one.storage.setKey(0x9000, 0x38);
  assert.equal(one.execute('LG 1,0(2)', supervisor | (4n << 52n), 0x8ffen), 'program');
  assert.equal(one.programCheck.teid, 0x9808n);
});

test('addresses wrap as the addressing mode says', () => {
  const one = laboratory();
  one.put(0, 0x1111111111111111n);
  one.put(0x10, 0x2222222222222222n);
  one.cpu.setGr(2, 0xffff_ffff_ffff_fff8n);
  one.execute('LG 1,0x18(2)');
  assert.equal(one.cpu.gr(1), 0x2222222222222222n, '64-bit mode');
  one.cpu.setGr(2, 0xabcd_ef01_7fff_fff8n);
  one.execute('LG 1,0x18(2)', 0x80000000n);
  assert.equal(one.cpu.gr(1), 0x2222222222222222n, '31-bit mode');
  one.cpu.setGr(2, 0xabcd_ef01_21ff_fff8n);
  one.execute('LG 1,0x18(2)', 0n);
  assert.equal(one.cpu.gr(1), 0x2222222222222222n, '24-bit mode');
});

test('an operand may run over the end of the address space', () => {
  const one = new Laboratory();
  one.newPsw(0x1d0, supervisor, handler);
  one.storage.write(0xfffffc, Uint8Array.of(1, 2, 3, 4));
  one.storage.write(0, Uint8Array.of(5, 6, 7, 8));
  one.cpu.setGr(2, 0xfffffcn);
  one.execute('LG 1,0(2)', 0n);
  assert.equal(one.cpu.gr(1), 0x0102030405060708n);
});

test('the instruction address wraps too', () => {
  const one = laboratory();
  assert.equal(one.execute('LR 1,1', 0n, 0xfffffen), 'completed');
  assert.equal(one.pswAddress, 0n);
});

test('a wait state lasts until an interruption is allowed', () => {
  const one = laboratory();
  one.psw(supervisor | wait, code);
  assert.equal(one.unit(), 'wait');
  one.cpu.pending.push({ class: 'external', code: 0x1202, cpuAddress: 3, parameter: 0x55 });
  assert.equal(one.unit(), 'wait', 'not enabled');
  one.psw(supervisor | wait | 0x0100000000000000n, code);
  one.cpu.setCr(0, 0x2000n);
  assert.equal(one.unit(), 'external');
  assert.equal(one.at(0x80), 0x0000005500031202n);
  assert.equal(one.at(0x138), code);
  assert.equal(one.pswAddress, handler);
  assert.equal(one.cpu.pending.length, 0);
});

test('pending interruptions are taken in the order of their priority', () => {
  const one = laboratory();
  const open = supervisor | 0x0304000000000000n;
  for (const at of [0x1a0, 0x1b0, 0x1e0, 0x1f0]) one.newPsw(at, open, handler);
  one.cpu.setCr(0, 0x4000n);
  one.cpu.setCr(6, 0x10000000n);
  one.cpu.setCr(14, 0x10000000n);
  one.cpu.pending.push(
    { class: 'restart' },
    { class: 'input-output', subsystem: 0x10001, parameter: 0xabcd, identification: 0x18000000 },
    { class: 'external', code: 0x1201, cpuAddress: 1, parameter: 0 },
    { class: 'machine-check', code: 1n << 54n },
  );
  one.psw(open, code);
  assert.deepEqual(
    [one.unit(), one.unit(), one.unit(), one.unit()],
    ['machine-check', 'external', 'input-output', 'restart'],
  );
  assert.equal(one.at(0xe8), 1n << 54n);
  assert.equal(one.at(0xb8), 0x000100010000abcdn);
  assert.equal(one.at(0xc0) >> 32n, 0x18000000n);
});

test('a machine check saves the registers', () => {
  const one = laboratory();
  one.cpu.setGr(5, 0x1234n);
  one.cpu.setCr(9, 0x99n);
  one.cpu.pending.push({ class: 'machine-check', code: 1n << 62n });
  one.psw(supervisor | 0x0004000000000000n, code);
  assert.equal(one.unit(), 'machine-check');
  assert.equal(one.at(0x1280 + 40), 0x1234n);
  assert.equal(one.at(0x1380 + 72), 0x99n);
  assert.equal(one.at(0x1300), 0n);
});

test('SVC is taken at once and stores its code', () => {
  const one = laboratory();
  assert.equal(one.execute('SVC 0x42'), 'supervisor-call');
  assert.equal(one.at(0x88) >> 32n, 0x00020042n);
  assert.equal(one.at(0x148), code + 2n);
});

test('EXECUTE modifies its target and counts from where it stands', () => {
  const one = laboratory();
  one.storage.write(0x6000, assemble('MVC 0(1,3),0(4)'));
  one.storage.write(0x5000, Uint8Array.of(1, 2, 3, 4, 5));
  one.cpu.setGr(1, 3n);
  one.cpu.setGr(2, 0x6000n);
  one.cpu.setGr(3, 0x7000n);
  one.cpu.setGr(4, 0x5000n);
  assert.equal(one.execute('EX 1,0(2)'), 'completed');
  assert.deepEqual([...one.storage.read(0x7000, 5)], [1, 2, 3, 4, 0]);
  assert.equal(one.pswAddress, code + 4n);
  one.storage.write(0x6000, assemble('BRC 15,16'));
  one.execute('EX 0,0(2)');
  assert.equal(one.pswAddress, 0x6010n, 'relative to the target');
  one.storage.write(0x6000, assemble('SVC 0'));
  assert.equal(one.execute('EX 1,0(2)'), 'supervisor-call');
  assert.equal(one.at(0x88) >> 32n, 0x00040003n, 'the length is that of the EXECUTE');
  one.storage.write(0x6000, assemble('EX 0,0(2)'));
  assert.equal(one.execute('EX 0,0(2)'), 'program');
  assert.deepEqual([one.programCheck.code, one.programCheck.ilc], [3, 4]);
  one.cpu.setGr(2, 0x6001n);
  one.execute('EX 0,0(2)');
  assert.equal(one.programCheck.code, 6);
});

test('privileged instructions in problem state', () => {
  const one = laboratory();
  const lines = [
    'SSKE 1,2',
    'ISKE 1,2',
    'TPROT 0(2),0(0)',
    'LPSWE 0(2)',
    'LCTLG 0,0,0(2)',
    'SPX 0(2)',
    'TB 1,2',
    'STURA 1,2',
    'LRA 1,0(2)',
    'SSM 0(2)',
    'STIDP 0(2)',
    'PTLB',
    'STRAG 0(2),0(2)',
    'STFL 0(0)',
  ];
  for (const line of lines) {
    assert.equal(one.execute(line, problem), 'program', line);
    assert.equal(one.programCheck.code, 2, line);
  }
});

test('an instruction is fetched from the primary space in the access-register mode', () => {
  const one = laboratory();
  one.cpu.setCr(1, 0x20n);
  assert.equal(one.execute('LR 1,1', supervisor | dat | 0x0000400000000000n), 'completed');
});
