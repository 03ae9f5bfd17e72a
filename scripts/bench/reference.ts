import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../../src/architecture/assembly';
import { cpuStateOffset } from '../../src/architecture/cpu-state';
import type { Entry } from '../../src/contract/entries';
import { plainFixture } from '../../src/contract/plain-fixture';
import { packageRoot } from '../../src/package-root';
import { createReferenceMachine } from '../../src/reference';
import { storageDifference } from '../../steps/expectation';
import type { Figure } from './figure';
import { leastInTurn } from './least';

interface Measured {
  readonly cpuMs: number;
  readonly runMs: number;
  readonly examples: number;
}

function run(...args: string[]): Measured {
  const hook = join(packageRoot, 'scripts/typescript.cjs');
  const output = execFileSync(process.execPath, ['--require', hook, join(__dirname, 'child.ts'), ...args], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  return JSON.parse(output) as Measured;
}

export const measuredRun =
  (...args: string[]) =>
  (): Measured =>
    run(...args);

export const cpuMs = (run: Measured): number => run.cpuMs;
const runMs = (run: Measured): number => run.runMs;

export function certificationFigures(): Figure[] {
  const [floor, real] = leastInTurn(5, cpuMs, measuredRun('floor'), measuredRun('real'));
  return [
    {
      name: 'reference certification without sweeps, against the same plan with empty step bodies',
      value: real.cpuMs / floor.cpuMs,
      unit: '×',
      atMost: 1.5,
      detail: `${real.examples} examples, ${real.cpuMs.toFixed(0)} ms against ${floor.cpuMs.toFixed(0)} ms of CPU time; the run alone ${real.runMs.toFixed(0)} against ${floor.runMs.toFixed(0)} ms`,
    },
  ];
}

const emptyScenarios = 2000;

function emptyFeature(folder: string): void {
  mkdirSync(join(folder, 'features/storage-keys'), { recursive: true });
  const rows = Array.from({ length: emptyScenarios }, (_, index) => `        | ${index} |`).join('\n');
  writeFileSync(
    join(folder, 'features/storage-keys/empty.feature'),
    `@storage-keys\nFeature: empty\n\n  @KEY-01 @architecture @must\n  Rule: nothing\n    Source: none\n\n    Scenario Outline: start\n      Given a guest\n      And GR2 is <n>\n      When the guest executes LR 1,1\n      Then the instruction completes\n\n      Examples:\n        | n |\n${rows}\n`,
  );
}

export function scenarioFigures(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 's390-tck-bench-'));
  try {
    emptyFeature(folder);
    const features = join(folder, 'features');
    const [floor, real] = leastInTurn(3, runMs, measuredRun('floor', features), measuredRun('real', features));
    const [cucumber, first] = leastInTurn(3, cpuMs, measuredRun('cucumber'), measuredRun('real', features, '1'));
    return [
      {
        name: 'own cost of a nearly empty scenario, machine started',
        value: (real.runMs - floor.runMs) / emptyScenarios,
        unit: 'ms',
        atMost: 0.2,
        detail: `${emptyScenarios} scenarios`,
      },
      {
        name: "first scenario after Cucumber's own start",
        value: (first.cpuMs - cucumber.cpuMs) / 1000,
        unit: 's',
        atMost: 0.3,
        detail: `Cucumber alone ${cucumber.cpuMs.toFixed(0)} ms`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function instructionFigures(): Promise<Figure[]> {
  const answer = await createReferenceMachine().start(plainFixture);
  if (answer.kind !== 'started') throw new Error(answer.what);
  const psw = Uint8Array.from(Buffer.from('00000001800000000000000000008000', 'hex'));
  const batch: Entry[] = [
    {
      verb: 'write',
      space: 'cpu',
      cpu: 0,
      address: BigInt(cpuStateOffset.gr(2)),
      bytes: Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 0),
    },
    { verb: 'write', space: 'cpu', cpu: 0, address: BigInt(cpuStateOffset.psw), bytes: psw },
    { verb: 'write', space: 'absolute', address: 0x8000n, bytes: assemble('ST 1,0(2)') },
    { verb: 'execute', cpu: 0 },
    { verb: 'read', space: 'cpu', cpu: 0, address: BigInt(cpuStateOffset.gr(1)), length: 8 },
  ];
  for (let index = 0; index < 20000; index += 1) await answer.machine.perform(batch);
  const rounds = 300000;
  const before = process.cpuUsage();
  for (let index = 0; index < rounds; index += 1) await answer.machine.perform(batch);
  const { user, system } = process.cpuUsage(before);
  await answer.machine.stop();
  return [
    {
      name: 'instructions through the contract (5 entries a batch)',
      value: rounds / ((user + system) / 1e6),
      unit: '/s',
      atLeast: 300000,
      detail: 'reference machine',
    },
  ];
}

export function comparisonFigures(): Figure[] {
  const left = new Uint8Array(1 << 20);
  const right = left.slice();
  right[right.length - 1] = 1;
  const before = process.cpuUsage();
  storageDifference('storage', left, right);
  const { user, system } = process.cpuUsage(before);
  return [
    {
      name: 'failing comparison of 1 MiB',
      value: (user + system) / 1000,
      unit: 'ms',
      atMost: 50,
      detail: 'the last byte differs',
    },
  ];
}
