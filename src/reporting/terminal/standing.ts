import { briefReason } from '../../certification/profiles/brief-reason';
import type { ProfileResult, Report } from '../../contract/documents/report';
import type { Colour, Paint } from './paint';
import { plain } from './plain';

export type Detail = 'quiet' | 'normal' | 'verbose';

type Standing = readonly [words: string, colour: Colour];

function standingOf({ certified, candidate }: ProfileResult): Standing {
  if (certified) return ['✓ certified', 'green'];
  return candidate ? ['✗ not certified', 'red'] : ['· not a candidate', 'dim'];
}

/** Which profiles the machine is certified for, and why not for the others; quietly, those that were asked for. */
export function profileLines({ profiles = [] }: Report, paint: Paint, detail: Detail): string[] {
  const told = detail === 'quiet' ? profiles.filter(({ requested }) => requested) : profiles;
  if (told.length === 0) return [];
  const [words, names] = [told.map((each) => standingOf(each)[0]), told.map(({ name }) => plain(name))];
  const [wide, widest] = [words, names].map((texts) => Math.max(...texts.map(({ length }) => length)));
  return [
    '',
    paint('bold', 'profiles'),
    ...told.flatMap((profile, index) => {
      const { title, provenance, requested, untested } = profile;
      const more = [provenance, ...(requested ? ['asked for'] : [])].join(', ');
      const [standing, colour] = standingOf(profile);
      const left = profile.certified && untested.length > 0 ? `; ${untested.length} of its rules cannot be tested` : '';
      return [
        `  ${paint(colour, standing.padEnd(wide!))}  ${names[index]!.padEnd(widest!)}  ${plain(title)} ${paint('dim', `(${more}${left})`)}`,
        ...profile.why.map((why) => `  ${' '.repeat(wide!)}  ${plain(shortened(why, profile, detail))}`),
      ];
    }),
  ];
}

/** The standing says already that it is no candidate. */
function shortened(why: string, { candidate }: ProfileResult, detail: Detail): string {
  if (!candidate) return why.replace(/^not a candidate: /, '');
  return detail === 'verbose' ? why : briefReason(why, 8);
}

/** What the machine claims and does not keep; in full also what it was asked and does not claim. */
export function honestyLines({ honesty }: Report, paint: Paint, detail: Detail): string[] {
  if (honesty === undefined) return [];
  const { contradictions, unclaimed, notes, asked } = honesty;
  const more = [
    ...(unclaimed.length === 0 ? [] : [`seen by a guest and not claimed: ${facilities(unclaimed)}`]),
    ...notes,
    ...(detail === 'verbose' ? asked.map((each) => `asked: ${each}`) : []),
  ];
  return [
    ...section('claims that are not kept', contradictions, '✗', 'red', paint),
    ...(detail === 'quiet' ? [] : section('claims', more, '·', 'dim', paint)),
  ];
}

function section(title: string, texts: readonly string[], mark: string, colour: Colour, paint: Paint): string[] {
  if (texts.length === 0) return [];
  return ['', paint('bold', title), ...texts.map((text) => `  ${paint(colour, mark)} ${plain(text)}`)];
}

const facilities = (numbers: readonly number[]): string =>
  `${numbers.length === 1 ? 'facility' : 'facilities'} ${numbers.join(', ')}`;
