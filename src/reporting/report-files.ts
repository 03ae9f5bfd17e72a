import { forms } from './forms/forms';

/** The names in a report folder. */
export const reportFile = 'compliance.json';
export const planFile = 'plan.json';
export const streamFile = 'stream.ndjson';
export const statementFile = 'statement.intoto.json';
export const envelopeFile = 'statement.intoto.dsse.json';

/** What a run writes at its end: of an earlier run, it must not be taken for this one's. */
export const writtenAtTheEnd: readonly string[] = [
  reportFile,
  ...forms.map((form) => form.file),
  statementFile,
  envelopeFile,
];
