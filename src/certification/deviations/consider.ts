import type { ExampleResult } from '../../contract/documents/report';
import type { Ended } from '../run/stream';
import { fingerprintOf } from './fingerprint';
import type { Recorded } from './known-deviations';

/** An end, seen in the light of what is recorded for its example. */
export function consider(ended: Ended, recorded: Recorded | undefined): Omit<ExampleResult, 'id' | 'uri' | 'line'> {
  const failed = ended.verdict === 'fail' || ended.verdict === 'blocked';
  const fingerprint = failed && ended.evidence !== undefined ? fingerprintOf(ended.evidence) : undefined;
  const result = { ...ended, ...(fingerprint === undefined ? {} : { fingerprint }) };
  if (recorded === undefined) return result;
  const { id, title, verdict, intermittent } = recorded.deviation;
  if (ended.verdict === 'pass')
    return intermittent
      ? { ...result, deviation: id }
      : { ...result, verdict: 'unexpected-pass', deviation: id, reason: `recorded as failing: ${title}` };
  if (!failed) return result;
  return ended.verdict === verdict && fingerprint === recorded.fingerprint
    ? { ...result, verdict: 'known-deviation', deviation: id, reason: title }
    : { ...result, reason: `recorded differently (${id}, ${verdict}): ${recorded.fingerprint}` };
}
