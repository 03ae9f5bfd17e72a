import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildStart } from './child-process';
import { describeEnd, RunChild } from './child-process';
import type { OrderedExample, RunOrder } from './messages';
import { cpuSecondsOfTree } from './process-tree';
import { Results } from './results';
import type { Ended, StreamRecord } from './stream';
import { StreamReader } from './stream-reader';
import { StreamWriter } from './stream-writer';
import { defaultPatience, type Patience, Watchdog } from './watchdog';

export interface Supervision {
  readonly order: Omit<RunOrder, 'examples' | 'uris'>;
  readonly examples: readonly OrderedExample[];
  readonly start: ChildStart;
  /** The child that has told its manifest already. */
  readonly first: RunChild;
  readonly patience?: Patience;
  readonly restarts?: number;
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
  let restarts = supervision.restarts ?? 5;
  let why: string | undefined;
  let trouble: string | undefined;
  let next: RunChild | undefined = supervision.first;
  while (why === undefined && results.remaining().length > 0) {
    const child: RunChild = next ?? new RunChild(supervision.start);
    next = undefined;
    const before = results.ended.size;
    const lost = await runChild(child, supervision, results, catchUp);
    if (interrupt.aborted) why = 'interrupted';
    if (lost === undefined) continue;
    writer.endLine();
    writer.append({ record: 'lost', why: lost });
    if (results.running !== undefined)
      writer.append({ record: 'ended', example: results.running, ...crashed(order.crashVerdict, lost, child) });
    catchUp();
    trouble = child.refusal?.by === 'suite' ? child.refusal.message : undefined;
    if (trouble !== undefined) why = 'the suite could not go on';
    else if (results.ended.size === before) why = `nothing could be run: ${lost}`;
    else if (restarts-- === 0) why = `too many crashes, the last: ${lost}`;
  }
  writer.append({
    record: 'footer',
    at: new Date().toISOString(),
    complete: why === undefined,
    ...(why === undefined ? {} : { why }),
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
  { order, examples, interrupt, patience }: Supervision,
  results: Results,
  catchUp: () => number,
): Promise<string | undefined> {
  const watchdog = new Watchdog(patience ?? defaultPatience);
  let ended: string | undefined;
  let killed: string | undefined;
  void child.end.then((end) => {
    ended = describeEnd(end);
  });
  try {
    await Promise.race([child.ready, aborted(interrupt)]);
  } catch (error) {
    return (error as Error).message;
  }
  const remaining = new Set(results.remaining());
  const todo = examples.filter((example) => remaining.has(example.id));
  child.begin({ ...order, examples: todo, uris: [...new Set(todo.map((example) => example.uri))] });
  while (ended === undefined && !results.finished && !interrupt.aborted) {
    await Promise.race([child.end, sleep(pollMs, undefined, { signal: interrupt }).catch(() => {})]);
    const progress = catchUp();
    if (killed !== undefined) continue;
    killed = watchdog.check(progress, performance.now() / 1000, () => cpuSecondsOfTree(child.pid));
    if (killed !== undefined) child.kill();
  }
  await child.stop();
  catchUp();
  if (results.finished || interrupt.aborted) return undefined;
  return killed ?? child.refusal?.message ?? ended ?? 'the process is gone';
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function crashed(verdict: RunOrder['crashVerdict'], why: string, child: RunChild): Ended {
  return {
    verdict,
    reason: why,
    evidence: {
      message: why,
      differences: [],
      transcript: [],
      machine: { end: why, ...(child.output === '' ? {} : { output: child.output }) },
    },
  };
}
