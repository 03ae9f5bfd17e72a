import type { Fixture } from '../../contract/documents/fixture';
import type { Range, StartAnswer } from '../../contract/machine';
import { type Configuration, mebibyte } from './configuration';
import { switchFor } from './facility-list';
import { features, missingFeature } from './features';
import { hiddenPageLength } from './hidden-code';

type Refusal = Extract<StartAnswer, { kind: 'unsupported' }>;

export interface Plan {
  readonly kind: 'plan';
  readonly configuration: Configuration;
  readonly reserved: Range;
}

const smallest = 4 * mebibyte;
/** QEMU counts storage in increments, of which there can be this many. */
const mostIncrements = 1020;

function refuse(what: string, more: Omit<Refusal, 'kind' | 'what'> = {}): Refusal {
  return { kind: 'unsupported', what, ...more };
}

function storageRefusal(size: number): Refusal | undefined {
  if (size < smallest || size > (features['storage.maximum'] as number))
    return refuse(`${size} bytes of storage: QEMU takes 4 MiB to 2 GiB here`);
  let increment = mebibyte;
  while (size / increment > mostIncrements) increment *= 2;
  return size % increment === 0
    ? undefined
    : refuse(`${size} bytes of storage: QEMU takes multiples of ${increment} bytes at this size`);
}

/** LPSW reaches no address beyond, and one must be reached in the page behind the adapter's own. */
const shortAddressLimit = 2 ** 31;

/** The highest page that the scenario does not use, with the page behind it. */
function freeRange(size: number, ranges: readonly Range[]): Range | undefined {
  const highest = Math.min(size, shortAddressLimit - hiddenPageLength) - hiddenPageLength;
  for (let start = highest; start > 0; start -= hiddenPageLength) {
    const end = Math.min(start + 2 * hiddenPageLength, size);
    if (!ranges.some((range) => range.start < end && start < range.start + range.length))
      return { start, length: end - start };
  }
  return undefined;
}

/** What a fixture means for QEMU: how to start it and where the adapter's own page is, or why it cannot be. */
export function planFor(fixture: Fixture, facilities: readonly number[]): Plan | Refusal {
  const feature = missingFeature(fixture.features);
  if (feature !== undefined) return refuse(`feature ${feature}`, { missing: { feature } });
  if (fixture.devices.length > 0) return refuse(`a device of kind ${fixture.devices[0]!.kind}`);
  if (fixture.cpus !== 1) return refuse(`${fixture.cpus} CPUs`);
  const { size } = fixture.storage;
  const storage = storageRefusal(size);
  if (storage !== undefined) return storage;
  const outside = fixture.ranges.find(({ start, length }) => start + length > size);
  if (outside !== undefined) return refuse('a range outside storage', { range: outside });
  const facility = fixture.facilities.present.find((wanted) => !facilities.includes(wanted));
  if (facility !== undefined) return refuse(`facility ${facility}`, { missing: { facility } });
  const without: string[] = [];
  for (const unwanted of fixture.facilities.absent) {
    if (!facilities.includes(unwanted)) continue;
    const name = switchFor(unwanted);
    if (name === undefined) return refuse(`a machine without facility ${unwanted}`);
    without.push(name);
  }
  const reserved = freeRange(size, fixture.ranges);
  if (reserved === undefined)
    return refuse('a scenario that leaves no page for the adapter itself', {
      range: { start: size - hiddenPageLength, length: hiddenPageLength },
    });
  return {
    kind: 'plan',
    configuration: { storageSize: size, without: without.sort() },
    reserved,
  };
}
