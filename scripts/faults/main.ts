/**
 * Shows that rules can fail: every named fault of the reference must break the rules it names, every tested rule must be
 * broken by some fault. Arguments are fault names; none means all. --matrix runs every rule on every fault.
 */
import { join } from 'node:path';
import { makePlan } from '../../src/certification/plan/make-plan';
import type { PlannedRule } from '../../src/certification/plan/plan';
import { installation } from '../../src/cli/installation';
import type { Machine } from '../../src/contract/machine';
import { packageRoot } from '../../src/package-root';
import { createReferenceMachine } from '../../src/reference';
import { type Fault, faults } from '../../src/reference/faults';
import { InProcessRun } from './in-process-run';

const breaking = new Set(['fail', 'blocked']);

interface Outcome {
  readonly fault: Fault;
  readonly broken: ReadonlyMap<string, string>;
  readonly missed: readonly string[];
  readonly suiteErrors: readonly string[];
}

function machineWith({ name, position }: Fault): Machine {
  return createReferenceMachine({ faults: [name], ...(position === undefined ? {} : { position }) });
}

async function tryFault(
  run: InProcessRun,
  fault: Fault,
  rules: ReadonlyMap<string, PlannedRule>,
  everyRule: boolean,
): Promise<Outcome> {
  const targets = everyRule ? [...rules.keys()] : fault.breaks;
  const examples = targets.flatMap((id) => rules.get(id)?.examples ?? []);
  const judged = await run.judge(machineWith(fault), examples);
  const broken = new Map<string, string>();
  for (const { example, verdict, message } of judged) {
    const rule = example.slice(0, example.indexOf('/'));
    if (breaking.has(verdict) && !broken.has(rule)) broken.set(rule, message);
  }
  return {
    fault,
    broken,
    missed: fault.breaks.filter((id) => !broken.has(id)),
    suiteErrors: judged
      .filter(({ verdict }) => verdict === 'suite-error')
      .map(({ example, message }) => `${example}: ${message}`),
  };
}

async function main(): Promise<void> {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const everyRule = process.argv.includes('--matrix');
  const { plan, pickleOf } = makePlan(installation.features, installation.suite(), { only: [] });
  const rules = new Map(plan.rules.filter((rule) => rule.untested === undefined).map((rule) => [rule.id, rule]));
  const chosen = faults.filter((fault) => names.length === 0 || names.includes(fault.name));
  const problems = names
    .filter((name) => !faults.some((fault) => fault.name === name))
    .map((name) => `there is no fault "${name}"`);
  const run = new InProcessRun(join(packageRoot, 'src/certification/run/hooks.ts'), pickleOf);
  const covered = new Set<string>();
  for (const fault of chosen) {
    const { broken, missed, suiteErrors } = await tryFault(run, fault, rules, everyRule);
    for (const id of broken.keys()) covered.add(id);
    const also = [...broken.keys()].filter((id) => !fault.breaks.includes(id));
    console.log(
      `${missed.length === 0 ? 'ok  ' : 'MISS'} ${fault.name}: breaks ${[...fault.breaks].join(' ')}${also.length === 0 ? '' : `, also ${also.join(' ')}`}`,
    );
    problems.push(...missed.map((id) => `fault ${fault.name} should break ${id} and does not`));
    problems.push(...suiteErrors.map((text) => `fault ${fault.name} makes the suite itself fail: ${text}`));
  }
  if (names.length === 0) {
    const untouched = [...rules.keys()].filter((id) => !covered.has(id));
    problems.push(...untouched.map((id) => `rule ${id} is broken by no fault: nothing shows that it can fail`));
  }
  for (const problem of problems) console.error(problem);
  console.log(
    `${chosen.length} faults, ${covered.size} of ${rules.size} tested rules shown to fail, ${problems.length} problems`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}

void main();
