import type { Evidence } from '../../contract/documents/report';
import type { ChildEnd } from './child-process';
import { lastRequest } from './last-request';
import type { RunOrder } from './messages';
import type { Ended } from './stream';

/** A child that ended before it was done, and what is known of it. */
export interface Loss {
  /** It is another machine than the one that was begun with: nothing more can be run. */
  readonly anotherMachine?: true;
  readonly why: string;
  readonly end?: ChildEnd;
  /** Killed by us, so that its signal says nothing. */
  readonly killed: boolean;
  readonly used: Readonly<Record<string, string>>;
  readonly output: string;
}

/** The end of the example during which a child was lost. */
export function crashedExample(
  example: string,
  order: Pick<RunOrder, 'crashVerdict' | 'lastRequest'>,
  loss: Loss,
): Ended {
  return { verdict: order.crashVerdict, reason: loss.why, evidence: evidenceOf(example, order.lastRequest, loss) };
}

function evidenceOf(example: string, noted: string, { why, end, killed, used, output }: Loss): Evidence {
  return {
    message: why,
    differences: [],
    transcript: lastRequest(noted, example),
    machine: {
      end: why,
      ...(end?.signal ? { signal: killed ? `${end.signal}, by the supervisor` : end.signal } : {}),
      ...(typeof end?.code === 'number' ? { status: String(end.code) } : {}),
      ...used,
      ...(output === '' ? {} : { output }),
    },
  };
}
