import type { Paint } from './paint';

export interface TextOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How far the run is: one line that is drawn again on a terminal, a line for each tenth elsewhere. */
export class Progress {
  #done = 0;
  #failed = 0;
  #current = '';
  #drawn = false;
  #lastDrawn = 0;
  #tenths = 0;

  constructor(
    private readonly output: TextOutput,
    private readonly total: number,
    private readonly paint: Paint,
  ) {}

  started(rule: string): void {
    this.#current = rule;
  }

  ended(failed: boolean): void {
    this.#done++;
    if (failed) this.#failed++;
    if (this.output.isTTY === true) this.#redraw(this.#done === this.total);
    else this.#tell();
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

  #redraw(now: boolean): void {
    const time = performance.now();
    if (!now && time - this.#lastDrawn < 80) return;
    this.#lastDrawn = time;
    const text = `${this.#done}/${this.total}  ${this.#current}${this.#failed === 0 ? '' : `  ${this.#failed} failed`}`;
    const fitting = text.slice(0, Math.max(0, (this.output.columns || 80) - 1));
    this.output.write(`\r\x1b[K${this.paint(this.#failed === 0 ? 'dim' : 'red', fitting)}`);
    this.#drawn = true;
  }

  #tell(): void {
    const tenths = Math.floor((this.#done * 10) / this.total);
    if (tenths === this.#tenths || this.total < 50) return;
    this.#tenths = tenths;
    this.output.write(`${String(tenths * 10).padStart(3)} %  ${this.#done}/${this.total}  ${this.#failed} failed\n`);
  }
}
