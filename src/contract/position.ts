import type { Manifest } from './documents/manifest';

/**
 * A position is one of several behaviours that exclude each other. A rule belongs to one by the tag `@position:NAME`;
 * a machine claims one by the feature `position.NAME`.
 */
const tag = '@position:';

export function positionsIn(tags: readonly { readonly name: string }[]): string[] {
  return tags.flatMap(({ name }) => (name.startsWith(tag) ? [name.slice(tag.length)] : []));
}

/** Rules of no position are for every machine, rules of several for a machine that claims any of them. */
export function takesPosition({ features }: Pick<Manifest, 'features'>, positions: readonly string[]): boolean {
  return positions.length === 0 || positions.some((name) => features[`position.${name}`] === true);
}
