import { frameSize } from '../../architecture/storage-key';
import type { Fixture } from '../../contract/documents/fixture';
import type { Range, StartAnswer } from '../../contract/machine';
import { codePageLength } from './code-page';
import { mebibyte } from './configuration';
import { features, missingFeature } from './features';
import type { Layout } from './instance';

type Refusal = Extract<StartAnswer, { kind: 'unsupported' }>;

export interface Plan {
  readonly kind: 'plan';
  readonly layout: Layout;
  readonly reserved: Range;
}

const smallest = 2 * mebibyte;

function refuse(what: string, more: Omit<Refusal, 'kind' | 'what'> = {}): Refusal {
  return { kind: 'unsupported', what, ...more };
}

/** The highest place that the scenario does not use, so that as few as possible of its frames have it as a neighbour. */
function freeRange(size: number, ranges: readonly Range[]): Range | undefined {
  for (let start = size - codePageLength; start >= codePageLength; start -= frameSize) {
    const end = start + codePageLength;
    if (!ranges.some((range) => range.start < end && start < range.start + range.length))
      return { start, length: codePageLength };
  }
  return undefined;
}

/** What a fixture means for Hercules: how to start it and where the adapter's code is, or why it cannot be. */
export function planFor(fixture: Fixture, facilities: readonly number[]): Plan | Refusal {
  const feature = missingFeature(fixture.features);
  if (feature !== undefined) return refuse(`feature ${feature}`, { missing: { feature } });
  if (fixture.devices.length > 0) return refuse(`a device of kind ${fixture.devices[0]!.kind}`);
  if (fixture.cpus !== 1) return refuse(`${fixture.cpus} CPUs`);
  const { size } = fixture.storage;
  if (size < smallest || size > (features['storage.maximum'] as number) || size % mebibyte !== 0)
    return refuse(`${size} bytes of storage: Hercules takes 2 MiB to 1 GiB here, in steps of 1 MiB`);
  const outside = fixture.ranges.find(({ start, length }) => start + length > size);
  if (outside !== undefined) return refuse('a range outside storage', { range: outside });
  const facility = fixture.facilities.present.find((wanted) => !facilities.includes(wanted));
  if (facility !== undefined) return refuse(`facility ${facility}`, { missing: { facility } });
  const kept = fixture.facilities.absent.find((unwanted) => facilities.includes(unwanted));
  if (kept !== undefined) return refuse(`a machine without facility ${kept}`);
  const reserved = freeRange(size, fixture.ranges);
  if (reserved === undefined)
    return refuse('a scenario that leaves no room for the adapter itself', {
      range: { start: size - codePageLength, length: codePageLength },
    });
  return { kind: 'plan', layout: { storageSize: size, page: reserved.start }, reserved };
}
