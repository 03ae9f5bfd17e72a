import type { Manifest } from '../../contract/documents/manifest';
import type { ExampleResult } from '../../contract/documents/report';

/** What became of one example, as the process that ran it saw it. */
export type Ended = Pick<ExampleResult, 'verdict' | 'reason' | 'cpuMs' | 'notes' | 'evidence'>;

/**
 * The records of a run, one JSON value a line, appended in this order:
 * per child `child`, then `started` and `ended` per example, then `finished`; whatever else ends a child is told by
 * the supervisor (`lost`). The supervisor closes with `footer`: a stream without it is incomplete.
 */
export type StreamRecord =
  | { readonly record: 'child'; readonly pid: number; readonly at: string; readonly manifest: Manifest }
  | { readonly record: 'started'; readonly example: string }
  | ({ readonly record: 'ended'; readonly example: string } & Ended)
  | { readonly record: 'finished' }
  | { readonly record: 'lost'; readonly why: string }
  | { readonly record: 'footer'; readonly at: string; readonly complete: boolean; readonly why?: string };
