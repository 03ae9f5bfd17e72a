import { deviations, evidenceOf, replay } from './data.mjs';
import { element } from './elements.mjs';

const quotedForShell = (text) => (/^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** All that is known of one example; the evidence follows when it is unpacked. */
export function exampleDetails(rule, example) {
  const later = element('div', { class: 'evidence' });
  if (example.evidence >= 0) {
    later.append(element('p', { class: 'quiet' }, 'Unpacking …'));
    evidenceOf(example).then(
      (evidence) => later.replaceChildren(...evidenceParts(evidence, example)),
      (error) =>
        later.replaceChildren(
          element('p', {}, `The evidence cannot be unpacked here (${error}); compliance.json holds it.`),
        ),
    );
  }
  return [
    element('p', { class: 'quiet' }, `${rule.uri}:${example.line}`),
    ...(example.reason === '' ? [] : [element('p', { class: 'reason' }, example.reason)]),
    ...deviationPart(example.deviation),
    later,
    block(
      'Replay',
      element('pre', { class: 'command', tabindex: '0' }, `${replay} --only ${quotedForShell(example.id)}`),
    ),
  ];
}

const block = (label, ...children) =>
  element(
    'div',
    { class: 'block', role: 'group', 'aria-label': label },
    element('p', { class: 'label', 'aria-hidden': 'true' }, label),
    ...children,
  );

function deviationPart(id) {
  if (id === '') return [];
  const known = deviations[id];
  const told = known === undefined ? [] : [`: ${known.title}. ${known.reason}`];
  return [block('Known deviation', element('p', {}, element('code', {}, id), ...told))];
}

function evidenceParts(evidence, example) {
  const { message, differences = [], sweep, transcript, machine, scope = [], stack, notes = [] } = evidence;
  return [
    ...scenarioPart(evidence),
    ...(message && message !== example.reason ? [element('p', { class: 'reason' }, message)] : []),
    ...(sweep === undefined
      ? differences.length === 0
        ? []
        : [block('Expected and seen', differenceTable(differences))]
      : [sweepPart(sweep)]),
    ...(notes.length === 0 ? [] : [block('Notes', listOf(notes))]),
    ...(scope.length === 0 ? [] : [block('What was compared', listOf(scope))]),
    ...(transcript.length === 0 ? [] : [transcriptPart(transcript)]),
    ...Object.entries(machine ?? {}).map(([name, text]) =>
      block(`Machine: ${name}`, element('pre', { tabindex: '0' }, text)),
    ),
    ...(stack === undefined ? [] : [block('Stack', element('pre', { tabindex: '0' }, stack))]),
  ];
}

const listOf = (texts) =>
  element(
    'ul',
    {},
    texts.map((text) => element('li', {}, text)),
  );

/** Indented lines belong to the step above them. */
function scenarioPart({ scenario = [], step }) {
  if (scenario.length === 0) return step === undefined ? [] : [block('Step that failed', element('p', {}, step.text))];
  const steps = [];
  for (const line of scenario) {
    if (!line.startsWith('  ') || steps.length === 0) steps.push([line]);
    else steps[steps.length - 1].push(line);
  }
  const items = steps.map(([first, ...more], number) => {
    const kind = step === undefined || number < step.index ? '' : number === step.index ? 'failing' : 'unreached';
    return element(
      'li',
      { class: kind },
      first,
      kind === 'failing' && element('strong', { class: 'here v-fail' }, ' ✗ failed here'),
      kind === 'unreached' && element('span', { class: 'sr' }, ' (not reached)'),
      ...(more.length === 0 ? [] : [element('pre', { tabindex: '0' }, more.join('\n'))]),
    );
  });
  return [block('Scenario as it ran', element('ol', { class: 'scenario' }, items))];
}

function differenceTable(differences) {
  return scrolled(
    'Expected and seen',
    element(
      'table',
      { class: 'differences' },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ['Where', 'Expected', 'Seen'].map((name) => element('th', { scope: 'col' }, name)),
        ),
      ),
      element(
        'tbody',
        {},
        differences.map(({ where, expected, seen }) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, where),
            element('td', { class: 'expected' }, ...marked(expected, seen)),
            element('td', { class: 'seen' }, ...marked(seen, expected)),
          ),
        ),
      ),
    ),
  );
}

const scrolled = (label, ...children) =>
  element('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': label }, ...children);

/** Characters that differ, where both are equally long numbers or bytes. */
function marked(text, other) {
  if (text.length !== other.length || text.length < 4 || !/^(0x|X')/.test(text)) return [text];
  const parts = [];
  for (let start = 0; start < text.length; ) {
    const differs = text[start] !== other[start];
    let end = start + 1;
    while (end < text.length && (text[end] !== other[end]) === differs) end++;
    const part = text.slice(start, end);
    parts.push(differs ? element('mark', {}, part) : part);
    start = end;
  }
  return parts;
}

function sweepPart({ declared, checked, failedCount, failed }) {
  const rest = failedCount - failed.length;
  return block(
    'Sweep',
    element('p', {}, `${failedCount} of ${checked} checked rows differ (${declared} declared).`),
    ...failed.map(({ row, differences }) =>
      element('div', { class: 'row' }, element('p', {}, row), differenceTable(differences)),
    ),
    rest > 0 && element('p', { class: 'quiet' }, `${rest} more rows differ.`),
  );
}

function transcriptPart(transcript) {
  const items = transcript.map(({ text, request, answer }) => {
    const raw = element('pre', { hidden: true, tabindex: '0' });
    const button = element(
      'button',
      { type: 'button', class: 'raw', 'aria-expanded': 'false', 'aria-label': `raw: ${text.slice(0, 60)}` },
      'raw',
    );
    button.addEventListener('click', () => {
      if (raw.textContent === '')
        raw.textContent = `request ${JSON.stringify(request)}\nanswer  ${JSON.stringify(answer)}`;
      raw.hidden = !raw.hidden;
      button.setAttribute('aria-expanded', String(!raw.hidden));
    });
    const looked = request.verb === 'read' || request.verb === 'write';
    return element('li', { class: looked ? 'looked' : 'done' }, element('code', {}, text), button, raw);
  });
  return block('What crossed between suite and machine', element('ol', { class: 'transcript' }, items));
}
