import assert from 'node:assert/strict';
import test from 'node:test';
import { architecture } from '../model';
import { faultNamed, faultNames, faults } from '.';

test('fault names are unique words in small letters', () => {
  assert.equal(new Set(faultNames).size, faultNames.length);
  for (const name of faultNames) assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test('every fault says in one sentence what it stands for and names rules', () => {
  for (const { name, describes, breaks } of faults) {
    assert.match(describes, /^[A-Z].*[^.]\.$/, name);
    assert.ok(breaks.length > 0, name);
    for (const rule of breaks) assert.match(rule, /^(KEY|MEM|MIG|CSS|CCW|IPL)-\d{2,3}$/, name);
  }
});

const parts = ['rows', 'behaviour', 'vfio', 'kvm', 'channel'] as const;

test('a fault leaves the architecture alone and changes one place', () => {
  const before = Object.fromEntries(parts.map((part) => [part, { ...architecture[part] }]));
  for (const fault of faults) {
    const model = fault.apply(architecture);
    assert.deepEqual(architecture, before);
    const changed = parts.flatMap((part) => {
      const right: Readonly<Record<string, unknown>> = architecture[part];
      return Object.entries(model[part]).filter(([name, value]) => right[name] !== value);
    });
    assert.ok(changed.length > 0 && changed.length <= 3, `${fault.name} changes ${changed.length} places`);
  }
});

test('an unknown name is an error', () => {
  assert.throws(() => faultNamed('sske'), /no fault "sske"/);
});
