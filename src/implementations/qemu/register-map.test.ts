import assert from 'node:assert/strict';
import { test } from 'node:test';
import { includedAnnexes, parseRegisterMap, UnknownTarget } from './register-map';

const registers = (prefix: string, count: number, bits: number, extra = '') =>
  Array.from({ length: count }, (_, n) => `<reg name="${prefix}${n}" bitsize="${bits}" type="uint64"${extra}/>`).join(
    '',
  );

const core = `<reg name="pswm" bitsize="64"/><reg name="pswa" bitsize="64"/>${registers('r', 16, 64)}`;
const others = [
  registers('acr', 16, 32),
  `<reg name="fpc" bitsize="32"/>${registers('f', 16, 64)}`,
  registers('v', 5, 128),
  registers('cr', 16, 64),
];

test('annexes are listed in order', () => {
  const xml = '<target><xi:include href="a.xml"/><architecture/><xi:include href="b.xml"/></target>';
  assert.deepEqual(includedAnnexes(xml), ['a.xml', 'b.xml']);
});

test('registers are numbered in order of appearance, unmapped ones included', () => {
  const map = parseRegisterMap([core, ...others]);
  assert.deepEqual(
    map.find(({ number }) => number === 1),
    { number: 1, offset: 0x108, length: 8 },
  );
  assert.deepEqual(
    map.find(({ offset }) => offset === 0x180),
    { number: 18 + 16 + 17 + 5, offset: 0x180, length: 8 },
  );
  assert.equal(map.length, 18 + 16 + 17 + 16);
});

test('an explicit number counts on from there', () => {
  const moved = others.with(3, registers('cr', 16, 64).replace('name="cr0"', 'name="cr0" regnum="200"'));
  const map = parseRegisterMap([core, ...moved]);
  assert.equal(map.find(({ offset }) => offset === 0x188)?.number, 201);
});

test('another core layout is refused', () => {
  const swapped = core.replace('pswm', 'x').replace('pswa', 'pswm').replace('"x"', '"pswa"');
  assert.throws(() => parseRegisterMap([swapped, ...others]), UnknownTarget);
  assert.throws(() => parseRegisterMap([]), /\(none\)/);
});

test('a target without control registers is refused', () => {
  assert.throws(() => parseRegisterMap([core, ...others.slice(0, 3)]), /cr15/);
});

test('a register of another size is refused', () => {
  assert.throws(() => parseRegisterMap([core, ...others.with(0, registers('acr', 16, 64))]), /acr0 has 64 bits/);
});
