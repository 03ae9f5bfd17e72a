import type { Judgement } from '../verdict';
import type { RequestNotes } from './last-request';
import type { OrderedExample, RunOrder } from './messages';
import type { ExampleSink } from './sink';
import type { Ended } from './stream';
import type { StreamWriter } from './stream-writer';

interface Recorded extends Pick<RunOrder, 'crashVerdict'> {
  readonly examples: readonly Pick<OrderedExample, 'id' | 'recorded'>[];
}

/** Writes down what becomes of the examples, as their hooks tell it. */
export class ExampleRecorder implements ExampleSink {
  readonly #recorded: ReadonlySet<string>;
  #ended = 0;
  /** An example costs what this process used since the one before it ended; asking for it has its price too. */
  #lastEnd: NodeJS.CpuUsage | undefined;

  constructor(
    private readonly order: Recorded,
    private readonly stream: Pick<StreamWriter, 'append'>,
    private readonly notes?: Pick<RequestNotes, 'example'>,
  ) {
    this.#recorded = new Set(order.examples.flatMap(({ id, recorded }) => (recorded ? id : [])));
  }

  get crashVerdict(): RunOrder['crashVerdict'] {
    return this.order.crashVerdict;
  }

  isRecorded(example: string): boolean {
    return this.#recorded.has(example);
  }

  started(example: string): void {
    this.stream.append({ record: 'started', example });
    this.notes?.example(example);
    this.#lastEnd ??= process.cpuUsage();
  }

  ended(example: string, judgement: Judgement, details: Pick<Ended, 'notes' | 'evidence'>): void {
    const now = process.cpuUsage();
    const { user, system } = this.#lastEnd ?? now;
    const cpuMs = Math.round((now.user + now.system - user - system) / 10) / 100;
    this.#lastEnd = now;
    try {
      this.stream.append({ record: 'ended', example, ...judgement, cpuMs, ...details });
    } catch (error) {
      this.stream.append({
        record: 'ended',
        example,
        verdict: 'suite-error',
        reason: `its end cannot be recorded: ${error}`,
      });
    }
    this.#ended++;
  }

  everyExampleEnded(): boolean {
    return this.#ended === this.order.examples.length;
  }
}
