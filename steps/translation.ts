import { cpuStateOffset } from '../src/architecture/cpu-state';
import { AddressSpace } from './address-space';
import { setPsw } from './psw';
import { stage } from './stage';
import { Given } from './vocabulary';
import type { TckWorld } from './world';

/** Control registers that designate the spaces, and their slots in the stage's table storage. */
const places = {
  primary: { register: 1, slot: 0 },
  secondary: { register: 7, slot: 1 },
  home: { register: 13, slot: 2 },
  'access-list': { register: undefined, slot: 3 },
} as const;
export type SpaceName = keyof typeof places;

const spaces = new WeakMap<TckWorld, Map<SpaceName, AddressSpace>>();

/** Puts the tables of a space into storage and its address-space-control element into the control register, if it has one. */
async function place(world: TckWorld, name: SpaceName, space: AddressSpace): Promise<void> {
  for (const { address, bytes } of space.tables()) await world.store(address, bytes);
  const { register } = places[name];
  if (register !== undefined) await world.setCpu(cpuStateOffset.cr(register), space.element());
}

/** Changes a space; the first mention makes it. */
export async function changeSpace(
  world: TckWorld,
  name: SpaceName,
  change: (space: AddressSpace) => void = () => {},
): Promise<AddressSpace> {
  const known = spaces.get(world) ?? new Map<SpaceName, AddressSpace>();
  spaces.set(world, known);
  const space = known.get(name) ?? new AddressSpace(places[name].slot);
  known.set(name, space);
  change(space);
  await place(world, name, space);
  return space;
}

/** PSW bits 16-17, and the spaces that instructions and operands come from. */
const modes: Readonly<Record<string, { readonly bits: number; readonly spaces: readonly SpaceName[] }>> = {
  'primary-space': { bits: 0, spaces: ['primary'] },
  'access-register': { bits: 1, spaces: ['primary', 'secondary'] },
  'secondary-space': { bits: 2, spaces: ['primary', 'secondary'] },
  'home-space': { bits: 3, spaces: ['primary', 'home'] },
};

export const translationModes: readonly string[] = Object.keys(modes);

/** Turns DAT on in a mode; the spaces that it needs are there from then on. */
export async function enterMode(world: TckWorld, name: string): Promise<void> {
  const mode = modes[name];
  if (mode === undefined) throw new Error(`"${name}" is no translation mode: ${translationModes.join(', ')}`);
  setPsw(world, { dat: 1, addressSpace: mode.bits });
  for (const space of mode.spaces) await changeSpace(world, space);
}

const protections: Readonly<Record<string, (space: AddressSpace, virtual: number) => Record<string, number>>> = {
  no: () => ({}),
  page: () => ({ datProtection: 1 }),
  execution: () => ({ executionProtection: 1 }),
  segment: (space, virtual) => {
    space.segment(virtual, { datProtection: 1 });
    return {};
  },
};

function mapPage(world: TckWorld, space: AddressSpace, row: Readonly<Record<string, string>>): void {
  const { virtual = '', real = '', protected: protection = 'no' } = row;
  const at = Number(virtual);
  if (!(at % 4096 === 0)) throw new Error(`"${virtual}" is no virtual page address`);
  if (at >= stage.code && at < stage.handlers + 0x2000)
    throw new Error(`${virtual} is mapped one to one for the suite`);
  const fields = protections[protection];
  if (fields === undefined) throw new Error(`"${protection}" is no protection: ${Object.keys(protections).join(', ')}`);
  if (real === 'invalid segment') space.segment(at, { invalid: 1 });
  else if (real === 'invalid page') space.page(at, { invalid: 1 });
  else if (real === 'bit 52 is one') space.page(at, { mustBeZero: 1 });
  else if (Number(real) % 4096 === 0) {
    space.page(at, { origin: Number(real) / 4096, ...fields(space, at) });
    world.names(Number(real), 4096);
  } else throw new Error(`"${real}" is no real page address, "invalid page", "invalid segment" or "bit 52 is one"`);
}

/**
 * One page a line: `virtual`, `real` (an address, `invalid page`, `invalid segment`, or `bit 52 is one` in the
 * page-table entry), and, where wanted, `protected` (no, page, segment, execution).
 * All other pages are invalid, but for the suite's own and real 0-0x1FFF, which are mapped one to one.
 */
export async function mapPages(
  world: TckWorld,
  name: SpaceName,
  rows: readonly Readonly<Record<string, string>>[],
): Promise<void> {
  await changeSpace(world, name, (space) => {
    for (const row of rows) mapPage(world, space, row);
  });
}

export async function makePrivate(world: TckWorld, name: SpaceName): Promise<void> {
  await changeSpace(world, name, (space) => {
    space.privateSpace = 1;
  });
}

/** Without this step a space has a segment table. Region tables have one valid entry, the first. */
Given('the {space} space has a {table-type}', async function (this: TckWorld, name: SpaceName, type: number) {
  await changeSpace(this, name, (space) => {
    space.tableType = type;
  });
});
