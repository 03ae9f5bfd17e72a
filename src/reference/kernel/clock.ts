interface Event {
  readonly time: bigint;
  readonly happens: () => void;
}

/** The injected clock, nanoseconds since boot, and the work of devices that waits for it. */
export class Clock {
  now = 1_000_000_000n;
  readonly #events: Event[] = [];

  /** Has something happen after a time; what is due at the same time happens in the order of these calls. */
  after(nanoseconds: bigint, happens: () => void): void {
    const time = this.now + nanoseconds;
    const place = this.#events.findIndex((event) => event.time > time);
    this.#events.splice(place === -1 ? this.#events.length : place, 0, { time, happens });
  }

  /** Lets time pass, with all that happens meanwhile; ends early once the condition is met. */
  advanceTo(time: bigint, until: () => boolean = () => false): void {
    while (!until() && this.#events[0] !== undefined && this.#events[0].time <= time) this.#next();
    if (!until() && time > this.now) this.now = time;
  }

  /** Lets time pass until the condition is met. @returns false when nothing is left that could meet it */
  advanceUntil(until: () => boolean): boolean {
    for (let left = mostEvents; !until(); left -= 1) {
      if (this.#events[0] === undefined || left === 0) return false;
      this.#next();
    }
    return true;
  }

  #next(): void {
    const { time, happens } = this.#events.shift()!;
    if (time > this.now) this.now = time;
    happens();
  }
}

/** A device that works for ever would keep a program waiting that nothing can wake. */
const mostEvents = 1 << 20;
