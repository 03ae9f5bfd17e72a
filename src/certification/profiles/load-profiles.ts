import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Profile } from '../../contract/documents/profile';
import { validated } from '../../contract/validate';
import type { PlannedRule } from '../plan/plan';
import { globPattern } from '../plan/selection';
import type { DemandedProfile } from './demanded-profile';

/** A profile that is not there, or does not fit the specification. */
export class BadProfile extends Error {
  override readonly name = 'BadProfile';
}

/**
 * The profiles of a folder, by name.
 * @param requested those whose certification is asked for
 * @throws BadProfile, InvalidDocument
 */
export function loadProfiles(
  folder: string,
  rules: readonly PlannedRule[],
  requested: readonly string[] = [],
): DemandedProfile[] {
  const profiles = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => resolve(join(folder, name), rules, requested));
  const names = profiles.map(({ name }) => name);
  const unknown = requested.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new BadProfile(`there is no profile "${unknown}": there are ${names.join(', ')}`);
  return profiles;
}

function resolve(file: string, rules: readonly PlannedRule[], requested: readonly string[]): DemandedProfile {
  const profile = validated<Profile>('profile', parsed(file), file);
  const { name, title, provenance, requires } = profile;
  if (requires.facilities.length === 0 && Object.keys(requires.features ?? {}).length === 0)
    throw new BadProfile(`${file}: it requires neither a facility nor a feature`);
  for (const glob of [...profile.rules, ...(profile.except ?? [])])
    if (!rules.some(({ id }) => globPattern(glob).test(id)))
      throw new BadProfile(`${file}: there is no rule "${glob}"`);
  const matches = (globs: readonly string[], id: string) => globs.some((glob) => globPattern(glob).test(id));
  const own = rules.filter(
    (rule) =>
      rule.provenance === provenance && matches(profile.rules, rule.id) && !matches(profile.except ?? [], rule.id),
  );
  const decisive = own.filter(
    ({ level, provisional, recorded, examples }) =>
      level === 'must' && !provisional && !recorded && examples.length > 0,
  );
  if (decisive.length === 0) throw new BadProfile(`${file}: no rule of it decides anything: it would certify nothing`);
  return {
    name,
    title,
    provenance,
    requested: requested.includes(name),
    demands: {
      faces: [...requires.faces],
      facilities: [...requires.facilities],
      features: { ...requires.features },
      rules: Object.fromEntries(decisive.map(({ id, examples }) => [id, examples.length])),
    },
    untested: own.filter(({ untested }) => untested !== undefined).map(({ id }) => id),
  };
}

function parsed(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadProfile(`${file}: ${(error as Error).message}`);
  }
}
