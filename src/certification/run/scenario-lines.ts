import type { Pickle, PickleStep } from '@cucumber/messages';

const keywords: Readonly<Record<string, string>> = { Context: 'Given', Action: 'When', Outcome: 'Then' };

/** The scenario as it ran: a line a step with the keyword it stands for, its table or text indented below. */
export function scenarioLines({ steps }: Pick<Pickle, 'steps'>): string[] {
  return steps.flatMap((step, index) => {
    const keyword = step.type === steps[index - 1]?.type ? 'And' : (keywords[step.type ?? ''] ?? '*');
    return [`${keyword} ${step.text}`, ...belonging(step).map((line) => `  ${line}`)];
  });
}

function belonging({ argument }: PickleStep): string[] {
  if (argument?.docString !== undefined) return argument.docString.content.split('\n');
  const rows = argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
}
