import type { InterruptionQueue } from './interruption-queue';

const solicited = 0x40000000;
const overflow = 0x20000000;

export const reportSource = { subchannel: 0x3, channelPath: 0x4, subsystem: 0xb } as const;
export const reportError = { available: 0x01, initialized: 0x02, permanentError: 0x06 } as const;

/** More reports are lost, which the next one tells. */
const mostReports = 64;

/** The channel-report words that wait for STORE CHANNEL REPORT WORD. */
export class ChannelReports {
  #words: number[] = [];
  #lost = false;
  /** A machine check for the reports has been made pending since the queue was last found empty. */
  #announced = false;

  constructor(readonly interruptions: InterruptionQueue) {}

  add(word: number): void {
    if (this.#words.length >= mostReports) {
      this.#lost = true;
      return;
    }
    this.#words.push((this.#lost ? word | overflow : word) >>> 0);
    this.#lost = false;
    if (this.#announced) return;
    this.#announced = true;
    this.interruptions.reportChannel();
  }

  report(source: number, error: number, id: number, wasAskedFor: boolean): void {
    this.add((wasAskedFor ? solicited : 0) | (source << 24) | (error << 16) | id);
  }

  /** The oldest report, still in the queue. */
  get first(): number | undefined {
    return this.#words[0];
  }

  remove(): void {
    this.#words.shift();
  }

  /** The queue has been found empty: the next report is announced again. */
  rearm(): void {
    this.#announced = false;
  }

  reset(): void {
    this.#words = [];
    this.#lost = false;
    this.#announced = false;
  }
}
