import type { ProfileResult, Report } from '../../contract/documents/report';
import { type Markup, markup } from '../markup';
import { rulesOf } from '../scores';

const shownRules = 8;

/** Which profiles the machine is certified for, and why not for the others. */
export function profiles(report: Report): Markup | undefined {
  const { profiles: list = [] } = report;
  if (list.length === 0) return undefined;
  const ids = new Set(rulesOf(report).map((rule) => rule.id));
  return markup`<h3>Profiles</h3>
<ul class="profiles">${list.map((profile) => markup`<li>${profileItem(profile, ids)}</li>\n`)}</ul>`;
}

function profileItem(profile: ProfileResult, ids: ReadonlySet<string>): Markup {
  const { name, title, provenance, requested, candidate, certified, why, demands, untested } = profile;
  const [words, kind] = certified
    ? ['✓ certified', 'v-pass']
    : candidate
      ? ['✗ not certified', 'v-fail']
      : ['· not a candidate', 'v-not-claimed'];
  const all = `all ${Object.keys(demands.rules).length} rules hold${untested.length > 0 ? `; ${untested.length} cannot be tested yet` : ''}`;
  return markup`<p><strong class="${kind}">${words}</strong> <code>${name}</code> ${title} <span class="quiet">(${provenance}${requested && ', asked for'})</span></p>
${certified ? markup`<p>${all}</p>` : why.map((each) => reason(each, ids))}`;
}

/** `fail: KEY-01, KEY-02`: the rules are links; many of them are shown on demand. */
function reason(text: string, ids: ReadonlySet<string>): Markup {
  const [, what, list] = /^([^:]+): (.*)$/s.exec(text) ?? [];
  const parts = (list ?? '').split(', ');
  if (what === undefined || !parts.every((part) => ids.has(part))) return markup`<p>${text}</p>`;
  const links = parts.map((id, index) => markup`${index > 0 && ', '}<a href="#${encodeURIComponent(id)}">${id}</a>`);
  if (parts.length <= shownRules) return markup`<p>${what}: ${links}</p>`;
  return markup`<details><summary>${what}: ${parts.length} rules</summary><p>${links}</p></details>`;
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
