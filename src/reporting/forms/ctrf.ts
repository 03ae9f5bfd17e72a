import type { Counts, Report, Verdict } from '../../contract/documents/report';
import { plain } from '../terminal/plain';
import { whyOf } from './told';

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

/** https://ctrf.io: our verdict stays in `rawStatus`. */
const statuses: Readonly<Record<Verdict, Status>> = {
  pass: 'passed',
  recorded: 'other',
  fail: 'failed',
  'unexpected-pass': 'failed',
  'known-deviation': 'failed',
  blocked: 'failed',
  'suite-error': 'failed',
  'not-claimed': 'skipped',
  'not-observable': 'skipped',
  'not-run': 'pending',
};

const sum = (counts: Counts, status: Status): number =>
  Object.entries(counts).reduce((total, [verdict, n]) => total + (statuses[verdict as Verdict] === status ? n : 0), 0);

/** Common Test Report Format, without evidence. */
export function ctrf(report: Report): string {
  const { counts, plan } = report;
  const tests = report.systems.flatMap((system) =>
    system.rules.flatMap((rule) =>
      rule.examples.map((example) => {
        const message = whyOf(example);
        return {
          name: plain(example.id),
          status: statuses[example.verdict],
          duration: example.cpuMs ?? 0,
          rawStatus: example.verdict,
          suite: [plain(system.name), plain(rule.id)],
          filePath: plain(example.uri),
          line: example.line,
          ...(message === '' ? {} : { message }),
        };
      }),
    ),
  );
  const of = (status: Status): number => sum(counts, status);
  const summary = {
    tests: plan.examples,
    passed: of('passed'),
    failed: of('failed'),
    pending: of('pending'),
    skipped: of('skipped'),
    other: of('other'),
    start: Date.parse(report.startedAt),
    stop: Date.parse(report.endedAt),
  };
  const tool = { name: report.suite.name, version: report.suite.version };
  return `${JSON.stringify({ reportFormat: 'CTRF', specVersion: '0.0.0', results: { tool, summary, tests } })}\n`;
}
