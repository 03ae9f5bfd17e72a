import assert from 'node:assert/strict';
import test from 'node:test';
import { dat, Laboratory, supervisor } from '../laboratory';

const page = 0x20000;
const segment = 0x30000;
const enhancedDat = 0x00800000n;

/** Tables from the region-first table down that map one megabyte at address 0 one to one; the page table maps every page. */
function laboratory(type: 0 | 1 | 2 | 3, options: ConstructorParameters<typeof Laboratory>[0] = {}): Laboratory {
  const one = new Laboratory(options);
  for (let index = 0; index < 256; index += 1) one.put(page + index * 8, BigInt(index * 4096));
  one.put(segment, BigInt(page));
  for (let index = 1; index < 2048; index += 1) one.put(segment + index * 8, 0x20n);
  let origin = segment;
  for (let level = 1; level <= type; level += 1) {
    const table = segment + level * 0x4000;
    one.put(table, BigInt(origin) | BigInt(level << 2) | 3n);
    for (let index = 1; index < 2048; index += 1) one.put(table + index * 8, 0x20n | BigInt(level << 2));
    origin = table;
  }
  one.cpu.setCr(1, BigInt(origin) | BigInt(type << 2) | 3n);
  return one;
}

const on = supervisor | dat;
const load = (one: Laboratory, address: bigint): string => {
  one.cpu.setGr(2, address);
  const ending = one.execute('LG 1,0(2)', on);
  return ending === 'completed'
    ? ending
    : `${one.programCheck.code.toString(16)} ${one.programCheck.teid.toString(16)}`;
};

for (const type of [0, 1, 2, 3] as const) {
  test(`tables of type ${type} translate, and say which level has no entry`, () => {
    const one = laboratory(type);
    one.put(0x5008, 0x1122334455667788n);
    assert.equal(load(one, 0x5008n), 'completed');
    assert.equal(one.cpu.gr(1), 0x1122334455667788n);
    assert.equal(load(one, 0x100000n), '10 100800');
    const shifts = [20n, 31n, 42n, 53n];
    const codes = ['10', '3b', '3a', '39'];
    for (let level = 0; level < 4; level += 1) {
      const address = 1n << shifts[level]!;
      const code = level > type ? '38' : codes[level];
      assert.equal(load(one, address), `${code} ${(address | 0x800n).toString(16)}`);
    }
    assert.equal(one.programCheck.oldAddress, 0x8000n, 'translation exceptions nullify');
  });
}

test('an invalid page, a bad page-table entry, a table entry of the wrong type, tables beyond storage', () => {
  const one = laboratory(1);
  one.put(page + 5 * 8, 0x400n);
  assert.equal(load(one, 0x5008n), '11 5800');
  one.put(page + 5 * 8, 0x800n);
  assert.match(load(one, 0x5008n), /^12 /);
  assert.equal(one.programCheck.oldAddress, 0x8006n, 'a translation specification exception suppresses');
  one.put(page + 5 * 8, 0x7f000000n);
  assert.match(load(one, 0x5008n), /^5 /);
  one.put(segment + 8, 0x70000000n);
  assert.match(load(one, 0x100000n), /^5 /);
  one.put(segment + 8, BigInt(page) | 4n);
  assert.match(load(one, 0x100000n), /^12 /);
});

test('a table that starts or ends early has no entry outside', () => {
  const one = laboratory(1);
  const region = segment + 0x4000;
  one.put(region, BigInt(segment) | 4n | 0x40n | 3n);
  assert.equal(
    load(one, 0x5008n),
    '10 8800',
    'the segment table starts with its second quarter: no instruction either',
  );
  one.put(region, BigInt(segment) | 4n);
  assert.equal(load(one, 0x20000000n), '10 20000800', 'and has one quarter only');
});

test('protection bits of page, segment and region', () => {
  const one = laboratory(1);
  const store = (): string => {
    one.cpu.setGr(2, 0x6000n);
    const ending = one.execute('STG 1,0(2)', on);
    return ending === 'completed' ? ending : `${one.programCheck.code} ${one.programCheck.teid.toString(16)}`;
  };
  assert.equal(store(), 'completed');
  one.put(page + 6 * 8, 0x6200n);
  assert.equal(store(), '4 6404');
  one.put(page + 6 * 8, 0x6000n);
  one.put(segment, BigInt(page) | 0x200n);
  assert.equal(store(), '4 6404');
  one.put(segment, BigInt(page));
  const region = segment + 0x4000;
  one.put(region, BigInt(segment) | 0x200n | 4n | 3n);
  assert.equal(store(), 'completed', 'the bit of a region counts with enhanced DAT only');
  one.cpu.setCr(0, one.cpu.cr(0) | enhancedDat);
  assert.equal(store(), '4 6404');
});

test('large frames of enhanced DAT 1 and 2 are absolute', () => {
  const one = laboratory(1);
  one.cpu.setCr(0, one.cpu.cr(0) | enhancedDat);
  one.cpu.prefix = 0x200000;
  one.put(segment, 0x400n);
  one.put(0x10, 0xabcdn);
  one.put(0x200010, 0x1234n);
  assert.equal(load(one, 0x10n), 'completed');
  assert.equal(one.cpu.gr(1), 0xabcdn);
  one.put(segment + 0x4000, 0x400n | 4n);
  one.put(0x700010, 0x77n);
  assert.equal(load(one, 0x700010n), 'completed');
  assert.equal(one.cpu.gr(1), 0x77n);
  one.execute('LRAG 3,0x10(0)', on);
  assert.equal(one.cpu.gr(3), 0x200010n, 'LRAG gives the real address');
});

test('a common segment does not belong in a private space', () => {
  const one = laboratory(0);
  one.put(segment, BigInt(page) | 0x10n);
  assert.equal(load(one, 0x5008n), 'completed');
  one.cpu.setCr(1, one.cpu.cr(1) | 0x100n);
  assert.match(load(one, 0x5008n), /^12 /);
});

test('a real-space designation translates to the same real address', () => {
  const one = laboratory(0);
  one.cpu.setCr(1, 0x20n);
  one.put(0x5008, 9n);
  assert.equal(load(one, 0x5008n), 'completed');
  assert.equal(one.cpu.gr(1), 9n);
});

test('instruction-execution protection needs facility 130 and its control', () => {
  for (const [absent, control, code] of [
    [[], 0n, 0],
    [[], 0x100000n, 4],
    [[130], 0x100000n, 0],
  ] as const) {
    const one = laboratory(0, { absent: [...absent] });
    one.put(page + 8 * 8, 0x8100n);
    one.cpu.setCr(0, one.cpu.cr(0) | control);
    const ending = one.execute('LR 1,2', on);
    assert.equal(ending, code === 0 ? 'completed' : 'program');
    if (code !== 0) assert.deepEqual([one.programCheck.code, one.programCheck.teid], [4, 0x8884n]);
  }
});

test('LRA tells where translation ended', () => {
  const one = laboratory(1);
  one.put(page + 5 * 8, 0x400n);
  const translated = (address: bigint): [number, bigint] => {
    one.cpu.setGr(2, address);
    one.cpu.setGr(1, 0n);
    one.execute('LRAG 1,0(2)');
    return [one.cc, one.cpu.gr(1)];
  };
  assert.deepEqual(translated(0x6123n), [0, 0x6123n]);
  assert.deepEqual(translated(0x100000n), [1, BigInt(segment + 8)]);
  assert.deepEqual(translated(0x5000n), [2, BigInt(page + 40)]);
  assert.deepEqual(translated(1n << 31n), [3, 0x8000003bn]);
});
