/** The lines `Source: …` and `Reason: …` of a rule's description. A field goes on until an empty line. */
export interface RuleDescription {
  readonly source?: string;
  readonly reason?: string;
}

export function readDescription(description: string): RuleDescription {
  const fields = new Map<string, string>();
  let field: string | undefined;
  for (const line of description.split('\n').map((text) => text.trim())) {
    const start = /^(Source|Reason):\s*(.*)$/.exec(line);
    if (start) {
      field = start[1]!;
      fields.set(field, start[2]!);
    } else if (line === '') field = undefined;
    else if (field !== undefined) fields.set(field, `${fields.get(field)} ${line}`.trim());
  }
  const source = fields.get('Source');
  const reason = fields.get('Reason');
  return { ...(source ? { source } : {}), ...(reason ? { reason } : {}) };
}
