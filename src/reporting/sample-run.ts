import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StreamRecord } from '../certification/run/stream';
import { StreamWriter } from '../certification/run/stream-writer';
import type { Report } from '../contract/documents/report';
import { planFile, streamFile } from './report-files';
import { rulesOf } from './scores';

/** The plan and the stream that a sample report follows from, as a run leaves them; the stream may begin with other records. */
export function writeSampleRun(report: Report, folder: string, before: readonly StreamRecord[] = []): void {
  const rules = rulesOf(report);
  const planned = rules.map(({ id, digest, examples }) => ({
    id,
    digest,
    examples: examples.map(({ id }) => ({ id })),
  }));
  writeFileSync(join(folder, planFile), JSON.stringify({ plan: { digest: report.plan.digest, rules: planned } }));
  const ended = rules.flatMap(({ examples }) =>
    examples.map(({ id, verdict, cpuMs, evidence }): StreamRecord => {
      const seen = verdict === 'known-deviation' ? 'fail' : verdict;
      return { record: 'ended', example: id, verdict: seen, cpuMs, ...(evidence === undefined ? {} : { evidence }) };
    }),
  );
  const writer = new StreamWriter(join(folder, streamFile));
  for (const record of [...before, ...ended]) writer.append(record);
  writer.append({ record: 'footer', at: 'now', complete: true });
  writer.close();
}
