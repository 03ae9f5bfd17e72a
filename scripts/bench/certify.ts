import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installation } from '../../src/cli/installation';
import type { Verdict } from '../../src/contract/documents/report';
import { packageRoot } from '../../src/package-root';
import { sampleReport } from '../../src/reporting/sample-report';
import { writeSampleRun } from '../../src/reporting/sample-run';
import { writeReport } from '../../src/reporting/write-report';
import { cpuOfCommand } from './command';
import type { Figure } from './figure';
import { least, leastInTurn } from './least';
import { cpuMs, measuredRun } from './reference';

const kit = join(packageRoot, 'bin/s390-tck.js');
const tiny = join(packageRoot, 'src/cli/tiny-suite');

const inFolder = <T>(use: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 's390-tck-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The plan, the supervisor, the verdicts and every form of the report, against Cucumber that just runs the examples. */
export function judgementFigures(): Figure[] {
  return inFolder((folder) => {
    const certify = () => cpuOfCommand(kit, 'certify', '--quiet', '--output', join(folder, 'report'));
    const plainRun = () => cpuMs(measuredRun('plain')());
    const [plain, whole] = leastInTurn(5, (cost: number) => cost, plainRun, certify);
    return [
      {
        name: 'verdicts and all reports of the reference certification, beyond the run itself',
        value: (whole - plain) / 1000,
        unit: 's',
        atMost: 0.5 + (0.25 * plain) / 1000,
        detail: `certify ${whole.toFixed(0)} ms, Cucumber alone on the same examples ${plain.toFixed(0)} ms of CPU time`,
      },
    ];
  });
}

const fewExamples = 1000;

function tinyFeatures(folder: string, examples: number): string {
  const features = join(folder, `features-${examples}`);
  mkdirSync(join(features, 'tiny'), { recursive: true });
  const perRule = 50;
  const rules = Array.from({ length: examples / perRule }, (_, rule) => {
    const rows = Array.from({ length: perRule }, (_, row) => `        | ${row} |\n`).join('');
    const id = `TINY-${String(rule + 1).padStart(2, '0')}`;
    return `  @${id} @architecture @must\n  Rule: Yes, for the ${rule + 1}. time\n    Source: none\n\n    Scenario Outline: asked\n      Given a machine\n      When it is asked\n      Then it answers yes\n\n      Examples:\n        | time |\n${rows}\n`;
  });
  const perFile = 20;
  for (let file = 0; file * perFile < rules.length; file += 1)
    writeFileSync(
      join(features, `tiny/${String(file).padStart(3, '0')}.feature`),
      `@tiny\nFeature: Questions ${file}\n\n${rules.slice(file * perFile, (file + 1) * perFile).join('')}`,
    );
  return features;
}

/** Nothing in a whole certification may cost more than in proportion to the examples. */
export function growthFigures(): Figure[] {
  return inFolder((folder) => {
    const cost = (examples: number, times: number): number => {
      const features = ['--features', tinyFeatures(folder, examples), '--steps', join(tiny, 'steps.cjs')];
      const machine = ['--machine', join(tiny, 'machines/yes.cjs'), '--output', join(folder, `report-${examples}`)];
      return least(times, () => cpuOfCommand(kit, 'certify', '--quiet', ...machine, ...features));
    };
    const [none, few, many] = [cost(50, 3), cost(fewExamples, 3), cost(10 * fewExamples, 1)];
    return [
      {
        name: `certification of ${10 * fewExamples} examples, against ${fewExamples}`,
        value: many / few,
        unit: '×',
        atMost: 11,
        detail: `${many.toFixed(0)} against ${few.toFixed(0)} ms of CPU time; without what 50 examples cost ${((many - none) / (few - none)).toFixed(1)} ×`,
      },
    ];
  });
}

const verified = 5000;

export function verifyFigures(): Figure[] {
  return inFolder((folder) => {
    const verdictOf = (number: number): Verdict => (number % 10 === 0 ? 'fail' : 'pass');
    const sample = sampleReport({ rules: verified / 10, examplesPerRule: 10, verdictOf });
    const report = { ...sample, suite: { ...sample.suite, version: installation.suite().version } };
    writeSampleRun(report, folder);
    writeReport(report, folder);
    return [
      {
        name: `verify of a report of ${verified} examples`,
        value: least(3, () => cpuOfCommand(kit, 'verify', folder)) / 1000,
        unit: 's',
        atMost: 1,
        detail: 'CPU time of the whole command',
      },
    ];
  });
}

/** No bound: what the tests of wrong machines cost. */
export function galleryFigures(): Figure[] {
  const unit = ['--require', join(packageRoot, 'scripts/typescript.cjs'), join(packageRoot, 'scripts/unit-tests.ts')];
  return [
    {
      name: 'the gallery of wrong machines',
      value: cpuOfCommand(...unit, 'src/cli/gallery') / 1000,
      unit: 's',
      detail: 'CPU time of its tests, every certification included',
    },
  ];
}
