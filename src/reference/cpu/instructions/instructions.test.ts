import assert from 'node:assert/strict';
import test from 'node:test';
import { code, dat, Laboratory, problem, supervisor } from '../../laboratory';

const gr = (one: Laboratory, values: Readonly<Record<number, bigint>>): void => {
  for (const [number, value] of Object.entries(values)) one.cpu.setGr(Number(number), value);
};

/** Executes and says: ending or program-interruption code. */
function run(one: Laboratory, line: string, mask = supervisor): string {
  const ending = one.execute(line, mask);
  return ending === 'program' ? `0x${one.programCheck.code.toString(16)}` : ending;
}

test('branches on condition', () => {
  const one = new Laboratory();
  gr(one, { 2: 0x9000n });
  for (let cc = 0; cc < 4; cc += 1)
    for (let mask = 0; mask < 16; mask += 1) {
      const taken = (mask & (8 >> cc)) !== 0;
      const psw = supervisor | (BigInt(cc) << 44n);
      run(one, `BC ${mask},0(2)`, psw);
      assert.equal(one.pswAddress, taken ? 0x9000n : code + 4n);
      run(one, `BCR ${mask},2`, psw);
      assert.equal(one.pswAddress, taken ? 0x9000n : code + 2n);
      run(one, `BRC ${mask},-8`, psw);
      assert.equal(one.pswAddress, taken ? code - 8n : code + 4n);
      run(one, `BRCL ${mask},0x2000`, psw);
      assert.equal(one.pswAddress, taken ? code + 0x2000n : code + 6n);
    }
  run(one, 'BCR 15,0');
  assert.equal(one.pswAddress, code + 2n);
});

test('branches that save and branches that count', () => {
  const one = new Laboratory();
  gr(one, { 1: 0x1111_1111_2222_2222n, 2: 0x9000n });
  run(one, 'BASR 1,2');
  assert.deepEqual([one.pswAddress, one.cpu.gr(1)], [0x9000n, code + 2n]);
  gr(one, { 1: 0x1111_1111_2222_2222n });
  run(one, 'BAS 1,4(2)', 0x80000000n);
  assert.deepEqual([one.pswAddress, one.cpu.gr(1)], [0x9004n, 0x1111_1111_8000_8004n]);
  run(one, 'BRAS 1,16', 0n);
  assert.deepEqual([one.pswAddress, one.cpu.gr(1)], [code + 16n, 0x1111_1111_0000_8004n]);
  run(one, 'BRASL 1,16');
  assert.equal(one.cpu.gr(1), code + 6n);
  gr(one, { 1: 0xffff_ffff_0000_0001n });
  run(one, 'BRCT 1,16');
  assert.deepEqual([one.pswAddress, one.cpu.gr(1)], [code + 4n, 0xffff_ffff_0000_0000n]);
  run(one, 'BRCT 1,16');
  assert.deepEqual([one.pswAddress, one.cpu.gr(1)], [code + 16n, 0xffff_ffff_ffff_ffffn]);
  gr(one, { 1: 0n });
  run(one, 'BRCTG 1,16');
  assert.deepEqual([one.pswAddress, one.cpu.gr(1)], [code + 16n, 0xffff_ffff_ffff_ffffn]);
  gr(one, { 1: 2n });
  run(one, 'BCT 1,0(2)');
  assert.equal(one.pswAddress, 0x9000n);
});

test('loads extend as they are named', () => {
  const one = new Laboratory();
  one.put(0x6000, 0x8765_4321_ffee_ddccn);
  const loaded = (line: string): bigint => {
    gr(one, { 1: 0x1111_1111_1111_1111n, 2: 0x6000n, 3: 0x1n });
    assert.equal(run(one, line), 'completed');
    return one.cpu.gr(1);
  };
  assert.equal(loaded('L 1,0(2)'), 0x1111_1111_8765_4321n);
  assert.equal(loaded('LY 1,-1(3,2)'), 0x1111_1111_8765_4321n);
  assert.equal(loaded('LH 1,0(2)'), 0x1111_1111_ffff_8765n);
  assert.equal(loaded('IC 1,0(2)'), 0x1111_1111_1111_1187n);
  assert.equal(loaded('LGF 1,0(2)'), 0xffff_ffff_8765_4321n);
  assert.equal(loaded('LGH 1,0(2)'), 0xffff_ffff_ffff_8765n);
  assert.equal(loaded('LLGF 1,0(2)'), 0x8765_4321n);
  assert.equal(loaded('LLGC 1,0(2)'), 0x87n);
  assert.equal(loaded('LLGH 1,0(2)'), 0x8765n);
  assert.equal(loaded('LA 1,5(3,2)'), 0x6006n);
  assert.equal(loaded('LAY 1,-5(0,0)'), 0xffff_ffff_ffff_fffbn);
  assert.equal(loaded('LHI 1,-2'), 0x1111_1111_ffff_fffen);
  assert.equal(loaded('LGHI 1,-2'), 0xffff_ffff_ffff_fffen);
  assert.equal(loaded('LARL 1,-4'), code - 4n);
  assert.equal(loaded('LLILF 1,0x80000000'), 0x8000_0000n);
  assert.equal(loaded('LLIHF 1,0x80000000'), 0x8000_0000_0000_0000n);
  assert.equal(loaded('LTGR 1,2'), 0x6000n);
  assert.equal(one.cc, 2);
});

