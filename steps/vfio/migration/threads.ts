import type { Answer, Entry } from '../../../src/contract/entries';
import { MachineFailed, NotObservable } from '../../../src/contract/judgement';
import { errnoName } from '../../../src/uapi/errno';
import { vfioDeviceIoctls } from '../../../src/uapi/vfio/device';
import { demand } from '../../expectation';
import { Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { requestSize, stateAnswer, stateEntries } from './device-state';
import { parseState } from './states';

interface Threads {
  readonly id: string;
  readonly argument: bigint;
  readonly returned: Map<number, Extract<Answer, { kind: 'returned' }>>;
}

const setter = 1;
const resetter = 2;
const patience = 1000;
const moment = 1_000_000n;

const running = new WeakMap<TckWorld, Threads>();

function threadsOf(world: TckWorld): Threads {
  const threads = running.get(world);
  if (threads === undefined) throw new Error('no thread is in a call');
  return threads;
}

/** Between two arcs is a pause point; the first has number 1. */
When(
  'a thread sets the state of {string} to {state} and is stopped at its pause point {int}',
  async function (this: TckWorld, id: string, state: string, point: number) {
    const { host } = this;
    await host.ready();
    const argument = host.reserve(requestSize);
    const [write, call] = stateEntries(host.order, host.file(id).fd, argument, parseState(state), setter);
    const answers = await this.perform(`SET on "${id}" in a thread`, [
      { verb: 'pause', task: setter, steps: point - 1 },
      write!,
      call!,
    ]);
    if (answers[2]?.kind !== 'blocked') throw new NotObservable(`SET has no pause point ${point}`);
    running.set(this, { id, argument, returned: new Map() });
  },
);

When('another thread calls VFIO_DEVICE_RESET on {string}', async function (this: TckWorld, id: string) {
  const call: Entry = {
    verb: 'call',
    task: resetter,
    name: 'ioctl',
    arguments: [BigInt(this.host.file(id).fd), BigInt(vfioDeviceIoctls.VFIO_DEVICE_RESET), 0n],
  };
  const [answer] = await this.perform(`RESET of "${id}" in a thread`, [call]);
  if (answer?.kind === 'returned') threadsOf(this).returned.set(resetter, answer);
});

/** The data file that SET has given is "stream of NAME". */
When('both threads go on to the end of their calls', async function (this: TckWorld) {
  const { id, argument, returned } = threadsOf(this);
  for (let tries = 0; returned.size < 2; tries += 1) {
    if (tries === patience) throw new MachineFailed('hung', 'a call of two threads does not end');
    for (const task of [setter, resetter]) {
      if (returned.has(task)) continue;
      const [answer] = await this.perform(`thread ${task}`, [
        { verb: 'collect', task },
        { verb: 'settle', nanoseconds: moment },
      ]);
      if (answer?.kind === 'returned') returned.set(task, answer);
    }
  }
  const done: Answer = { kind: 'done' };
  const left = await this.perform('what SET has left', [
    { verb: 'read', space: 'user', address: argument, length: requestSize },
  ]);
  const { dataFd } = stateAnswer(this.host.order, [done, returned.get(setter)!, left[0]!], 0);
  this.host.files.set(`stream of ${id}`, { fd: dataFd, kind: 'saving' });
});

Then('both calls succeed', function (this: TckWorld) {
  const { returned } = threadsOf(this);
  const text = (task: number): string => {
    const { errno } = returned.get(task)!;
    return errno === 0 ? 'success' : errnoName(errno);
  };
  demand('a call of the two threads failed', [
    this.compare('SET', 'success', text(setter)),
    this.compare('VFIO_DEVICE_RESET', 'success', text(resetter)),
  ]);
});
