import type { Manifest } from '../../contract/documents/manifest';
import type { Counts, Report } from '../../contract/documents/report';
import { type Markup, markup } from '../markup';
import { type Score, scoresOf } from '../scores';
import { marks, verdicts } from '../terminal/marks';
import { honesty, profiles } from './standing';

/** What a reader wants to know first, readable without the script. */
export function overview(report: Report): Markup {
  return markup`<section aria-labelledby="overview">
<h2 id="overview">Overview</h2>
${countsLine(report)}
${profiles(report)}
${honesty(report)}
${scores(report)}
${deviations(report)}
${provenanceOfReport(report)}
</section>`;
}

function countsLine({ counts, plan, incompleteBecause }: Report): Markup {
  const present = verdicts.filter((verdict) => counts[verdict] > 0);
  const planned = plan.shard?.examples ?? plan.examples;
  const sum = present.reduce((total, verdict) => total + counts[verdict], 0);
  const terms = present.map(
    (verdict, index) =>
      markup`${index > 0 && ' + '}<span class="term v-${verdict}"><b>${counts[verdict]}</b> <span aria-hidden="true">${marks[verdict].mark}</span> ${marks[verdict].words}</span>`,
  );
  return markup`${bar(counts)}
<p class="sum"><b>${planned}</b> planned examples of <b>${plan.rules}</b> rules${
    plan.shard !== undefined && ` (a shard of ${plan.examples})`
  } = ${terms.length > 0 ? terms : 'none'}${
    sum !== planned && markup` <strong class="v-fail">(does not add up: ${sum})</strong>`
  }</p>
${incompleteBecause !== undefined && markup`<p><strong class="v-fail">Incomplete:</strong> ${incompleteBecause}</p>`}`;
}

/** Decoration: the numbers stand beside it. */
function bar(counts: Counts): Markup {
  const total = Math.max(
    1,
    verdicts.reduce((sum, verdict) => sum + counts[verdict], 0),
  );
  let x = 0;
  const parts = verdicts.map((verdict) => {
    const width = (counts[verdict] * 1000) / total;
    x += width;
    return (
      width > 0 &&
      markup`<rect class="f-${verdict}" x="${(x - width).toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`
    );
  });
  return markup`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}

function scores(report: Report): Markup {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Scores per provenance"><table>
<caption>Scores per provenance, never mixed</caption>
<thead><tr><th scope="col">Provenance</th><th scope="col" class="n">Rules passed</th><th scope="col" class="n">Untested</th><th scope="col">Examples</th></tr></thead>
<tbody>${scoresOf(report).map(scoreRow)}</tbody></table></div>`;
}

function scoreRow({ provenance, provisional, rules, passed, untested, counts }: Score): Markup {
  const parts = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => markup`<span class="term v-${verdict}">${counts[verdict]} ${marks[verdict].words}</span> `);
  return markup`<tr><th scope="row">${provenance}${provisional && ' (provisional: shown, not counted)'}</th><td class="n">${passed} of ${rules}</td><td class="n">${untested}</td><td>${parts}</td></tr>`;
}

function deviations({ deviations: list }: Report): Markup | undefined {
  if (list.length === 0) return undefined;
  return markup`<details><summary>${list.length} known ${list.length === 1 ? 'deviation' : 'deviations'}: failures recorded and explained beforehand</summary>
<dl class="deviations">${list.map(
    ({ id, title, reason, source }) =>
      markup`<dt><code>${id}</code> ${title}</dt><dd>${reason}<br><span class="quiet">Source: ${source}</span></dd>`,
  )}</dl></details>`;
}

type Row = readonly [name: string, value: Markup | string | number];

function provenanceOfReport(report: Report): Markup {
  const { suite, environment, command, plan, startedAt, endedAt } = report;
  const manifest = report.machine.manifest as Manifest;
  const code = (text: string): Markup => markup`<code>${text}</code>`;
  const machine: Row[] = [
    ['Name', manifest.name],
    ['Version', manifest.version],
    ['Faces', (manifest.faces ?? []).join(', ')],
    ['Facilities', code((manifest.facilities ?? []).join(' '))],
    ...entries(manifest.features),
    ...entries(manifest.environment),
    ...(manifest.artefacts ?? []).map(({ name, sha256 }): Row => [name, code(`sha256:${sha256}`)]),
    ['Manifest', code(report.machine.digest)],
  ];
  const run: Row[] = [
    ['Command', code(command)],
    ['Selected', plan.selection.length === 0 ? 'the whole specification' : code(plan.selection.join('  '))],
    ['Specification', markup`${suite.name} ${suite.version} ${code(suite.digest)}`],
    ['Plan', code(plan.digest)],
    ['Started', startedAt],
    ['Ended', endedAt],
    ['Computer', `${environment.os}, ${environment.arch}, ${environment.cpus} × ${environment.cpuModel}`],
    ['Node', environment.node],
  ];
  return markup`<details><summary>Machine: what it claims</summary>${rows(machine)}</details>
<details><summary>Run: how to reproduce it</summary>${rows(run)}</details>`;
}

const entries = (values: Readonly<Record<string, unknown>> | undefined): Row[] =>
  Object.entries(values ?? {}).map(([name, value]) => [name, markup`<code>${String(value)}</code>`]);

const rows = (list: readonly Row[]): Markup =>
  markup`<dl class="facts">${list.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
