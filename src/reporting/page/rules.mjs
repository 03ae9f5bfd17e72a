import { disclosure, element, verdictChip } from './elements.mjs';
import { exampleDetails } from './evidence.mjs';

/** Draws the rules that are left by the filter. @returns how to open a rule or an example by its id */
export function drawRules(list, shown, whenOpened) {
  const rules = new Map();
  const parts = [...groupedBy(shown, ({ rule }) => rule.system)].flatMap(([system, ofSystem]) => [
    element('h3', {}, system),
    ...[...groupedBy(ofSystem, ({ rule }) => rule.feature)].flatMap(([feature, ofFeature]) => [
      element('h4', {}, feature),
      ...ofFeature.map((each) => {
        const drawn = drawRule(each, whenOpened);
        rules.set(each.rule.id, drawn);
        return drawn.item;
      }),
    ]),
  ]);
  if (parts.length === 0) parts.push(element('p', { class: 'nothing' }, 'No rule fits. Clear the filter to see all.'));
  list.replaceChildren(...parts);
  return (place) => {
    const drawn = rules.get(place.split('/', 1)[0]) ?? rules.get(place);
    return drawn?.openAt(place);
  };
}

function groupedBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function drawRule({ rule, examples }, whenOpened) {
  let drawnExamples = new Map();
  const content = () => {
    const drawn = examples.map((example, number) => [
      example.id,
      drawExample(rule, example, number, examples.length, whenOpened),
    ]);
    drawnExamples = new Map(drawn);
    return [ruleFacts(rule, examples), ...drawn.map(([, { item }]) => item)];
  };
  const { item, button, open } = disclosure({
    // Not the place in the address: the browser would go there too, and take the focus away.
    id: `at-${rule.id}`,
    heading: 'h5',
    label: ruleLabel(rule),
    attributes: { class: `rule r-${rule.verdict.verdict}` },
    content,
  });
  button.addEventListener('click', () => whenOpened(rule.id));
  const openAt = (place) => {
    open();
    const example = drawnExamples.get(place);
    example?.open();
    return example?.button ?? button;
  };
  return { item, openAt };
}

function ruleLabel(rule) {
  const same = rule.examples.filter((example) => example.verdict === rule.verdict).length;
  const share = rule.examples.length > 1 ? ` ${same} of ${rule.examples.length}` : '';
  return [
    element('span', { class: 'id' }, rule.id),
    element('span', { class: 'sentence' }, rule.sentence),
    verdictChip(rule.verdict, share),
  ];
}

function ruleFacts(rule, examples) {
  const hidden = rule.examples.length - examples.length;
  const facts = [rule.level, rule.provenance, ...(rule.provisional ? ['provisional: not counted'] : [])].join(' · ');
  return element(
    'div',
    { class: 'facts-line' },
    element('p', {}, `${facts} · Source: ${rule.source}`),
    element(
      'p',
      { class: 'quiet' },
      `${rule.uri}:${rule.line} · `,
      element('a', { href: `#${encodeURIComponent(rule.id)}` }, `link to ${rule.id}`),
    ),
    rule.reason !== undefined && element('p', { class: 'reason' }, rule.reason),
    hidden > 0 && element('p', { class: 'quiet' }, `${hidden} of its examples are hidden by the filter.`),
  );
}

function drawExample(rule, example, number, count, whenOpened) {
  const { item, button, open } = disclosure({
    id: `at-${rule.id}--${number}`,
    heading: 'h6',
    label: [verdictChip(example.verdict), element('span', { class: 'name' }, example.name)],
    attributes: { class: 'example' },
    content: () => exampleDetails(rule, example),
    open: count === 1 && example.evidence >= 0,
  });
  button.addEventListener('click', () => whenOpened(example.id));
  return { item, button, open };
}
