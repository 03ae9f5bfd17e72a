import type { Verdict } from '../../contract/documents/report';
import { marks, verdicts } from './marks';
import type { Paint } from './paint';
import { plain } from './plain';

export interface TextOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const drawMs = 100;
/** Milliseconds over which the rate is taken. */
const rateSpan = 5000;
/** Before so many are done, how long the rest takes is anybody's guess. */
const foretold = 20;

/** How far the run is: one line that is drawn again on a terminal, a line for each tenth elsewhere. */
export class Progress {
  #done = 0;
  #current = '';
  #drawn = false;
  #tenths = 0;
  readonly #counts = new Map<Verdict, number>();
  /** Times and what was done by then, of the last while. */
  readonly #history: { time: number; done: number }[];
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly output: TextOutput,
    private readonly total: number,
    private readonly paint: Paint,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#history = [{ time: now(), done: 0 }];
    // By the clock, not by events: an example that takes long must show.
    if (output.isTTY === true) this.#timer = setInterval(() => this.draw(), drawMs).unref();
  }

  started(rule: string): void {
    this.#current = plain(rule);
  }

  ended(verdict: Verdict): void {
    this.#done++;
    this.#counts.set(verdict, (this.#counts.get(verdict) ?? 0) + 1);
    if (this.output.isTTY !== true) this.#tell();
  }

  /** Lines of the run, above the progress. */
  print(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.clear();
    this.output.write(`${lines.join('\n')}\n`);
  }

  clear(): void {
    if (this.#drawn) this.output.write('\r\x1b[K');
    this.#drawn = false;
  }

  end(): void {
    clearInterval(this.#timer);
    this.clear();
  }

  draw(): void {
    const rate = this.#rate();
    const left =
      this.#done >= foretold && this.#done < this.total && rate > 0
        ? `, ${duration((this.total - this.#done) / rate)} left`
        : '';
    const text = [
      `${Math.floor((this.#done * 100) / this.total)} %`,
      `${this.#done}/${this.total}`,
      this.#done === 0 ? '' : `${rateText(rate)}${left}`,
      this.#present((verdict, count) => `${marks[verdict].mark} ${count}`, ' '),
      this.#current,
    ].filter((part) => part !== '');
    const fitting = text.join('  ').slice(0, Math.max(0, (this.output.columns || 80) - 1));
    this.output.write(`\r\x1b[K${this.paint(this.#wrong() ? 'red' : 'dim', fitting)}`);
    this.#drawn = true;
  }

  #tell(): void {
    const tenths = Math.floor((this.#done * 10) / this.total);
    if (tenths === this.#tenths || this.total < 50) return;
    this.#tenths = tenths;
    const counts = this.#present((verdict, count) => `${count} ${marks[verdict].words}`, ', ');
    const place = `${String(tenths * 10).padStart(3)} %  ${this.#done}/${this.total}`;
    this.output.write(`${place}  ${rateText(this.#rate())}  ${counts}  ${this.#current}\n`);
  }

  /** Examples a second, lately. */
  #rate(): number {
    const time = this.now();
    this.#history.push({ time, done: this.#done });
    while (this.#history.length > 2 && this.#history[1]!.time <= time - rateSpan) this.#history.shift();
    const [first] = this.#history;
    return time > first!.time ? ((this.#done - first!.done) * 1000) / (time - first!.time) : 0;
  }

  #present(text: (verdict: Verdict, count: number) => string, between: string): string {
    return verdicts
      .flatMap((each) => (this.#counts.has(each) ? text(each, this.#counts.get(each)!) : []))
      .join(between);
  }

  #wrong(): boolean {
    return verdicts.some((verdict) => marks[verdict].explain && this.#counts.has(verdict));
  }
}

const rateText = (rate: number): string => `${rate >= 10 ? rate.toFixed(0) : rate.toFixed(1)}/s`;

const duration = (seconds: number): string => {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  return seconds < 6000 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
};
