/**
 * Costs, all by CPU time and in one run. Arguments name the groups wanted; none means all but `gallery`, which are unit tests.
 * --reference leaves QEMU and Linux out; --json prints the figures as JSON;
 * --strict ends with status 1 when a bound is not kept (a busy host disturbs even CPU time).
 */
import { galleryFigures, growthFigures, judgementFigures, verifyFigures } from './certify';
import { type Figure, keeps, lineOf } from './figure';
import { hostFigures } from './host';
import { linuxFigures } from './linux';
import { qemuFigures } from './qemu';
import { certificationFigures, comparisonFigures, instructionFigures, scenarioFigures } from './reference';
import { stdioFigures } from './stdio';

type Group = () => Figure[] | Promise<Figure[]>;

const groups: Readonly<Record<string, Group>> = {
  certification: certificationFigures,
  judgement: judgementFigures,
  growth: growthFigures,
  verify: verifyFigures,
  scenario: scenarioFigures,
  instruction: instructionFigures,
  comparison: comparisonFigures,
  host: hostFigures,
  stdio: stdioFigures,
  gallery: galleryFigures,
  qemu: qemuFigures,
  linux: linuxFigures,
};

/** @throws on a group that there is not */
function chosen(args: readonly string[]): Group[] {
  const names = args.filter((argument) => !argument.startsWith('--'));
  const unknown = names.find((name) => groups[name] === undefined);
  if (unknown !== undefined) throw new Error(`there is no group ${unknown}, only ${Object.keys(groups).join(', ')}`);
  if (names.length > 0) return names.map((name) => groups[name]!);
  const left = ['gallery', ...(args.includes('--reference') ? ['qemu', 'linux'] : [])];
  const all = Object.keys(groups).filter((name) => !left.includes(name));
  return all.map((name) => groups[name]!);
}

async function main(): Promise<void> {
  const json = process.argv.includes('--json');
  const figures: Figure[] = [];
  for (const group of chosen(process.argv.slice(2))) {
    for (const figure of await group()) {
      figures.push(figure);
      if (!json) console.log(lineOf(figure));
    }
  }
  if (json) console.log(JSON.stringify(figures, null, 2));
  if (process.argv.includes('--strict') && !figures.every(keeps)) process.exitCode = 1;
}

void main();
