import type { Report } from '../../contract/documents/report';
import { markup } from '../markup';
import { plain } from '../terminal/plain';

type Standing = readonly [words: string, colour: string];

function standing({ complete, outcome }: Report): Standing {
  if (!complete) return ['incomplete', '#6b6b6b'];
  if (outcome.conformant) return ['conformant', '#1a7f37'];
  if (outcome.exitCode === 3) return ['suite error', '#7a3e9d'];
  if (outcome.exitCode === 4) return ['nothing run', '#6b6b6b'];
  if (outcome.asRecorded) return ['not certified', '#8a5a00'];
  return ['not conformant', '#b3261e'];
}

/** Of Verdana at 11 pixels, near enough for a badge. */
const widthOf = (text: string): number => Math.round([...text].length * 6.6) + 12;

/** A badge for a README: what was certified and what came of it. A part of the specification says so. */
export function badge(report: Report): string {
  const [words, colour] = standing(report);
  const part = report.plan.selection.length > 0 ? ' (part)' : '';
  const name = plain(report.machine.manifest.name).slice(0, 40);
  const label = `s390-tck ${name}`;
  const right = words + part;
  const [a, b] = [widthOf(label), widthOf(right)];
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${a + b}" height="20" role="img" aria-label="${label}: ${right}">
<title>${label}: ${right}</title>
<clipPath id="r"><rect width="${a + b}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${a}" height="20" fill="#444"/><rect x="${a}" width="${b}" height="20" fill="${colour}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="${a / 2}" y="14" textLength="${a - 12}">${label}</text>
<text x="${a + b / 2}" y="14" textLength="${b - 12}">${right}</text>
</g>
</svg>
`.text;
}
