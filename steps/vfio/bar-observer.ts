import { defineParameterType } from '@cucumber/cucumber';
import type { Access, Entry } from '../../src/contract/entries';
import { demand } from '../expectation';
import { transfer } from '../host/files';
import { aside } from '../host/ioctl';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';
import { regionOffset } from './bar';

/** Writes that an observer at a BAR has seen so far, by device and region. */
const seen = new WeakMap<TckWorld, Map<string, Access[]>>();

const place = (bar: number, device: string): string => `BAR${bar} of "${device}"`;

/** The writes to a BAR that have arrived since the observer was there or was last asked; `nanoseconds` pass meanwhile. */
async function arrived(world: TckWorld, bar: number, device: string, nanoseconds = 0n): Promise<readonly Access[]> {
  const passes: Entry[] = nanoseconds === 0n ? [] : [{ verb: 'settle', nanoseconds }];
  const answers = await world.perform(`observe ${place(bar, device)}`, [...passes, { verb: 'observe', device }]);
  const answer = answers.at(-1);
  if (answer?.kind !== 'accesses') throw new Error(`observe was answered with ${answer?.kind}`);
  const writes = answer.accesses.filter(({ direction, region }) => direction === 'write' && region === `BAR${bar}`);
  seen
    .get(world)
    ?.get(place(bar, device))
    ?.push(...writes);
  return writes;
}

/** From here on what arrives is counted. */
export async function observeBar(world: TckWorld, bar: number, device: string): Promise<void> {
  await arrived(world, bar, device);
  const all = seen.get(world) ?? new Map<string, Access[]>();
  seen.set(world, all.set(place(bar, device), []));
}

defineParameterType({
  name: 'arrives',
  regexp: /no write reaches|writes reach/,
  transformer: (text: string) => text === 'writes reach',
  useForSnippets: false,
});

/** While time passes. */
Then(
  '{arrives} BAR{int} of {string} in the next {int} microseconds',
  async function (this: TckWorld, expected: boolean, bar: number, device: string, microseconds: number) {
    await arrived(this, bar, device);
    const writes = await arrived(this, bar, device, BigInt(microseconds) * 1000n);
    const where = `writes that reach ${place(bar, device)}`;
    demand(`${expected ? 'no write reaches' : 'writes reach'} ${place(bar, device)}`, [
      expected
        ? this.compare(where, 'some', writes.length > 0 ? 'some' : 'none')
        : this.compare(where, 0, writes.length),
    ]);
  },
);

const number = ({ bytes }: Access): bigint =>
  bytes.length === 8 ? new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true) : -1n;

async function countedAt(world: TckWorld, bar: number, device: string): Promise<bigint[]> {
  await arrived(world, bar, device);
  const writes = seen.get(world)?.get(place(bar, device));
  if (writes === undefined) throw new Error(`there is no observer at ${place(bar, device)}`);
  return writes.map(number);
}

/** Of a device that counts there: 1, 2, 3 … in order, none missing and none twice. */
Then(
  'the observer at BAR{int} of {string} has seen every number from 1 on once',
  async function (this: TckWorld, bar: number, device: string) {
    const numbers = await countedAt(this, bar, device);
    const wrong = numbers.findIndex((value, index) => value !== BigInt(index + 1));
    demand(`writes to ${place(bar, device)} are missing`, [
      this.compare('numbers seen', 'some', numbers.length > 0 ? 'some' : 'none'),
      wrong < 0
        ? undefined
        : this.compare(`number ${wrong + 1} in order of arrival`, BigInt(wrong + 1), numbers[wrong]!),
    ]);
  },
);

/** The program reads it in one access of 8 bytes. */
Then(
  'BAR{int} of {string} holds the last number seen at {number}',
  async function (this: TckWorld, bar: number, device: string, at: bigint) {
    const numbers = await countedAt(this, bar, device);
    const bytes = await aside(this.host, async () => {
      await transfer(this, 'read', device, 8, (await regionOffset(this, device, bar)) + at);
      return this.host.returned.seen ?? new Uint8Array(8);
    });
    const value = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
    demand(`${place(bar, device)} holds another number`, [
      this.compare(`number in ${place(bar, device)}`, numbers.at(-1) ?? -1n, value),
    ]);
  },
);