test('multiple loads and stores wrap from register 15 to 0', () => {
  const one = new Laboratory();
  gr(one, { 14: 14n, 15: 15n, 0: 100n, 1: 101n, 2: 0x6000n });
  run(one, 'STMG 14,1,0(2)');
  assert.deepEqual([one.at(0x6000), one.at(0x6008), one.at(0x6010), one.at(0x6018)], [14n, 15n, 100n, 101n]);
  run(one, 'LM 4,7,0(2)');
  assert.deepEqual([one.cpu.gr(5), one.cpu.gr(7)], [14n, 15n]);
  run(one, 'STM 14,15,0x20(2)');
  assert.equal(one.at(0x6020), 0x0000000e0000000fn);
});

test('arithmetic, its condition codes and the fixed-point overflow', () => {
  const one = new Laboratory();
  gr(one, { 1: 0x7fff_ffffn, 2: 1n });
  assert.equal(run(one, 'AR 1,2'), 'completed');
  assert.deepEqual([one.cpu.gr(1), one.cc], [0x8000_0000n, 3]);
  gr(one, { 1: 0x7fff_ffffn });
  assert.equal(run(one, 'AR 1,2', supervisor | 0x0000080000000000n), '0x8');
  assert.deepEqual([one.cpu.gr(1), one.programCheck.oldAddress], [0x8000_0000n, code + 2n]);
  run(one, 'AGHI 1,-1');
  assert.equal(one.cpu.gr(1), 0x7fff_ffffn);
  gr(one, { 1: 0x8000_0000_0000_0000n });
  run(one, 'SGR 1,2');
  assert.deepEqual([one.cpu.gr(1), one.cc], [0x7fff_ffff_ffff_ffffn, 3]);
  run(one, 'CGHI 1,-1');
  assert.equal(one.cc, 2);
  run(one, 'CHI 1,-1');
  assert.equal(one.cc, 0);
  run(one, 'XR 1,1');
  assert.deepEqual([one.cpu.gr(1), one.cc], [0x7fff_ffff_0000_0000n, 0]);
});

test('storage-and-storage and storage-and-immediate', () => {
  const one = new Laboratory();
  gr(one, { 2: 0x6000n, 3: 0x7000n });
  one.put(0x6000, 0x0f0f_0f0f_0000_0000n);
  one.put(0x7000, 0xff00_ff00_0000_0000n);
  run(one, 'NC 0(4,2),0(3)');
  assert.deepEqual([one.at(0x6000), one.cc], [0x0f00_0f00_0000_0000n, 1]);
  run(one, 'OC 0(8,2),0(3)');
  assert.equal(one.at(0x6000), 0xff00_ff00_0000_0000n);
  run(one, 'CLC 0(8,2),0(3)');
  assert.equal(one.cc, 0);
  run(one, 'XC 0(8,2),0(2)');
  assert.deepEqual([one.at(0x6000), one.cc], [0n, 0]);
  run(one, 'MVI 0(2),0xc1');
  run(one, 'MVC 1(7,2),0(2)');
  assert.equal(one.at(0x6000), 0xc1c1_c1c1_c1c1_c1c1n, 'an overlapping move repeats');
  for (const [mask, cc] of [
    [0, 0],
    [0x3e, 0],
    [0x81, 3],
    [0x91, 1],
  ] as const) {
    run(one, `TM 0(2),${mask}`);
    assert.equal(one.cc, cc);
  }
  run(one, 'CLI 0(2),0xc2');
  assert.equal(one.cc, 1);
  run(one, 'NI 0(2),0x0f');
  run(one, 'OI 1(2),0x0f');
  run(one, 'XI 2(2),0xff');
  assert.equal(one.at(0x6000) >> 40n, 0x01cf3en);
});

