import type { Honesty } from '../../contract/documents/report';
import type { Ended, StreamRecord } from './stream';

/** What the records of a run say of the planned examples: at most one end each, the first one counts. */
export class Results {
  readonly ended = new Map<string, Ended>();
  /** Started and not ended. */
  running: string | undefined;
  /** The last child said that it did all it was asked to do. */
  finished = false;
  honesty: Honesty | undefined;
  /** Claims that were not kept while the examples ran. */
  readonly contradictions = new Set<string>();
  /** The machine was asked about its claims and has not answered yet. */
  asking = false;
  footer: Extract<StreamRecord, { record: 'footer' }> | undefined;
  readonly #planned: ReadonlySet<string>;

  constructor(planned: readonly string[]) {
    this.#planned = new Set(planned);
  }

  apply(record: StreamRecord): void {
    switch (record.record) {
      case 'child':
        this.finished = false;
        this.running = undefined;
        this.asking = false;
        break;
      case 'started':
        if (this.#planned.has(record.example)) this.running = record.example;
        break;
      case 'ended': {
        const { record: _, example, ...ended } = record;
        if (this.#planned.has(example) && !this.ended.has(example)) this.ended.set(example, ended);
        if (this.running === example) this.running = undefined;
        break;
      }
      case 'finished':
        this.finished = true;
        break;
      case 'asking':
        this.asking = true;
        break;
      case 'honesty':
        this.asking = false;
        this.honesty ??= record.honesty;
        break;
      case 'contradiction':
        this.contradictions.add(record.what);
        break;
      case 'resumed':
        this.finished = false;
        this.running = undefined;
        this.footer = undefined;
        break;
      case 'footer':
        this.footer = record;
        break;
    }
  }

  /** In the order of the plan. */
  remaining(): string[] {
    return [...this.#planned].filter((id) => !this.ended.has(id));
  }
}
