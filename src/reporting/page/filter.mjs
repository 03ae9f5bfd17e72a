const ruleTexts = new WeakMap();

function textOfRule(rule) {
  let text = ruleTexts.get(rule);
  if (text === undefined) {
    text = [rule.id, rule.sentence, rule.feature, rule.system, rule.source, rule.reason ?? ''].join('\n').toLowerCase();
    ruleTexts.set(rule, text);
  }
  return text;
}

const textOfExample = (example) => `${example.id}\n${example.reason}\n${example.deviation}`.toLowerCase();

/** Every word must be somewhere in the rule or in the example. */
export function filtered(rules, { verdicts: wanted, provenances, text }) {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rules.flatMap((rule) => {
    if (provenances.length > 0 && !provenances.includes(rule.provenance)) return [];
    const left = words.filter((word) => !textOfRule(rule).includes(word));
    const examples = rule.examples.filter(
      (example) =>
        (wanted.length === 0 || wanted.includes(example.verdict.verdict)) &&
        (left.length === 0 || left.every((word) => textOfExample(example).includes(word))),
    );
    const untested = rule.examples.length === 0 && left.length === 0;
    const fits = examples.length > 0 || (untested && (wanted.length === 0 || wanted.includes(rule.verdict.verdict)));
    return fits ? [{ rule, examples }] : [];
  });
}
