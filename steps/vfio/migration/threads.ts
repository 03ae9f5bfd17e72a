import type { Answer } from '../../../src/contract/entries';
import { MachineFailed, NotObservable } from '../../../src/contract/judgement';
import { errnoName } from '../../../src/uapi/errno';
import { vfioDeviceIoctls } from '../../../src/uapi/vfio/device';
import { demand } from '../../expectation';
import { Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { requestSize, stateAnswer, stateEntries } from './device-state';
import { parseState } from './states';

const setter = 1;
const resetter = 2;
const patience = 1000;
const moment = 1_000_000n;

type Returned = Extract<Answer, { kind: 'returned' }>;

const both = new WeakMap<TckWorld, ReadonlyMap<number, Returned>>();

/** Both calls go on to their ends. */
async function finished(world: TckWorld, returned: Map<number, Returned>): Promise<void> {
  for (let tries = 0; returned.size < 2; tries += 1) {
    if (tries === patience) throw new MachineFailed('hung', 'a call of two threads does not end');
    for (const task of [setter, resetter]) {
      if (returned.has(task)) continue;
      const [answer] = await world.perform(`thread ${task}`, [
        { verb: 'collect', task },
        { verb: 'settle', nanoseconds: moment },
      ]);
      if (answer?.kind === 'returned') returned.set(task, answer);
    }
  }
}

/** Between two arcs is a pause point; the first has number 1. The data file that SET gives is "stream of NAME". */
When(
  'one thread sets the state of {string} to {state} and, at its pause point {int}, another calls VFIO_DEVICE_RESET',
  async function (this: TckWorld, id: string, state: string, point: number) {
    const { host } = this;
    await host.ready();
    const { fd } = host.file(id);
    const address = host.reserve(requestSize);
    const reset = [BigInt(fd), BigInt(vfioDeviceIoctls.VFIO_DEVICE_RESET), 0n];
    const answers = await this.perform(`SET on "${id}" in a thread`, [
      { verb: 'pause', task: setter, steps: point - 1 },
      ...stateEntries(host.order, fd, address, parseState(state), setter).slice(0, 2),
    ]);
    if (answers[2]?.kind !== 'blocked') throw new NotObservable(`SET has no pause point ${point}`);
    const [begun] = await this.perform(`RESET of "${id}" in another thread`, [
      { verb: 'call', task: resetter, name: 'ioctl', arguments: reset },
    ]);
    const returned = new Map<number, Returned>(begun?.kind === 'returned' ? [[resetter, begun]] : []);
    await finished(this, returned);
    both.set(this, returned);
    const [left] = await this.perform('what SET has left', [
      { verb: 'read', space: 'user', address, length: requestSize },
    ]);
    const { dataFd } = stateAnswer(host.order, [{ kind: 'done' }, returned.get(setter)!, left!], 0);
    host.files.set(`stream of ${id}`, { fd: dataFd, kind: 'saving' });
  },
);

Then('both calls succeed', function (this: TckWorld) {
  const returned = both.get(this);
  const text = (task: number): string => {
    const { errno } = returned?.get(task) ?? { errno: undefined };
    return errno === undefined ? 'no call' : errno === 0 ? 'success' : errnoName(errno);
  };
  demand('a call of the two threads failed', [
    this.compare('SET', 'success', text(setter)),
    this.compare('VFIO_DEVICE_RESET', 'success', text(resetter)),
  ]);
});
