import { setTimeout as sleep } from 'node:timers/promises';
import { manifestDifference } from '../../contract/manifest-difference';
import type { ChildEnd, ChildStart } from './child-process';
import { describeEnd, RunChild } from './child-process';
import { crashedExample, type Loss } from './crash';
import { defaultMaxMemoryMiB, MemoryLimit } from './memory-limit';
import type { OrderedExample, RunOrder } from './messages';
import { useOfTree } from './process-tree';
import { type Budget, Quarantine } from './quarantine';
import { Results } from './results';
import type { StreamRecord } from './stream';
import { StreamReader } from './stream-reader';
import { StreamWriter } from './stream-writer';
import { defaultPatience, type Patience, Watchdog } from './watchdog';

export interface Supervision {
  readonly order: Omit<RunOrder, 'examples' | 'canary'>;
  readonly examples: readonly OrderedExample[];
  /** The feature to ask for that no machine has. */
  readonly canary?: string;
  readonly start: ChildStart;
  /** The child that has told its manifest already. */
  readonly first: RunChild;
  readonly patience?: Patience;
  readonly maxMemoryMiB?: number;
  readonly budget?: Budget;
  /** This example is known to crash the machine. */
  readonly expectsCrash?: (example: string) => boolean;
  /** The stream has the beginning of the run. */
  readonly resumed?: boolean;
  /** Told each record as it is seen. */
  readonly onRecord?: (record: StreamRecord) => void;
  readonly interrupt: AbortSignal;
}

export interface Supervised {
  readonly results: Results;
  /** Why not every planned example was run. */
  readonly incompleteBecause?: string;
  readonly trouble?: string;
}

const pollMs = 50;

/** Sees the run through to its footer, whatever becomes of the processes that run the examples. */
export async function supervise(supervision: Supervision): Promise<Supervised> {
  const { order, examples, interrupt } = supervision;
  const results = new Results(examples.map((example) => example.id));
  const rules = new Map(examples.map(({ id, rule }) => [id, rule]));
  const quarantine = new Quarantine(supervision.budget);
  const writer = new StreamWriter(order.stream);
  const reader = new StreamReader(order.stream);
  let records = 0;
  const catchUp = (): number => {
    for (const record of reader.read()) {
      records++;
      results.apply(record);
      supervision.onRecord?.(record);
    }
    return records;
  };
  if (supervision.resumed) {
    writer.append({ record: 'resumed', at: new Date().toISOString() });
  }
  catchUp();
  let why: string | undefined;
  let trouble: string | undefined;
  let next: RunChild | undefined = supervision.first;
  while (why === undefined && results.remaining().length > 0) {
    const child: RunChild = next ?? new RunChild(supervision.start);
    next = undefined;
    const before = results.ended.size;
    const loss = await runChild(child, supervision, results, catchUp);
    if (interrupt.aborted) why = 'interrupted';
    if (loss === undefined) continue;
    writer.append({ record: 'lost', why: loss.why });
    const { running } = results;
    const over = running === undefined && !results.asking && results.remaining().length === 0;
    if (over && order.crashVerdict === 'blocked') writer.append({ record: 'contradiction', what: afterTheLast(loss) });
    if (results.asking) writer.append({ record: 'honesty', honesty: unanswered(loss.why) });
    if (running !== undefined)
      writer.append({ record: 'ended', example: running, ...crashedExample(running, order, loss) });
    if (running === undefined || !supervision.expectsCrash?.(running))
      quarantine.crashed(running === undefined ? undefined : rules.get(running));
    for (const id of results.remaining()) {
      const reason = id === running ? undefined : loss.anotherMachine ? loss.why : quarantine.ofRule(rules.get(id)!);
      if (reason !== undefined) writer.append({ record: 'ended', example: id, verdict: order.crashVerdict, reason });
    }
    const asked = results.asking;
    catchUp();
    if (child.refusal?.by === 'suite') trouble = child.refusal.message;
    else if (over && order.crashVerdict === 'suite-error') trouble = afterTheLast(loss);
    if (trouble !== undefined) why = 'the suite could not go on';
    else if (results.ended.size === before && !asked) why = `nothing could be run: ${loss.why}`;
    else if (quarantine.exhausted) why = `too many crashes, the machine is quarantined; the last: ${loss.why}`;
  }
  writer.append({
    record: 'footer',
    at: new Date().toISOString(),
    complete: why === undefined,
    ...(why === undefined ? {} : { why }),
    ...(trouble === undefined ? {} : { trouble }),
  });
  catchUp();
  writer.close();
  reader.close();
  return {
    results,
    ...(why === undefined ? {} : { incompleteBecause: why }),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

/** Runs what remains in one child. Answers how the child was lost, if it was. */
async function runChild(
  child: RunChild,
  { order, examples, canary, first, interrupt, patience, maxMemoryMiB }: Supervision,
  results: Results,
  catchUp: () => number,
): Promise<Loss | undefined> {
  const watchdog = new Watchdog(patience ?? defaultPatience);
  const memory = new MemoryLimit(child.pid, maxMemoryMiB ?? defaultMaxMemoryMiB);
  let end: ChildEnd | undefined;
  let killed: string | undefined;
  void child.end.then((ended) => {
    end = ended;
  });
  try {
    await Promise.race([child.ready, aborted(interrupt)]);
  } catch (error) {
    return { why: (error as Error).message, killed: false, used: {}, output: child.output };
  }
  const difference = interrupt.aborted ? undefined : manifestDifference(await first.ready, await child.ready);
  if (difference !== undefined) {
    await child.stop();
    const why = `started again, the machine tells another manifest: ${difference}`;
    return { anotherMachine: true, why, killed: false, used: {}, output: child.output };
  }
  const remaining = new Set(results.remaining());
  const todo = examples.filter((example) => remaining.has(example.id));
  child.begin({
    ...order,
    examples: todo,
    ...(canary === undefined || results.honesty !== undefined ? {} : { canary }),
  });
  while (end === undefined && !results.finished && !interrupt.aborted) {
    await Promise.race([child.end, sleep(pollMs, undefined, { signal: interrupt }).catch(() => {})]);
    const progress = catchUp();
    if (killed !== undefined) continue;
    killed =
      memory.check() ?? watchdog.check(progress, performance.now() / 1000, () => useOfTree(child.pid)?.cpuSeconds);
    if (killed !== undefined) child.kill();
  }
  await child.stop();
  catchUp();
  if (results.finished || interrupt.aborted) return undefined;
  return {
    why: killed ?? child.refusal?.message ?? (end === undefined ? 'the process is gone' : describeEnd(end)),
    ...(end === undefined ? {} : { end }),
    killed: killed !== undefined,
    used: memory.told(),
    output: child.output,
  };
}

const afterTheLast = ({ why }: Loss): string => `after the last example: ${why}`;

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** A machine that does not live through the questions has not answered them. */
function unanswered(why: string): Extract<StreamRecord, { record: 'honesty' }>['honesty'] {
  return {
    asked: [],
    contradictions: [`asked about what it claims it does not answer: ${why}`],
    unclaimed: [],
    notes: [],
  };
}
