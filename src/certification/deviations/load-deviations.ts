import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Deviations } from '../../contract/documents/deviations';
import { validated } from '../../contract/validate';
import { type KnownDeviations, knownDeviations } from './known-deviations';
import { appliesTo } from './versions';

export class BadDeviations extends Error {
  override readonly name = 'BadDeviations';
}

/**
 * @param known ids of every example of the specification, selected or not
 * @throws BadDeviations, InvalidDocument
 */
export function loadDeviations(
  file: string,
  machine: { readonly name: string; readonly version: string },
  known: ReadonlySet<string>,
): KnownDeviations {
  const { implementation, deviations } = validated<Deviations>('deviations', parseYaml(file), file);
  if (machine.name !== implementation && !machine.name.startsWith(`${implementation}:`))
    throw new BadDeviations(`${file}: it records "${implementation}", the machine is "${machine.name}"`);
  const list = deviations.filter((deviation) => appliesTo(machine.version, deviation));
  for (const deviation of deviations) {
    const unknown = Object.keys(deviation.examples).filter((id) => !known.has(id));
    if (unknown.length > 0)
      throw new BadDeviations(`${file}: ${deviation.id}: there is no example "${unknown.join('", "')}"`);
  }
  const recordedBy = new Map<string, string>();
  for (const deviation of list) {
    for (const id of Object.keys(deviation.examples)) {
      const other = recordedBy.get(id);
      if (other !== undefined)
        throw new BadDeviations(`${file}: ${deviation.id}: example "${id}" is recorded by ${other} already`);
      recordedBy.set(id, deviation.id);
    }
  }
  return knownDeviations(list);
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadDeviations(`${file}: ${(error as Error).message}`);
  }
}
