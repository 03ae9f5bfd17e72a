import type { ExampleResult, Report, RuleResult, SystemResult } from '../../contract/documents/report';
import { replayCommand } from '../replay';
import { marks, verdicts } from '../terminal/marks';
import { EvidencePacker, shown } from './packed-evidence';

export interface PageData {
  readonly index: object;
  readonly evidence: string;
}

/** Texts that many examples share, each once. */
class Texts {
  private readonly numbers = new Map<string, number>();

  number(text: string | undefined): number {
    if (text === undefined || text === '') return -1;
    const own = shown(text);
    const number = this.numbers.get(own) ?? this.numbers.size;
    this.numbers.set(own, number);
    return number;
  }

  list(): string[] {
    return [...this.numbers.keys()];
  }
}

/** What the page's script works on; read back by `data.mjs`. */
export function pageData(report: Report): PageData {
  const texts = new Texts();
  const packer = new EvidencePacker();
  const example = (rule: RuleResult, each: ExampleResult): (string | number)[] => {
    const prefix = `${rule.id}/`;
    const row = [
      shown(each.id.startsWith(prefix) ? each.id.slice(rule.id.length) : each.id),
      verdicts.indexOf(each.verdict),
      each.line,
      texts.number(each.reason ?? each.evidence?.message),
      texts.number(each.deviation),
      packer.add(each) ?? -1,
    ];
    while (row.length > 3 && row[row.length - 1] === -1) row.pop();
    return row;
  };
  const rule = (system: SystemResult, each: RuleResult): object => ({
    id: shown(each.id),
    system: shown(system.name),
    feature: shown(each.feature),
    sentence: shown(each.sentence),
    provenance: each.provenance,
    level: each.level,
    provisional: each.provisional,
    source: shown(each.source),
    uri: shown(each.uri),
    line: each.line,
    verdict: verdicts.indexOf(each.verdict),
    reason: each.reason === undefined ? undefined : shown(each.reason),
    examples: each.examples.map((one) => example(each, one)),
  });
  const rules = report.systems.flatMap((system) => system.rules.map((each) => rule(system, each)));
  return {
    index: {
      verdicts: verdicts.map((verdict) => ({ verdict, mark: marks[verdict].mark, words: marks[verdict].words })),
      replay: shown(replayCommand(report.command)),
      deviations: Object.fromEntries(report.deviations.map((each) => [shown(each.id), shownValues(each)])),
      rules,
      texts: texts.list(),
    },
    evidence: packer.packed(),
  };
}

const shownValues = (values: object): object =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(String(value))]));
