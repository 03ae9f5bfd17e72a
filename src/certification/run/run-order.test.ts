import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pickle } from '@cucumber/messages';
import { packageRoot } from '../../package-root';
import { makePlan } from '../plan/make-plan';
import { examplesOf } from '../plan/plan';
import { inRunOrder } from './run-order';

test('what may destroy a machine is run last, everything else as it stands in the features', () => {
  const { plan } = makePlan(`${packageRoot}/features`, { name: 'kit', version: '1' }, { only: ['MIG-42', 'MIG-43'] });
  const planned = examplesOf(plan);
  const ids = inRunOrder(plan, ({ id }) => ({ id }) as Pickle).map(({ id }) => id);
  const destructive = planned.filter(({ tags }) => tags.includes('@destructive')).map(({ id }) => id);
  assert.ok(destructive.length > 0 && planned.at(-1)!.id !== destructive.at(-1));
  assert.deepEqual(ids, [...planned.map(({ id }) => id).filter((id) => !destructive.includes(id)), ...destructive]);
});
