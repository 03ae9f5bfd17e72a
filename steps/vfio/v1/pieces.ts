import { defineParameterType } from '@cucumber/cucumber';
import { ExpectationNotMet, MachineFailed } from '../../../src/contract/judgement';
import { errnoName } from '../../../src/uapi/errno';
import { demand } from '../../expectation';
import { aside } from '../../host/ioctl';
import { Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { keepStream } from '../migration/streams';
import { accessRegion, readRegister, writeRegister } from './registers';

const most = 1 << 12;
const pieces = new WeakMap<TckWorld, Map<string, readonly Uint8Array[]>>();

function named(world: TckWorld, name: string): readonly Uint8Array[] {
  const found = pieces.get(world)?.get(name);
  if (found === undefined) throw new Error(`the program has no pieces "${name}"`);
  return found;
}

function keep(world: TckWorld, name: string, found: readonly Uint8Array[]): void {
  const all = pieces.get(world) ?? new Map<string, readonly Uint8Array[]>();
  pieces.set(world, all.set(name, found));
  keepStream(world.host, name, Buffer.concat(found));
}

async function value(world: TckWorld, device: string, register: string): Promise<bigint> {
  const found = await readRegister(world, device, register);
  if (found !== undefined) return found;
  const seen = errnoName(world.host.returned.errno);
  throw new ExpectationNotMet(`${register} cannot be read`, [{ where: register, expected: 'a value', seen }]);
}

/** data_offset, data_size and the bytes there, in this order. */
async function piece(world: TckWorld, device: string): Promise<Uint8Array> {
  const offset = await value(world, device, 'data_offset');
  const size = Number(await value(world, device, 'data_size'));
  if (size === 0) return new Uint8Array();
  await accessRegion(world, device, 'read', offset, size);
  const { value: length, seen = new Uint8Array() } = world.host.returned;
  return seen.slice(0, Math.max(0, Number(length)));
}

/** As long as pending_bytes is other than 0. */
async function allPieces(world: TckWorld, device: string): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  while ((await value(world, device, 'pending_bytes')) !== 0n) {
    found.push(await piece(world, device));
    if (found.length > most)
      throw new ExpectationNotMet('pending_bytes does not come to 0', [
        { where: 'pending_bytes', expected: `0 after ${most} iterations`, seen: 'more' },
      ]);
  }
  return found;
}

/** The registers of one iteration but pending_bytes: neither begins nor ends it. */
async function shownPiece(world: TckWorld, device: string): Promise<Uint8Array[]> {
  const found = await piece(world, device);
  return found.length === 0 ? [] : [found];
}

type Take = (world: TckWorld) => Promise<Uint8Array[]>;

defineParameterType({
  name: 'pieces-there',
  regexp: /all pieces that "([^"]+)" has|the piece that "([^"]+)" shows/,
  transformer: (all?: string, one?: string): Take =>
    all ? (world) => allPieces(world, all) : (world) => shownPiece(world, one!),
  useForSnippets: false,
});

When('the program reads {pieces-there}, as {string}', async function (this: TckWorld, take: Take, name: string) {
  await this.host.ready();
  keep(this, name, await aside(this.host, () => take(this)));
});

/** One after the other: the bytes go where data_offset says, then their number to data_size. */
async function load(world: TckWorld, device: string, all: readonly Uint8Array[], commit: boolean): Promise<void> {
  for (const bytes of all) {
    const offset = await value(world, device, 'data_offset');
    await accessRegion(world, device, 'write', offset, bytes);
    const { errno } = world.host.returned;
    if (errno !== 0) throw new MachineFailed('start', `the data area cannot be written: ${errnoName(errno)}`);
    if (!commit) continue;
    await writeRegister(world, device, 'data_size', BigInt(bytes.length));
    if (world.host.returned.errno !== 0) return;
  }
}

/** What is written of pieces, and whether data_size is. */
const selections = {
  'all pieces': { choose: (all: readonly Uint8Array[]) => all, commit: true },
  'all pieces, the last one first,': { choose: (all: readonly Uint8Array[]) => [...all].reverse(), commit: true },
  'all but the last of the pieces': { choose: (all: readonly Uint8Array[]) => all.slice(0, -1), commit: true },
  'all pieces, without data_size,': { choose: (all: readonly Uint8Array[]) => all, commit: false },
} as const;

defineParameterType({
  name: 'pieces',
  regexp: /all pieces(?:, the last one first,|, without data_size,)?|all but the last of the pieces/,
  transformer: (text: string) => selections[text as keyof typeof selections],
  useForSnippets: false,
});

When(
  'the program writes {pieces} {string} to {string}',
  function (
    this: TckWorld,
    { choose, commit }: (typeof selections)[keyof typeof selections],
    name: string,
    device: string,
  ) {
    return load(this, device, choose(named(this, name)), commit);
  },
);

defineParameterType({
  name: 'how-many',
  regexp: /no|(\d+) or more/,
  transformer: (least?: string) => (least ? Number(least) : undefined),
  useForSnippets: false,
});

Then('there are {how-many} pieces {string}', function (this: TckWorld, least: number | undefined, name: string) {
  const count = named(this, name).length;
  const expected = least === undefined ? '0' : `${least} or more`;
  const fits = least === undefined ? count === 0 : count >= least;
  demand(`there are ${count} pieces`, [this.compare(`pieces in "${name}"`, expected, fits ? expected : String(count))]);
});
