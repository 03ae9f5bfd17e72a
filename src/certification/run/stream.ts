import type { Manifest } from '../../contract/documents/manifest';
import type { ExampleResult, Honesty } from '../../contract/documents/report';

/** What became of one example, as the process that ran it saw it. */
export type Ended = Pick<ExampleResult, 'verdict' | 'reason' | 'cpuMs' | 'notes' | 'evidence'>;

/**
 * The records of a run, one JSON value a line, tied to each other by `stream-chain.ts`, appended in this order: `run` names
 * the run and the digest of its record; per child `child`,
 * in the first one `asking` and `honesty` around the questions about the machine's claims, then `started` and `ended` per example, then `finished`; whatever else ends a child is told by
 * the supervisor (`lost`). The supervisor closes with `footer`: a stream without it is incomplete. `resumed` takes a
 * footer back.
 */
export type StreamRecord =
  | { readonly record: 'run'; readonly run: string; readonly plan: string }
  | { readonly record: 'resumed'; readonly at: string }
  | { readonly record: 'asking' }
  | { readonly record: 'honesty'; readonly honesty: Honesty }
  | { readonly record: 'child'; readonly pid: number; readonly at: string; readonly manifest: Manifest }
  | { readonly record: 'contradiction'; readonly what: string }
  | { readonly record: 'started'; readonly example: string }
  | ({ readonly record: 'ended'; readonly example: string } & Ended)
  | { readonly record: 'finished' }
  | { readonly record: 'lost'; readonly why: string }
  | {
      readonly record: 'footer';
      readonly at: string;
      readonly complete: boolean;
      readonly why?: string;
      readonly trouble?: string;
    };
