import type { Pickle } from '@cucumber/messages';
import type { Manifest } from '../../contract/documents/manifest';

/** What the supervisor tells the child that runs the examples. */
export interface RunOrder {
  /** Folder above the features folder. */
  readonly base: string;
  readonly examples: readonly OrderedExample[];
  /** Globs of the step files. */
  readonly steps: readonly string[];
  readonly stream: string;
  /** Where each request is noted before the machine gets it. */
  readonly lastRequest: string;
  /** The invented feature to ask for, where the machine shall be asked about its claims. */
  readonly canary?: string;
  /** What a crash, or an exception from nowhere, says of an example. */
  readonly crashVerdict: 'blocked' | 'suite-error';
}

export interface OrderedExample {
  readonly id: string;
  readonly rule: string;
  readonly recorded: boolean;
  /** The example as the plan has it, with its id: the child runs this and does not read the features again. */
  readonly pickle: Pickle;
}

/** Why a machine cannot be certified: the command ends with status 2, or 3 where the kit itself is at fault. */
export type Refusal = 'machine' | 'suite';

export type ToSupervisor =
  | { readonly kind: 'ready'; readonly manifest: Manifest }
  | { readonly kind: 'refused'; readonly by: Refusal; readonly message: string };

export type ToChild = { readonly kind: 'begin'; readonly order: RunOrder } | { readonly kind: 'stop' };
