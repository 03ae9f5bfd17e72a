import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCucumber } from '@cucumber/cucumber/api';
import { makePlan } from '../plan/make-plan';
import { examplesOf } from '../plan/plan';
import { planRun } from './run-options';

const text = `@tiny
Feature: A feature

  @TINY-01 @architecture @must
  Rule: One
    Source: none

    Scenario Outline: a row
      Given the number <n>

      Examples:
        | n |
        | 1 |
        | 2 |

    Scenario: a table
      Given the words
        | a | b |
`;

/** Notes what hooks and steps are given. */
const support = `const { Before, Given } = require(${JSON.stringify(require.resolve('@cucumber/cucumber'))});
globalThis.seenByPlanRun = [];
Before(({ pickle, gherkinDocument }) => {
  globalThis.seenByPlanRun.push(pickle.id);
  if (!globalThis.askedByPlanRun) return;
  const scenarios = gherkinDocument.feature.children.flatMap((child) => child.rule.children.map((each) => each.scenario));
  globalThis.seenByPlanRun.push(gherkinDocument.uri, scenarios.find(({ id }) => pickle.astNodeIds.includes(id)).name);
});
Given('the number {int}', (number) => void globalThis.seenByPlanRun.push(number));
Given('the words', (table) => void globalThis.seenByPlanRun.push(...table.raw().flat()));
`;

const told = globalThis as { seenByPlanRun?: unknown[]; askedByPlanRun?: boolean };

async function seen(choose: (ids: readonly string[]) => readonly string[], asked: boolean): Promise<unknown[]> {
  const base = mkdtempSync(join(tmpdir(), 'tck-plan-run-'));
  mkdirSync(join(base, 'features/tiny'), { recursive: true });
  writeFileSync(join(base, 'features/tiny/a.feature'), text);
  writeFileSync(join(base, 'support.cjs'), support);
  const { plan, pickleOf } = makePlan(join(base, 'features'), { name: 'tiny', version: '1' }, { only: [] });
  const byId = new Map(examplesOf(plan).map((example) => [example.id, pickleOf(example)]));
  if (!asked) rmSync(join(base, 'features'), { recursive: true });
  told.askedByPlanRun = asked;
  const chosen = choose([...byId.keys()]).map((id) => byId.get(id)!);
  const { success } = await runCucumber(planRun(chosen, base, [join(base, 'support.cjs')]), { cwd: base });
  assert.ok(success);
  return told.seenByPlanRun!;
}

const row = (n: number): string => `TINY-01/a row/${n}`;

test('Cucumber runs what the plan has, by the ids of the plan, and reads no feature file again', async () => {
  assert.deepEqual(await seen((ids) => ids, false), [row(1), 1, row(2), 2, 'TINY-01/a table', 'a', 'b']);
});

test('no more than what remains is run, in the order given', async () => {
  assert.deepEqual(await seen(() => [row(2), row(1)], false), [row(2), 2, row(1), 1]);
});

test('a hook that asks for the feature gets it', async () => {
  const uri = 'features/tiny/a.feature';
  assert.deepEqual(await seen((ids) => ids.slice(1), true), [
    ...[row(2), uri, 'a row', 2],
    ...['TINY-01/a table', uri, 'a table', 'a', 'b'],
  ]);
});
