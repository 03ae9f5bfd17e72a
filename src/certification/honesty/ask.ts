import { facilities as names } from '../../architecture/facilities';
import type { Fixture } from '../../contract/documents/fixture';
import type { Manifest } from '../../contract/documents/manifest';
import type { Honesty } from '../../contract/documents/report';
import type { Machine, StartAnswer } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import { machineFailure } from '../run/thrown';
import { ranges, storedFacilities } from './stored-facilities';

const storeFacilityListExtended = 7;

const named = (facility: number): string =>
  `facility ${facility}${names[facility] === undefined ? '' : ` (${names[facility]})`}`;

/** Asks a machine, through the contract alone, whether it is what it claims to be. */
export async function askHonesty(machine: Machine, manifest: Manifest, invented: string): Promise<Honesty> {
  const honesty: Honesty = { asked: [], contradictions: [], unclaimed: [], notes: [] };
  await askCanary(machine, invented, honesty);
  if (!manifest.faces.includes('guest')) honesty.notes.push('STFLE: the machine has no guest face');
  else await askFacilities(machine, manifest, honesty);
  return honesty;
}

async function askCanary(machine: Machine, invented: string, honesty: Honesty): Promise<void> {
  const answer = await started(machine, { ...plainFixture, features: { [invented]: true } });
  honesty.asked.push(`a fixture with the invented feature ${invented}`);
  if (answer.kind === 'unsupported') return;
  if (answer.kind === 'started') {
    await answer.machine.stop();
    honesty.contradictions.push(`it accepts a fixture with a feature invented for this run: ${invented}`);
  } else
    honesty.contradictions.push(`asked for a feature invented for this run it does not say unsupported: ${answer.why}`);
}

/** Every claimed facility must be seen by a guest: at once, or in a fixture that demands it. */
async function askFacilities(machine: Machine, manifest: Manifest, honesty: Honesty): Promise<void> {
  const usual = await facilitiesOf(machine, []);
  if (typeof usual === 'string') {
    if (manifest.facilities.includes(storeFacilityListExtended) && usual.startsWith('STFLE ends'))
      honesty.contradictions.push(`it claims ${named(storeFacilityListExtended)}, and ${usual}`);
    else honesty.notes.push(`STFLE cannot be asked: ${usual}`);
    return;
  }
  honesty.asked.push('STFLE');
  honesty.unclaimed.push(...[...usual].filter((facility) => !manifest.facilities.includes(facility)));
  for (const facility of manifest.facilities.filter((claimed) => !usual.has(claimed))) {
    const demanded = await facilitiesOf(machine, [facility]);
    honesty.asked.push(`STFLE with ${named(facility)} demanded`);
    if (typeof demanded === 'string')
      honesty.contradictions.push(`it claims ${named(facility)}, and a fixture that demands it: ${demanded}`);
    else if (!demanded.has(facility))
      honesty.contradictions.push(`it claims ${named(facility)}, and STFLE does not show it to a guest`);
  }
}

async function facilitiesOf(machine: Machine, present: readonly number[]): Promise<ReadonlySet<number> | string> {
  const fixture = { ...plainFixture, facilities: { present: [...present], absent: [] }, ranges: [...ranges] };
  const answer = await started(machine, fixture);
  if (answer.kind === 'failed') return answer.why;
  if (answer.kind === 'unsupported') return `unsupported: ${answer.what}`;
  try {
    return await storedFacilities(answer.machine);
  } catch (error) {
    return shortly(error);
  } finally {
    await answer.machine.stop().catch(() => {});
  }
}

async function started(
  machine: Machine,
  fixture: Fixture,
): Promise<StartAnswer | { readonly kind: 'failed'; readonly why: string }> {
  try {
    const answer = await machine.start(fixture);
    return answer.kind === 'started' || answer.kind === 'unsupported'
      ? answer
      : { kind: 'failed', why: 'an answer that does not fit the contract' };
  } catch (error) {
    return { kind: 'failed', why: shortly(error) };
  }
}

function shortly(error: unknown): string {
  return machineFailure(error).message.slice(0, 200);
}
