import type { Report } from '../../contract/documents/report';
import { knownDeviations } from '../deviations/known-deviations';
import { examplesOf } from '../plan/plan';
import { buildReport } from '../report/build-report';
import { Results } from '../run/results';
import { readStream } from './run-folder';
import { readRunRecord } from './run-record';

/**
 * The report of what has been run so far, whatever ended the run.
 * @throws NoRun, InvalidReport
 */
export function reportOfFolder(folder: string): Report {
  const record = readRunRecord(folder);
  const results = new Results(examplesOf(record.plan).map((example) => example.id));
  for (const each of readStream(folder, record)) results.apply(each);
  const incompleteBecause = whyIncomplete({ footer: results.footer, left: results.remaining().length });
  return buildReport({
    record,
    results,
    deviations: knownDeviations(record.deviations),
    suiteFailed: results.footer?.trouble !== undefined,
    ...(incompleteBecause === undefined ? {} : { incompleteBecause }),
  });
}

function whyIncomplete({ footer, left }: { footer: Results['footer']; left: number }): string | undefined {
  if (footer === undefined) return 'the run was killed, or is still going on';
  if (!footer.complete) return footer.why ?? 'the run did not get to its end';
  return left === 0 ? undefined : `the stream lacks the end of ${left} examples`;
}
