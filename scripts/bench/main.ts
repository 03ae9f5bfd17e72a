/**
 * Costs, all by CPU time and in one run. --reference leaves QEMU out; --json prints the figures as JSON;
 * --strict ends with status 1 when a bound is not kept (a busy host disturbs even CPU time).
 */
import { type Figure, keeps, lineOf } from './figure';
import { qemuFigures } from './qemu';
import { certificationFigures, comparisonFigures, instructionFigures, scenarioFigures } from './reference';
import { stdioFigures } from './stdio';

type Group = () => Figure[] | Promise<Figure[]>;

async function main(): Promise<void> {
  const json = process.argv.includes('--json');
  const groups: Group[] = [certificationFigures, scenarioFigures, instructionFigures, comparisonFigures];
  groups.push(stdioFigures);
  if (!process.argv.includes('--reference')) groups.push(qemuFigures);
  const figures: Figure[] = [];
  for (const group of groups) {
    for (const figure of await group()) {
      figures.push(figure);
      if (!json) console.log(lineOf(figure));
    }
  }
  if (json) console.log(JSON.stringify(figures, null, 2));
  if (process.argv.includes('--strict') && !figures.every(keeps)) process.exitCode = 1;
}

void main();
