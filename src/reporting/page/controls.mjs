import { rules, untested, verdicts } from './data.mjs';
import { element } from './elements.mjs';

/** Search and filters. `changed` gets what they say whenever it changes. */
export function drawControls(form, changed) {
  const counts = countsOf();
  const search = element('input', {
    type: 'search',
    id: 'search',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-keyshortcuts': '/',
  });
  const verdictButtons = [...verdicts, untested]
    .filter(({ verdict }) => counts.verdicts.get(verdict) > 0)
    .map((each) =>
      toggle(
        each.verdict,
        [
          element('span', { 'aria-hidden': 'true' }, `${each.mark} `),
          `${each.words} ${counts.verdicts.get(each.verdict)}`,
        ],
        `v-${each.verdict}`,
      ),
    );
  const provenanceButtons = [...counts.provenances].map(([name, count]) => toggle(name, [`${name} ${count}`], ''));
  const clear = element('button', { type: 'button', class: 'clear' }, 'Clear');
  form.append(
    element('div', { class: 'field' }, element('label', { for: 'search' }, 'Search'), search, clear),
    group('Verdict of examples', verdictButtons),
    group('Provenance of rules', provenanceButtons),
  );
  const pressed = (buttons) => buttons.filter(isPressed).map((button) => button.value);
  const tell = () =>
    changed({ verdicts: pressed(verdictButtons), provenances: pressed(provenanceButtons), text: search.value.trim() });
  const set = (state) => {
    search.value = state.text;
    for (const button of verdictButtons) press(button, state.verdicts.includes(button.value));
    for (const button of provenanceButtons) press(button, state.provenances.includes(button.value));
  };
  for (const button of [...verdictButtons, ...provenanceButtons])
    button.addEventListener('click', () => {
      press(button, !isPressed(button));
      tell();
    });
  search.addEventListener('input', tell);
  clear.addEventListener('click', () => {
    set({ verdicts: [], provenances: [], text: '' });
    tell();
    search.focus();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target === search) return;
    event.preventDefault();
    search.focus();
  });
  return set;
}

const toggle = (value, label, kind) =>
  element('button', { type: 'button', class: `toggle ${kind}`, value, 'aria-pressed': 'false' }, ...label);
const isPressed = (button) => button.getAttribute('aria-pressed') === 'true';
const press = (button, wanted) => button.setAttribute('aria-pressed', String(wanted));
const group = (label, buttons) => element('fieldset', {}, element('legend', {}, label), ...buttons);

function countsOf() {
  const counts = { verdicts: new Map(), provenances: new Map() };
  const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const rule of rules) {
    add(counts.provenances, rule.provenance);
    for (const example of rule.examples) add(counts.verdicts, example.verdict.verdict);
    if (rule.examples.length === 0) add(counts.verdicts, rule.verdict.verdict);
  }
  return counts;
}
