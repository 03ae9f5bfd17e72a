import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NotObservable } from '../src/contract/judgement';
import { tracked } from './vocabulary';
import type { TckWorld } from './world';

const fresh = (text = 'a step'): TckWorld =>
  ({ steps: [{ type: 'Context', text }], stepsEntered: 0 }) as unknown as TckWorld;

const callback = (): void => undefined;

/** What a step without its table calls back with. */
const calledBack = (step: (...args: unknown[]) => unknown, world: TckWorld, ...args: unknown[]) =>
  new Promise<readonly unknown[]>((resolve) => {
    assert.equal(step.apply(world, [...args, (...given: unknown[]) => resolve(given)]), undefined);
  });

test('a step is given its parameters and its table', async () => {
  const seen: unknown[] = [];
  const step = tracked({ given: async (...args: unknown[]) => void seen.push(...args.slice(0, 2)) }, 2);
  assert.equal(step.length, 2);
  await step.apply(fresh(), ['name', 'table', callback]);
  assert.deepEqual(seen, ['name', 'table']);
});

test('a step that goes without its table calls back when it has ended', async () => {
  const seen: unknown[] = [];
  const step = tracked({ given: async (...args: unknown[]) => void seen.push(...args) }, 2);
  assert.deepEqual(await calledBack(step, fresh(), 'name'), [undefined, undefined]);
  assert.deepEqual(seen, ['name']);
});

test('without its table too a step fails, and cannot be shown without failing', async () => {
  const error = new Error('wrong');
  const failing = tracked({ given: () => Promise.reject(error) }, 2);
  const world = fresh();
  assert.deepEqual(await calledBack(failing, world, 'name'), [error]);
  assert.deepEqual(world.failure, { step: 0, error });
  const unseen = tracked({ given: () => Promise.reject(new NotObservable('the keys')) }, 2);
  assert.deepEqual(await calledBack(unseen, fresh(), 'name'), [undefined, 'skipped']);
});

test('a sentence that ends with a colon needs its table', async () => {
  const step = tracked({ given: () => undefined }, 2);
  const [error] = await calledBack(step, fresh('a device with:'), 'name');
  assert.match(String(error), /the table of "a device with:" is missing/);
});
