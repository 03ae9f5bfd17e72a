import type { Report } from '../../contract/documents/report';
import { Markup, markup } from '../markup';
import { pageScript } from './bundle';
import { embeddedJson } from './embedded-json';
import { overview } from './overview';
import { pageData } from './page-data';
import { pageHead } from './page-head';

/** The report as one page: no network, everything in it, opens from disk. */
export function page(report: Report): string {
  const { index, evidence } = pageData(report);
  const script = pageScript();
  const { machine, outcome, suite } = report;
  const name = `${machine.manifest.title} ${machine.manifest.version}`;
  const standing = outcome.conformant ? 'good' : outcome.asRecorded ? 'known' : 'bad';
  return markup`${pageHead({ title: `${machine.manifest.title}: ${outcome.sentence}`, script })}
<body>
<a class="skip" href="#rules">Skip to the rules</a>
<header>
<p class="kit">${suite.name} ${suite.version} · compliance report</p>
<h1>${name}</h1>
<p class="outcome ${standing}">${outcome.sentence}</p>
</header>
<main>
${overview(report)}
<section aria-labelledby="rules">
<h2 id="rules" tabindex="-1">Rules</h2>
<form id="controls" role="search" aria-label="Rules and examples"></form>
<p id="shown" role="status"></p>
<noscript><p>This list needs JavaScript; <code>summary.md</code> beside this file does not.</p></noscript>
<div id="list"></div>
</section>
</main>
<footer><p>All evidence, with raw bytes: <code>compliance.json</code>. Whether these files belong together: <code>s390-tck verify</code>.</p></footer>
<script type="application/json" id="index">${new Markup(embeddedJson(index))}</script>
<script type="text/plain" id="evidence">${new Markup(evidence)}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}
