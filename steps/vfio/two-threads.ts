import type { DataTable } from '@cucumber/cucumber';
import { boundMachine } from '../../src/contract/binding';
import type { Answer, Entry } from '../../src/contract/entries';
import { demand } from '../expectation';
import { Then, When } from '../vocabulary';
import type { TckWorld } from '../world';
import {
  askState,
  requestSize,
  resultText,
  type StateAnswer,
  stateAnswer,
  stateEntries,
} from './migration/device-state';
import { arcsOf, joined } from './migration/observer';
import { parseState, parseWalk, stateName, walkText } from './migration/states';

const threads = [1, 2] as const;
const entriesEach = 3;
/** Collecting goes on as long as a call is open; the deadline of the machine ends a call that never returns. */
const mostRounds = 10_000;

interface Both {
  readonly device: string;
  readonly answers: readonly StateAnswer[];
}

const both = new WeakMap<TckWorld, Both>();

/** The last answer to the call of a thread. */
async function finished(world: TckWorld, thread: number, begun: Answer | undefined): Promise<Answer> {
  let answer = begun;
  for (let round = 0; answer?.kind === 'blocked' && round < mostRounds; round += 1)
    [answer] = await world.perform(`thread ${thread} goes on`, [{ verb: 'collect', task: thread }]);
  if (answer?.kind !== 'returned') throw new Error(`the call of thread ${thread} was answered with ${answer?.kind}`);
  return answer;
}

/**
 * SET in two threads at once. A machine whose calls can be stopped between two steps stops the first thread after
 * `steps` of them and lets the second begin there; elsewhere the threads race.
 */
When(
  'one thread sets the state of {string} to {state} and, after {int} step(s), another to {state}',
  async function (this: TckWorld, device: string, first: string, steps: number, second: string) {
    const { host } = this;
    await host.ready();
    const { fd } = host.file(device);
    const addresses = threads.map(() => host.reserve(requestSize));
    const request = (index: number, state: string): Entry[] =>
      stateEntries(host.order, fd, addresses[index]!, parseState(state), threads[index]).slice(0, 2);
    const canStop = boundMachine().manifest.faces.includes('trace');
    const pause: Entry[] = canStop ? [{ verb: 'pause', task: threads[0], steps }] : [];
    const batch = [...pause, ...request(0, first), ...request(1, second)];
    const begun = (await this.perform('SET in two threads', batch)).filter((_, index) => batch[index]?.verb === 'call');
    const returned = [await finished(this, threads[0], begun[0]), await finished(this, threads[1], begun[1])];
    const answers: StateAnswer[] = [];
    for (const [index, answer] of returned.entries()) {
      const [bytes] = await this.perform('look at the structure', [
        { verb: 'read', space: 'user', address: addresses[index]!, length: requestSize },
      ]);
      answers.push(stateAnswer(host.order, [answer, answer, bytes!].slice(0, entriesEach), 0));
    }
    both.set(this, { device, answers });
  },
);

const fileText = ({ errno, dataFd }: StateAnswer): string =>
  errno === 0 && dataFd >= 0 ? 'data file' : 'no data file';

/** Rows `result of the first | result of the second | state afterwards`: each what one order of the two gives. */
Then('it is as if they had come one after the other:', async function (this: TckWorld, table: DataTable) {
  const found = both.get(this);
  if (found === undefined) throw new Error('no two threads have acted before this step');
  const { device, answers } = found;
  const { state } = await askState(this, device);
  const text = (answer: StateAnswer): string => (answer.errno === 0 ? fileText(answer) : resultText(answer));
  const seen = [...answers.map(text), stateName(state)].join(', ');
  const [, ...rows] = table.raw();
  const orders = rows.map((row) => row.join(', '));
  demand('the calls were mixed', [
    this.compare('first, second, state', orders.join(' or '), orders.includes(seen) ? orders.join(' or ') : seen),
  ]);
});

/** Each what one order of the two gives, seen by the observer that the scenario has placed. */
Then(
  'the observer of {string} has seen one of these walks:',
  async function (this: TckWorld, device: string, table: DataTable) {
    const [answer] = await this.perform(`observe "${device}"`, [{ verb: 'observe', device }]);
    const seen = joined(arcsOf(answer));
    const walks = table.raw().map(([walk = '']) => walkText(parseWalk(walk)));
    demand(`the driver of "${device}" was asked for other arcs`, [
      this.compare(`walk of "${device}"`, walks.join(' or '), walks.includes(seen) ? walks.join(' or ') : seen),
    ]);
  },
);
