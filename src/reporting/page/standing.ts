import type { ProfileResult, Report } from '../../contract/documents/report';
import { type Markup, markup } from '../markup';

/** Which profiles the machine is certified for, and why not for the others. */
export function profiles({ profiles: list = [] }: Report): Markup | undefined {
  if (list.length === 0) return undefined;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Profiles"><table>
<caption>Profiles</caption>
<thead><tr><th scope="col">Profile</th><th scope="col">Provenance</th><th scope="col">Result</th><th scope="col">Why</th></tr></thead>
<tbody>${list.map(profileRow)}</tbody></table></div>`;
}

function profileRow({
  name,
  title,
  provenance,
  requested,
  candidate,
  certified,
  why,
  demands,
  untested,
}: ProfileResult): Markup {
  const [words, kind] = certified
    ? ['✓ certified', 'v-pass']
    : candidate
      ? ['✗ not certified', 'v-fail']
      : ['· not a candidate', 'v-not-claimed'];
  const rules = Object.keys(demands.rules).length;
  const reasons = certified
    ? markup`all ${rules} rules hold${untested.length > 0 && `; ${untested.length} cannot be tested yet`}`
    : markup`<ul class="why">${why.map((each) => markup`<li>${each}</li>`)}</ul>`;
  return markup`<tr><th scope="row"><code>${name}</code>${requested && ' (asked for)'}<br><span class="quiet">${title}</span></th><td>${provenance}</td><td><strong class="${kind}">${words}</strong></td><td>${reasons}</td></tr>`;
}

/** Claims that a guest in the machine could not confirm. */
export function honesty({ honesty: asked }: Report): Markup | undefined {
  if (asked === undefined) return undefined;
  const { contradictions, unclaimed, notes } = asked;
  const told = [
    ...(unclaimed.length > 0 ? [`Seen by a guest and not claimed: facilities ${unclaimed.join(', ')}.`] : []),
    ...notes,
  ];
  const list = (texts: readonly string[]): Markup => markup`<ul>${texts.map((text) => markup`<li>${text}</li>`)}</ul>`;
  return markup`${
    contradictions.length > 0 && markup`<h3 class="v-fail">Claims that are not kept</h3>${list(contradictions)}`
  }${told.length > 0 && markup`<details><summary>Claims: what was asked</summary>${list([...asked.asked, ...told])}</details>`}`;
}
