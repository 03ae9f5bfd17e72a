import type { Judgement } from '../verdict';
import type { Ended } from './stream';

/** Where the hooks of a supervised run tell about the examples, by id; absent when Cucumber runs on its own. */
export interface ExampleSink {
  readonly crashVerdict: 'blocked' | 'suite-error';
  started(example: string): void;
  /** The rule of this example only documents what is seen. */
  isRecorded(example: string): boolean;
  ended(example: string, judgement: Judgement, details: Pick<Ended, 'notes' | 'evidence'>): void;
}

let current: ExampleSink | undefined;

export function openSink(sink: ExampleSink): void {
  current = sink;
}

export function openedSink(): ExampleSink | undefined {
  return current;
}