test('compare-and-swap swaps, or loads; alignment and register pairs', () => {
  const one = new Laboratory();
  gr(one, { 2: 0x6000n, 4: 1n, 6: 7n, 7: 8n });
  one.put(0x6000, 1n, 2n);
  run(one, 'CSG 4,6,0(2)');
  assert.deepEqual([one.at(0x6000), one.cc], [7n, 0]);
  run(one, 'CSG 4,6,0(2)');
  assert.deepEqual([one.cpu.gr(4), one.cc], [7n, 1]);
  gr(one, { 4: 7n, 5: 2n });
  run(one, 'CDSG 4,6,0(2)');
  assert.deepEqual([one.at(0x6000), one.at(0x6008), one.cc], [7n, 8n, 0]);
  gr(one, { 4: 0n, 5: 7n });
  run(one, 'CDS 4,6,0(2)');
  assert.deepEqual([one.at(0x6000), one.cc], [0x0000_0007_0000_0008n, 0]);
  assert.equal(run(one, 'CDSG 4,6,8(2)'), '0x6');
  assert.equal(run(one, 'CS 4,6,2(2)'), '0x6');
  assert.equal(run(one, 'CDS 3,6,0(2)'), '0x6');
});

test('PSW fields: IPM, SPM, EPSW, SSM, STOSM, STNSM, SAM, TAM', () => {
  const one = new Laboratory();
  gr(one, { 1: 0x3b00_0000n, 2: 0x6000n, 3: 0n, 4: 0n });
  run(one, 'SPM 1');
  assert.equal(one.pswMask, supervisor | 0x00003b0000000000n);
  run(one, 'IPM 3', supervisor | 0x0000250000000000n);
  assert.equal(one.cpu.gr(3), 0x2500_0000n);
  run(one, 'EPSW 3,4', supervisor | 0x0000250000000000n);
  assert.deepEqual([one.cpu.gr(3), one.cpu.gr(4)], [0x2501n, 0x8000_0000n]);
  run(one, 'STOSM 0(2),0x03');
  assert.equal(one.pswMask, supervisor | 0x0300000000000000n);
  run(one, 'STNSM 1(2),0x01', supervisor | 0x0300000000000000n);
  assert.deepEqual([one.pswMask, one.at(0x6000) >> 48n], [supervisor | 0x0100000000000000n, 0x0003n]);
  run(one, 'SSM 1(2)');
  assert.equal(one.pswMask, supervisor | 0x0300000000000000n);
  one.cpu.setCr(0, 0x40000000n);
  assert.equal(run(one, 'SSM 1(2)'), '0x13');
  run(one, 'SAM31');
  assert.equal(one.pswMask, 0x80000000n);
  run(one, 'TAM', 0x80000000n);
  assert.equal(one.cc, 1);
  one.execute('SAM24', supervisor, 0xfffffen);
  assert.equal(one.programCheck.code, 6);
});

test('address spaces: SAC, SACF, IAC', () => {
  const one = new Laboratory();
  one.cpu.setCr(1, 0x20n);
  one.cpu.setCr(13, 0x20n);
  assert.equal(run(one, 'SAC 0(0)'), '0x13', 'DAT is off');
  assert.equal(run(one, 'SAC 0(0)', supervisor | dat), '0x13', 'no secondary-space control');
  one.cpu.setCr(0, 0x04000000n);
  for (const [sac, psw] of [
    [0x000, 0n],
    [0x100, 2n],
    [0x200, 1n],
    [0x300, 3n],
  ] as const) {
    assert.equal(run(one, `SAC ${sac}(0)`, supervisor | dat), 'completed');
    assert.equal((one.pswMask >> 46n) & 3n, psw);
    gr(one, { 1: 0xffffn });
    const mask = supervisor | dat | (psw << 46n);
    assert.equal(run(one, 'IAC 1', mask), 'completed');
    assert.deepEqual([one.cpu.gr(1), one.cc], [BigInt(sac | 0xff), sac >> 8]);
  }
  assert.equal(run(one, 'SACF 0x400(0)', supervisor | dat), '0x6');
  assert.equal(run(one, 'SACF 0x300(0)', problem | dat), '0x2');
});

