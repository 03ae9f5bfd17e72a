import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GuestSpace, type Written } from './guest-space';

/** Storage for tables as the suite gives it: each on a multiple of its length. */
function taker(start: number): (length: number) => number {
  let next = start;
  return (length) => {
    const address = Math.ceil(next / length) * length;
    next = address + length;
    return address;
  };
}

function fetched(written: readonly Written[], address: bigint): bigint {
  const table = written.find(
    ({ address: start, bytes }) => address >= BigInt(start) && address + 8n <= BigInt(start + bytes.length),
  );
  if (table === undefined) throw new Error(`no table at ${address.toString(16)}`);
  return Buffer.from(table.bytes).readBigUInt64BE(Number(address) - table.address);
}

/** Walks the tables bit by bit: origins, types (bits 60-61), lengths (62-63), invalid (58, in a page-table entry 53). */
function translate(element: bigint, written: readonly Written[], virtual: bigint): string {
  const type = Number((element >> 2n) & 3n);
  if (virtual >> BigInt(31 + 11 * type) !== 0n) return 'asce type';
  let [origin, length] = [element & ~0xfffn, element & 3n];
  for (let level = type; level >= 0; level -= 1) {
    const index = (virtual >> BigInt(20 + 11 * level)) & 0x7ffn;
    if (index >> 9n > length) return `level ${level}`;
    const entry = fetched(written, origin + index * 8n);
    if ((entry & 0x20n) !== 0n) return `level ${level}`;
    assert.equal((entry >> 2n) & 3n, BigInt(level));
    [origin, length] = [entry & (level === 0 ? ~0x7ffn : ~0xfffn), entry & 3n];
  }
  const entry = fetched(written, origin + ((virtual >> 12n) & 0xffn) * 8n);
  if ((entry & 0x400n) !== 0n) return 'page';
  return `${(entry & ~0xfffn).toString(16)}${(entry & 0x200n) === 0n ? '' : ' protected'}`;
}

function built(change: (space: GuestSpace) => void): (virtual: bigint) => string {
  const space = new GuestSpace();
  change(space);
  const { element, written } = space.build(taker(0xe00000));
  const value = Buffer.from(element).readBigUInt64BE();
  for (const { address, bytes } of written) assert.equal(address % bytes.length, 0, 'tables do not overlap');
  return (virtual) => translate(value, written, virtual);
}

test('a space below 2 GiB is a segment table', () => {
  const to = built((space) => {
    space.page(0x200000n, { origin: 0x10 });
    space.page(0x201000n, { origin: 0x11, datProtection: 1 });
    space.page(0x202000n, { invalid: 1 });
    space.page(0x7ffff000n, { origin: 0x12 });
    space.segment(0x300000n, { invalid: 1 });
  });
  assert.equal(to(0x200000n), '10000');
  assert.equal(to(0x201000n), '11000 protected');
  assert.equal(to(0x202000n), 'page');
  assert.equal(to(0x203000n), 'page');
  assert.equal(to(0x300000n), 'level 0');
  assert.equal(to(0x400000n), 'level 0');
  assert.equal(to(0x7ffff000n), '12000');
  assert.equal(to(0x80000000n), 'asce type');
  assert.equal(to(0x8000n), '8000');
});

for (const [virtual, beyond] of [
  [0x80000000n, 0x40000000000n],
  [0x40000000000n, 0x20000000000000n],
  [0x20000000000000n, undefined],
  [0xfffffffffffff000n, undefined],
] as const)
  test(`a page at ${virtual.toString(16)} has as many tables as it needs`, () => {
    const to = built((space) => space.page(virtual, { origin: 0x10 }));
    assert.equal(to(virtual), '10000');
    assert.equal(to(0x8000n), '8000');
    assert.match(to(0x100000000000n), /^(asce type|level [1-3])$/);
    if (beyond !== undefined) assert.equal(to(beyond), 'asce type');
  });
