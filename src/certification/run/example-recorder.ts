import type { Envelope, GherkinDocument } from '@cucumber/messages';
import type { Judgement } from '../verdict';
import type { RequestNotes } from './last-request';
import type { OrderedExample, RunOrder } from './messages';
import type { ExampleSink } from './sink';
import type { Ended } from './stream';
import type { StreamWriter } from './stream-writer';

/** Recognises Cucumber's pickles as the planned examples, by file and line, and writes down what becomes of them. */
export class ExampleRecorder implements ExampleSink {
  readonly #byPlace = new Map<string, OrderedExample>();
  readonly #byPickle = new Map<string, OrderedExample>();
  readonly #lines = new Map<string, number>();
  #ended = 0;
  #cpu = process.cpuUsage();

  constructor(
    private readonly order: Pick<RunOrder, 'examples' | 'crashVerdict'>,
    private readonly stream: Pick<StreamWriter, 'append'>,
    private readonly notes?: Pick<RequestNotes, 'example'>,
  ) {
    for (const example of order.examples) this.#byPlace.set(`${example.uri}:${example.line}`, example);
  }

  /** Cucumber tells each document before its pickles. */
  observe({ gherkinDocument, pickle }: Envelope): void {
    if (gherkinDocument !== undefined) this.#learnLines(gherkinDocument);
    if (pickle === undefined) return;
    const line = this.#lines.get(pickle.astNodeIds.at(-1)!);
    const example = this.#byPlace.get(`${pickle.uri}:${line}`);
    if (example !== undefined) this.#byPickle.set(pickle.id, example);
  }

  #learnLines({ feature }: GherkinDocument): void {
    const children = (feature?.children ?? []).flatMap((child) => [child, ...(child.rule?.children ?? [])]);
    for (const { scenario } of children) {
      if (scenario === undefined) continue;
      this.#lines.set(scenario.id, scenario.location.line);
      for (const row of scenario.examples.flatMap((table) => table.tableBody)) {
        this.#lines.set(row.id, row.location.line);
      }
    }
  }

  get crashVerdict(): RunOrder['crashVerdict'] {
    return this.order.crashVerdict;
  }

  isOrdered(pickleId: string): boolean {
    return this.#byPickle.has(pickleId);
  }

  isRecorded(pickleId: string): boolean {
    return this.#byPickle.get(pickleId)?.recorded ?? false;
  }

  started(pickleId: string): void {
    const example = this.#byPickle.get(pickleId)!.id;
    this.stream.append({ record: 'started', example });
    this.notes?.example(example);
    this.#cpu = process.cpuUsage();
  }

  ended(pickleId: string, judgement: Judgement, details: Pick<Ended, 'notes' | 'evidence'>): void {
    const { user, system } = process.cpuUsage(this.#cpu);
    const cpuMs = Math.round((user + system) / 10) / 100;
    const example = this.#byPickle.get(pickleId)!.id;
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