test('control: prefix, facilities, control registers, access registers', () => {
  const one = new Laboratory();
  gr(one, { 2: 0x6000n, 0: 7n });
  one.put(0x6000, 0x8000_5fff_0000_0000n);
  run(one, 'SPX 0(2)');
  run(one, 'STPX 8(2)');
  assert.deepEqual([one.cpu.prefix, one.at(0x6008) >> 32n], [0x4000, 0x4000n]);
  one.put(0x6000, 0x0100_0000_0000_0000n);
  assert.equal(run(one, 'SPX 0(2)'), '0x5', 'not in storage');
  one.cpu.prefix = 0;
  run(one, 'STFLE 0x10(2)');
  assert.deepEqual([one.cc, one.cpu.gr(0)], [0, 2n]);
  assert.equal(one.at(0x6010) >> 60n, 0x6n, 'facilities 1 and 2');
  gr(one, { 0: 0n });
  run(one, 'STFLE 0x10(2)');
  assert.deepEqual([one.cc, one.cpu.gr(0)], [3, 2n]);
  run(one, 'STFL 0(0)');
  assert.equal(one.at(0xc8) >> 32n, one.at(0x6010) >> 32n);
  one.put(0x6020, 0x1111n, 0x2222n);
  run(one, 'LCTLG 15,0,0x20(2)');
  run(one, 'STCTL 15,0,0x30(2)');
  assert.deepEqual([one.cpu.cr(15), one.cpu.cr(0), one.at(0x6030)], [0x1111n, 0x2222n, 0x0000_1111_0000_2222n]);
  assert.equal(run(one, 'LCTLG 0,0,4(2)'), '0x6');
  run(one, 'LAM 3,4,0x30(2)');
  run(one, 'CPYA 5,4');
  run(one, 'EAR 1,5');
  assert.equal(one.cpu.gr(1) & 0xffffffffn, 0x2222n);
});

test('real storage: LURA, STURG, STRAG', () => {
  const one = new Laboratory();
  one.cpu.prefix = 0x4000;
  gr(one, { 1: 0x99n, 2: 0x100n, 3: 0x6000n });
  run(one, 'STURG 1,2');
  assert.equal(one.at(0x4100), 0x99n);
  gr(one, { 1: 0n, 2: 0x104n });
  run(one, 'LURA 1,2');
  assert.equal(one.cpu.gr(1), 0x99n);
  assert.equal(run(one, 'LURAG 1,2'), '0x6');
  one.cpu.setCr(1, 0x20n);
  run(one, 'STRAG 8(3),0x123(0)');
  assert.equal(one.at(0x6008), 0x123n);
});

test('IRBM reports without resetting, RRBM needs facility 66', () => {
  const one = new Laboratory();
  one.storage.setKey(0x41000, 0x34);
  gr(one, { 2: 0x45678n });
  run(one, 'IRBM 1,2');
  assert.equal(one.cpu.gr(1), 1n << 62n);
  assert.equal(one.storage.key(0x41000), 0x34);
  const without = new Laboratory({ absent: [66, 145] });
  assert.equal(run(without, 'RRBM 1,2'), '0x1');
  assert.equal(run(without, 'IRBM 1,2'), '0x1');
  const small = new Laboratory({ size: 0x48000 });
  gr(small, { 2: 0x45678n });
  assert.equal(run(small, 'RRBM 1,2'), '0x5');
});

test('SSKE of a block stops where storage ends', () => {
  const one = new Laboratory({ size: 0x180000 });
  gr(one, { 1: 0x30n, 2: 0x17f000n });
  assert.equal(run(one, 'SSKE 1,2,1'), '0x5');
  assert.equal(one.storage.key(0x17f000), 0x30);
});

test('PFMF of 2 GiB', () => {
  const one = new Laboratory({ size: 2 ** 32 });
  gr(one, { 1: 0x22050n, 2: 0x1_7fff_0000n });
  run(one, 'PFMF 1,2');
  assert.equal(one.programCheck.code, 5, 'beyond storage');
  gr(one, { 2: 0x7fff_e123n });
  run(one, 'PFMF 1,2');
  assert.equal(one.cpu.gr(2), 0x8000_0000n);
  assert.deepEqual(
    [one.storage.key(0x7fffe000), one.storage.key(0x7ffff000), one.storage.key(0x80000000)],
    [0x50, 0x50, 0],
  );
});
