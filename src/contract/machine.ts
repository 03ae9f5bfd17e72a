import type { Fixture } from './documents/fixture';
import type { Manifest } from './documents/manifest';
import type { Answer, Entry } from './entries';

/** A range of absolute storage or of user memory, in bytes. */
export interface Range {
  readonly start: number;
  readonly length: number;
}

export type StartAnswer =
  | {
      readonly kind: 'started';
      readonly machine: RunningMachine;
      /** Absolute storage the machine needs for itself (a code page, a trampoline); the suite keeps out of it. */
      readonly reserved: readonly Range[];
      /** User memory of the host program, zero, page aligned, at least 1 MiB (host face). */
      readonly arena?: Range;
      /** The sysfs directory of each device of the fixture that has one (host face). */
      readonly devices?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'unsupported';
      readonly what: string;
      /** Set when the reason is a facility or feature that the machine does not have. */
      readonly missing?: { readonly facility: number } | { readonly feature: string };
      /** Set when the reason is that the scenario wants storage the machine itself uses. */
      readonly range?: Range;
    };

/** One isolated instance. It is used by one caller at a time: the next batch follows the answers of the last. */
export interface RunningMachine {
  /**
   * Performs the entries in order and answers each. Stops at the first `unsupported`, so the answers may be fewer.
   * Rejects with `MachineFailed` when the machine died, hung or broke the contract.
   * @param deadline milliseconds for the whole batch; the machine's own default where absent.
   */
  perform(batch: readonly Entry[], deadline?: number): Promise<readonly Answer[]>;
  /** Ends the instance; nothing of it survives. Never rejects. */
  stop(): Promise<void>;
}

/** An implementation under certification. A plug-in module's default export is a `Machine` or a function that makes one. */
export interface Machine {
  manifest(): Promise<Manifest>;
  start(fixture: Fixture): Promise<StartAnswer>;
  /** Ends everything the machine keeps between scenarios (spare instances, sockets). Never rejects. */
  close(): Promise<void>;
}
