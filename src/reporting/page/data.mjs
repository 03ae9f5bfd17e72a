const index = JSON.parse(document.getElementById('index').textContent);

export const { verdicts, replay, deviations } = index;

/** A rule without examples. */
export const untested = { verdict: 'untested', mark: '–', words: 'untested' };

const textAt = (number) => (number === undefined || number < 0 ? '' : index.texts[number]);

export const rules = index.rules.map((rule) => {
  const examples = rule.examples.map(([id, verdict, line, reason, deviation, evidence = -1]) => ({
    id: id.startsWith('/') ? rule.id + id : id,
    name: id.startsWith('/') ? id.slice(1) : id,
    verdict: verdicts[verdict],
    line,
    reason: textAt(reason),
    deviation: textAt(deviation),
    evidence,
  }));
  return { ...rule, verdict: examples.length === 0 ? untested : verdicts[rule.verdict], examples };
});

let unpacked;

/** The evidence of an example, unpacked when the first is asked for. */
export async function evidenceOf(example) {
  if (example.evidence < 0) return undefined;
  unpacked ??= unpack(document.getElementById('evidence').textContent);
  const { items, exchanges } = await unpacked;
  const item = items[example.evidence];
  return { ...item, transcript: (item.transcript ?? []).map((number) => exchanges[number]) };
}

async function unpack(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}
