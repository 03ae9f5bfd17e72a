import type { Fixture } from '../../contract/documents/fixture';

/** Everything the reference machine implements. */
export const implementedFacilities: readonly number[] = [1, 2, 7, 8, 10, 14, 27, 66, 75, 78, 130, 131, 138, 145, 169];

/** Off unless a fixture asks for it. */
const onDemand: readonly number[] = [169];

/** What removal of the storage keys takes with it. Source: kvm-unit-tests s390x/skrf.c. */
const endedByRemoval: readonly number[] = [10, 14, 66, 145, 149];

/** A facility that needs another one. */
const builtOn: Readonly<Record<number, number>> = { 78: 8 };

export type Chosen =
  | { readonly facilities: ReadonlySet<number> }
  | { readonly what: string; readonly missing: { readonly facility: number } };

const unchanged = new Map<readonly number[], ReadonlySet<number>>();

function byDefault(offered: readonly number[]): ReadonlySet<number> {
  let facilities = unchanged.get(offered);
  if (facilities === undefined) {
    facilities = new Set(offered.filter((facility) => !onDemand.includes(facility)));
    unchanged.set(offered, facilities);
  }
  return facilities;
}

/** The facilities of a machine for a fixture. */
export function chooseFacilities(offered: readonly number[], demands: Fixture['facilities']): Chosen {
  const { present, absent } = demands;
  if (present.length === 0 && absent.length === 0) return { facilities: byDefault(offered) };
  const facilities = new Set(byDefault(offered));
  for (const facility of present) if (offered.includes(facility)) facilities.add(facility);
  for (const facility of absent) facilities.delete(facility);
  if (facilities.has(169)) for (const facility of endedByRemoval) facilities.delete(facility);
  for (const [facility, base] of Object.entries(builtOn))
    if (!facilities.has(base)) facilities.delete(Number(facility));
  for (const facility of present) {
    if (facilities.has(facility)) continue;
    const why = offered.includes(facility) ? 'excluded by another demand' : 'not one the reference machine has';
    return { what: `facility ${facility} is ${why}`, missing: { facility } };
  }
  return { facilities };
}
