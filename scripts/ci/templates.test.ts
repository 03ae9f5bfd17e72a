import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { Report } from '../../src/contract/documents/report';

const root = join(__dirname, '../..');
const template = <T>(name: string): T => parse(readFileSync(join(__dirname, name), 'utf8')) as T;

interface Workspace {
  readonly folder: string;
  run(
    shell: readonly string[],
    script: string,
    environment?: Record<string, string>,
  ): { status: number | null; text: string };
}

/** A job's folder, with an npx that runs this checkout on the tiny suite instead of fetching a package. */
function workspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'tck-ci-'));
  const suite = join(root, 'src/cli/tiny-suite');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(
    join(folder, 'bin/npx'),
    `#!/bin/sh
[ "$1 $2 $3 $4" = "--yes --package s390-tck s390-tck" ] || { echo "npx $*" >&2; exit 99; }
shift 4
exec "${process.execPath}" "${root}/bin/s390-tck.js" "$@" --features "${suite}/features" --steps "${suite}/steps.cjs"
`,
    { mode: 0o755 },
  );
  return {
    folder,
    run([command, ...args], script, environment = {}) {
      const { PATH, HOME } = process.env;
      const env = { PATH: `${join(folder, 'bin')}:${PATH}`, HOME, TCK_KIT: 's390-tck', ...environment };
      const { status, stdout, stderr } = spawnSync(command!, [...args, script], { cwd: folder, env, encoding: 'utf8' });
      return { status, text: stdout + stderr };
    },
  };
}

const machine = (name: string): string => join(root, 'src/cli/tiny-suite/machines', `${name}.cjs`);
const examples = (file: string): number => {
  const { counts } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
};

interface Action {
  readonly inputs: Record<string, { readonly default: string }>;
  readonly runs: {
    readonly steps: { id?: string; shell?: string; run?: string; uses?: string; env?: Record<string, string> }[];
  };
}

const action = template<Action>('github-action.yml');
const step = (id: string) => action.runs.steps.find((each) => each.id === id)!;

/** As the runner does with `shell: bash`. */
const bash = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'];

for (const [name, status] of [
  ['yes', 0],
  ['no', 1],
] as const)
  test(`GitHub: a machine that says ${name} ends the job with ${status}, with summary and report`, () => {
    const { folder, run } = workspace();
    const [output, summary] = [join(folder, 'output'), join(folder, 'summary')];
    const environment = {
      TCK_MACHINE: machine(name),
      TCK_ARGUMENTS: '--only\nTINY-01\n\n--quiet\n',
      TCK_SHARD: '',
      TCK_OUTPUT: 'a report',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    };
    const certified = run(bash, step('certify').run!, environment);
    assert.equal(certified.status, 0, certified.text);
    assert.equal(readFileSync(output, 'utf8'), `exit-code=${status}\nreport=a report/compliance.json\n`);
    assert.match(readFileSync(summary, 'utf8'), /TINY/);
    assert.equal(examples(join(folder, 'a report/compliance.json')), 3);
    assert.equal(run(bash, step('verdict').run!, { TCK_CODE: String(status) }).status, status);
  });

test('GitHub: no shell part holds an expression, every one of its variables is given', () => {
  for (const { run, env = {} } of action.runs.steps) {
    if (run === undefined) continue;
    assert.doesNotMatch(run, /\$\{\{/);
    for (const [, name] of run.matchAll(/\$\{?(TCK_\w+)/g)) assert.ok(name! in env, name);
    for (const value of Object.values(env)) {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
      if (input !== undefined) assert.ok(input in action.inputs, input);
    }
  }
});

interface GitLab {
  readonly '.s390-tck': { readonly variables: Record<string, string>; readonly script: readonly string[] };
}

test('GitLab: the script ends as the certification does', () => {
  const { variables, script } = template<GitLab>('gitlab-template.yml')['.s390-tck'];
  for (const [name, status] of [
    ['yes', 0],
    ['no', 1],
  ] as const) {
    const { folder, run } = workspace();
    const given = { ...variables, TCK_MACHINE: machine(name), TCK_ARGUMENTS: '--only\nTINY-01' };
    const { status: seen, text } = run(['sh', '-ec'], script.join('\n'), given);
    assert.equal(seen, status, text);
    assert.ok(existsSync(join(folder, 's390-tck-report/junit.xml')));
    assert.equal(examples(join(folder, 's390-tck-report/compliance.json')), 3);
  }
});

interface Job {
  readonly spec: {
    readonly completionMode: string;
    readonly completions: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly { command: string[]; args: string[]; env: { name: string; value: string }[] }[];
      };
    };
  };
}

const shards = (folders: readonly string[]): number =>
  folders.reduce((sum, folder) => sum + examples(join(folder, 'compliance.json')), 0);

test('Kubernetes: the pods of the job run every example once, whatever the verdict', () => {
  const { spec } = template<Job>('kubernetes-indexed-job.yaml');
  const [container] = spec.template.spec.containers;
  const environment = Object.fromEntries(container!.env.map(({ name, value }) => [name, value]));
  assert.deepEqual([spec.completionMode, String(spec.completions)], ['Indexed', environment['TCK_SHARDS']]);
  const { folder, run } = workspace();
  const pods = ['0', '1'].map((index) => {
    const given = {
      ...environment,
      TCK_SHARDS: '2',
      TCK_MACHINE: machine('no'),
      TCK_REPORTS: folder,
      JOB_COMPLETION_INDEX: index,
    };
    const { status, text } = run(container!.command, container!.args[0]!, given);
    assert.equal(status, 0, text);
    return join(folder, `shard-${index}`);
  });
  assert.equal(shards(pods), 5);
});

test('Kubernetes: a pod that could not certify fails', () => {
  const [container] = template<Job>('kubernetes-indexed-job.yaml').spec.template.spec.containers;
  const { folder, run } = workspace();
  const given = { TCK_SHARDS: '2', TCK_MACHINE: '/nowhere.js', TCK_REPORTS: folder, JOB_COMPLETION_INDEX: '0' };
  assert.equal(run(container!.command, container!.args[0]!, given).status, 2);
});

test('GitLab: parallel jobs are shards', () => {
  const { variables, script } = template<GitLab>('gitlab-template.yml')['.s390-tck'];
  const { folder, run } = workspace();
  const parts = ['1', '2'].map((index) => {
    const given = {
      ...variables,
      TCK_MACHINE: machine('yes'),
      TCK_OUTPUT: `part ${index}`,
      CI_NODE_INDEX: index,
      CI_NODE_TOTAL: '2',
    };
    const { status, text } = run(['sh', '-ec'], script.join('\n'), given);
    assert.equal(status, 0, text);
    return join(folder, `part ${index}`);
  });
  assert.equal(shards(parts), 5);
});
