import type { Level, Provenance } from '../../contract/documents/report';

export const provenances: readonly Provenance[] = ['architecture', 'linux', 'qemu', 'proposal'];
export const levels: readonly Level[] = ['must', 'should', 'may'];
export const marks = ['provisional', 'untested', 'recorded', 'destructive', 'sweep'] as const;
export type Mark = (typeof marks)[number];

/** What the tags of a rule, feature or scenario say. The list of tags is closed: the rest is `unknown`. */
export interface TagReading {
  readonly ids: string[];
  readonly provenances: Provenance[];
  readonly levels: Level[];
  readonly marks: Set<Mark>;
  readonly positions: string[];
  readonly unknown: string[];
}

export function readTags(tags: readonly string[], system: string): TagReading {
  const reading: TagReading = {
    ids: [],
    provenances: [],
    levels: [],
    marks: new Set(),
    positions: [],
    unknown: [],
  };
  for (const tag of tags) readTag(tag, system, reading);
  return reading;
}

function readTag(tag: string, system: string, reading: TagReading): void {
  const name = tag.replace(/^@/, '');
  if (/^[A-Z]+-\d+$/.test(name)) reading.ids.push(name);
  else if (provenances.includes(name as Provenance)) reading.provenances.push(name as Provenance);
  else if (levels.includes(name as Level)) reading.levels.push(name as Level);
  else if (marks.includes(name as Mark)) reading.marks.add(name as Mark);
  else if (/^position:[a-z0-9][a-z0-9.-]*$/.test(name)) reading.positions.push(name.slice('position:'.length));
  else if (name !== system) reading.unknown.push(tag);
}
