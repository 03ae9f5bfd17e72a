import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../package-root';
import { claimsOf } from './claims';
import { contradictions, older, unpublished } from './contradictions';
import type { Architecture } from './tables';

interface Captured {
  readonly headers: readonly {
    readonly architecture: Architecture;
    readonly package: string;
    readonly version: string;
    readonly compiler: string;
  }[];
  readonly items: Readonly<Record<string, readonly (number | string | null)[]>>;
}

const captured = JSON.parse(readFileSync(join(packageRoot, 'src/uapi/golden/headers.json'), 'utf8')) as Captured;

const column = (index: number): Map<string, bigint> =>
  new Map(
    Object.entries(captured.items).flatMap(([item, values]) => {
      const value = values[index];
      return value === null || value === undefined ? [] : [[item, BigInt(value)] as const];
    }),
  );

test('both architectures and two releases were captured', () => {
  assert.deepEqual(
    captured.headers.map(({ architecture, version }) => `${architecture} ${version.split('.', 2).join('.')}`),
    ['x86-64 6.1', 's390x 6.1', 'x86-64 6.12', 's390x 6.12'],
  );
});

for (const [index, { architecture, package: name, version, compiler }] of captured.headers.entries()) {
  test(`the tables state what ${compiler} makes of ${name} ${version}`, () => {
    const said = column(index);
    assert.ok(said.size > 900);
    assert.deepEqual(contradictions(architecture, version, said), []);
  });
}

test('every item stands in the newest headers of its architecture, or is known to stand in none', () => {
  for (const architecture of ['s390x', 'x86-64'] as const) {
    const newest = column(captured.headers.findLastIndex((each) => each.architecture === architecture));
    for (const { item } of claimsOf(architecture)) {
      const known = unpublished.some(({ pattern }) => pattern.test(item));
      assert.equal(newest.has(item), !known, `${item} on ${architecture}`);
    }
  }
});

test('a wrong size, offset, width, sign or number is a contradiction', () => {
  const index = captured.headers.length - 1;
  const { architecture, version } = captured.headers[index]!;
  for (const item of [
    'sizeof kvm_s390_mem_op',
    'offset kvm_s390_mem_op.old_addr',
    'width vfio_irq_set.count',
    'signed vfio_device_feature_mig_state.data_fd',
    'KVM_S390_MEM_OP',
  ]) {
    const said = column(index);
    const value = said.get(item);
    assert.ok(value !== undefined, item);
    said.set(item, value + 1n);
    assert.equal(contradictions(architecture, version, said).length, 1, item);
  }
});

test('what older headers said is no contradiction there, and one in newer headers', () => {
  for (const { item, before, value } of older) {
    assert.deepEqual(contradictions('s390x', '6.1.4', new Map([[item, value]])), []);
    assert.equal(contradictions('s390x', `${before}.0`, new Map([[item, value]])).length, 1);
  }
});
