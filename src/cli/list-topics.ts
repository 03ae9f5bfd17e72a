import { resolve } from 'node:path';
import { makePlan } from '../certification/plan/make-plan';
import { loadProfiles } from '../certification/profiles/load-profiles';
import { runOptions } from '../certification/run/run-options';
import { recordedDeviations } from './deviations';
import { installation } from './installation';
import { positionNames, shippedMachines } from './machines';

type Topic = () => Promise<string[]> | string[];

/** What `list` shows besides rules, a line each. */
export const topics: Readonly<Record<string, Topic>> = {
  machines: () => [...Object.keys(shippedMachines), ...positionNames().map((name) => `reference:${name}`)],
  profiles() {
    const { all } = makePlan(resolve(installation.features), installation.suite(), { only: [] });
    return loadProfiles(installation.data('certification/profiles'), all).map(
      ({ name, title, provenance, demands }) =>
        `${name.padEnd(26)} ${provenance.padEnd(13)} ${`${Object.keys(demands.rules).length}`.padStart(3)} rules  facilities ${demands.facilities.join(', ')}  ${title}`,
    );
  },
  async steps() {
    const { loadSupport } = require('@cucumber/cucumber/api') as typeof import('@cucumber/cucumber/api');
    const { sources } = runOptions({ uris: [], support: [] });
    const loaded = await loadSupport(
      { sources, support: { requirePaths: installation.steps } },
      { cwd: process.cwd() },
    );
    const { stepDefinitions } = loaded as unknown as { stepDefinitions: { expression: { source: string } }[] };
    return stepDefinitions.map(({ expression }) => expression.source).sort();
  },
  deviations: () =>
    recordedDeviations().flatMap(({ implementation, deviations }) =>
      deviations.map(
        ({ id, title, verdict, examples }) =>
          `${implementation}  ${id}  ${verdict}  ${Object.keys(examples).length} examples  ${title}`,
      ),
    ),
};

/** @returns the exit code */
export async function runListTopic(topic: string): Promise<number> {
  const lines = await topics[topic]!();
  process.stdout.write(`${lines.join('\n')}\n`);
  return lines.length === 0 ? 4 : 0;
}
