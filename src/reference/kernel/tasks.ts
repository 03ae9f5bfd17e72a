import { MachineFailed } from '../../contract/judgement';
import type { Clock } from './clock';
import { isOperation, type Operation, type Result, type Value, type Wait } from './operation';

export type Progress = { readonly value: Value } | 'blocked';

interface Open {
  readonly operation: Operation;
  readonly name: string;
  wait?: Wait;
}

/** One thread of the host program. */
class Task {
  open?: Open;
  /** Pause points that may still be passed; no limit where absent. */
  budget?: number;
}

/** The threads of the host program and the calls they are in. */
export class Tasks {
  readonly #tasks = new Map<number, Task>();

  constructor(private readonly clock: Clock) {}

  #task(number: number): Task {
    let task = this.#tasks.get(number);
    if (task === undefined) {
      task = new Task();
      this.#tasks.set(number, task);
    }
    return task;
  }

  /** The next call of the task, or its open one, stops at its pause point number `steps + 1`. */
  pauseAfter(number: number, steps: number): void {
    this.#task(number).budget = steps;
  }

  /** Whether a call of the task is open. */
  isOpen(number: number): boolean {
    return this.#tasks.get(number)?.open !== undefined;
  }

  begin(number: number, name: string, result: Result): Progress {
    if (!isOperation(result)) return { value: result };
    this.#task(number).open = { operation: result, name };
    return this.advance(number);
  }

  /** Goes on with the open call of a task as far as it goes. */
  advance(number: number): Progress {
    const task = this.#task(number);
    const { open } = task;
    if (open === undefined) throw new Error(`task ${number} is in no call`);
    for (;;) {
      if (open.wait !== undefined) {
        if (!this.#isOver(open.wait, number, open.name)) return 'blocked';
        delete open.wait;
      }
      const step = open.operation.next();
      if (step.done === true) {
        delete task.open;
        delete task.budget;
        return { value: step.value };
      }
      if (step.value !== undefined) open.wait = step.value;
      else if (task.budget !== undefined && number !== 0) {
        if (task.budget === 0) {
          delete task.budget;
          return 'blocked';
        }
        task.budget -= 1;
      }
    }
  }

  /** Nobody but devices can act while task 0 waits, so time passes at once. */
  #isOver({ until, deadline }: Wait, number: number, name: string): boolean {
    if (until()) return true;
    if (deadline !== undefined && this.clock.now >= deadline) return true;
    if (number !== 0) return false;
    if (deadline !== undefined) this.clock.advanceTo(deadline, until);
    else if (!this.clock.advanceUntil(until)) throw new MachineFailed('hung', `the call ${name} waits for ever`);
    return true;
  }
}
