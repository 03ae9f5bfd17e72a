import { type Markup, markup } from '../markup';
import { pageHead } from '../page/page-head';
import { marks } from '../terminal/marks';
import type { Cell, Comparison, Row } from './comparison';

const headings: Readonly<Record<Row['standing'], string>> = {
  differs: 'Rules that differ',
  'not in all': 'Not planned for all: not compared',
  'other text': 'Another text in another version of the suite: not compared',
  same: 'The same',
};

/** Machines × rules on one self-contained page, differences first. */
export function comparisonPage(comparison: Comparison): string {
  const { machines, rows, notes } = comparison;
  const names = machines.map(({ name }) => name).join(', ');
  const sections = (Object.keys(headings) as Row['standing'][]).map((standing) =>
    section(
      standing,
      rows.filter((row) => row.standing === standing),
      comparison,
    ),
  );
  return markup`${pageHead({ title: `s390-tck: ${names}` })}
<body>
<header><p class="kit">s390-tck · comparison</p><h1>${names}</h1></header>
<main>
<ul>${machines.map(({ name, title, version, sentence }) => markup`<li><strong>${name}</strong>: ${title} ${version} — ${sentence}</li>`)}</ul>
${notes.length > 0 && markup`<ul class="v-known-deviation">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`}
${sections}
</main>
</body>
</html>
`.text;
}

function section(standing: Row['standing'], rows: readonly Row[], { machines }: Comparison): Markup | undefined {
  if (rows.length === 0) return undefined;
  const heading = `${headings[standing]} (${rows.length})`;
  return markup`<h2>${heading}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${heading}"><table class="matrix">
<thead><tr><th scope="col">Rule</th>${machines.map(({ name }) => markup`<th scope="col">${name}</th>`)}<th scope="col">Sentence</th></tr></thead>
<tbody>${rows.map(
    ({ id, cells, sentence }) =>
      markup`<tr id="${id}"><th scope="row" class="id">${id}</th>${cells.map(cellMarkup)}<td>${sentence}</td></tr>\n`,
  )}</tbody></table></div>`;
}

function cellMarkup(cell: Cell | null): Markup {
  if (cell === null) return markup`<td class="quiet">not planned</td>`;
  const { mark, words } = marks[cell.verdict];
  const [same, all] = cell.share;
  return markup`<td class="chip v-${cell.verdict}"><span aria-hidden="true">${mark}</span> ${words}${all > 1 && ` ${same}/${all}`}</td>`;
}
