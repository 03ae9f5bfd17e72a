import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { mapFlags, mapTypes, protections } from '../../src/uapi/memory-map';
import { vfioDeviceMigState } from '../../src/uapi/vfio/feature';
import { demand, storageDifference } from '../expectation';
import { Then, When } from '../vocabulary';
import type { TckWorld } from '../world';
import { type Argument, argumentOf, fieldOf, meaningOf, type Rows } from './argument';
import { expectField } from './field-expectation';
import { type HostProgram, pageSize, type Returned } from './host-program';
import { parseValue } from './values';

/** A call with a structure, as the scenario stated it. */
interface Stated {
  readonly name: string;
  readonly file: string;
  readonly rows: Rows;
  readonly argument: Argument;
}

const stated = new WeakMap<HostProgram, Stated>();
const unmapped = 0x10n;

function request(
  world: TckWorld,
  name: string,
  file: string,
  argument: bigint,
  memory?: { address: bigint; before: Uint8Array; after?: number },
): Promise<Returned> {
  const program = world.host;
  return program.done(
    `ioctl ${name} on "${file}"`,
    'ioctl',
    [BigInt(program.file(file).fd), parseValue(program, name), BigInt.asUintN(64, argument)],
    memory,
  );
}

/** Calls with a structure in the arena; fields that the rows leave out are zero. */
export async function withStructure(world: TckWorld, name: string, file: string, rows: Rows): Promise<void> {
  const program = world.host;
  if (!program.isReady) await program.ready();
  await program.briefly(() => {
    const argument = argumentOf(program, name, rows);
    const { bytes } = argument;
    const address = program.reserve(bytes.length);
    stated.set(program, { name, file, rows, argument });
    return request(world, name, file, address, { address, before: bytes, after: bytes.length });
  });
}

/** Pages of their own. */
async function takePages(program: HostProgram, count: number): Promise<bigint> {
  const { value } = await program.must('taking memory', 'mmap', [
    0n,
    BigInt(count * pageSize),
    BigInt(protections.PROT_READ | protections.PROT_WRITE),
    BigInt(mapTypes.MAP_PRIVATE | mapFlags.MAP_ANONYMOUS),
    BigInt.asUintN(64, -1n),
    0n,
  ]);
  return value;
}

/** One page with nothing behind it. */
async function lastPage(program: HostProgram): Promise<bigint> {
  const value = await takePages(program, 2);
  await program.must('leaving a hole behind it', 'munmap', [value + BigInt(pageSize), BigInt(pageSize)]);
  return value;
}

async function withNumber(world: TckWorld, name: string, file: string, argument: bigint): Promise<void> {
  await world.host.ready();
  await request(world, name, file, argument);
}

/** What a call without a structure has for its argument. */
defineParameterType({
  name: 'ioctl-argument',
  regexp: /with the number (0x[0-9A-F]+|\d+)|with an address where nothing is/,
  transformer: (number?: string) => (number ? BigInt(number) : unmapped),
  useForSnippets: false,
});

When(
  'the program calls {ioctl} on {string} {ioctl-argument}',
  function (this: TckWorld, name: string, file: string, argument: bigint) {
    return withNumber(this, name, file, argument);
  },
);

/** Without a table the argument is 0. */
When(
  'the program calls {ioctl} on {string}( with:)',
  function (this: TckWorld, name: string, file: string, table?: DataTable) {
    return table === undefined ? withNumber(this, name, file, 0n) : withStructure(this, name, file, table.rowsHash());
  },
);

/** Memory ends after the stated number of bytes. */
async function inShortMemory(world: TckWorld, name: string, file: string, rows: Rows, readable: bigint): Promise<void> {
  const program = world.host;
  await program.ready();
  const argument = argumentOf(program, name, rows);
  const before = argument.bytes.slice(0, Number(readable));
  const address = (await lastPage(program)) + BigInt(pageSize) - readable;
  stated.delete(program);
  await request(world, name, file, address, { address, before, after: before.length });
}

/** Memory that the kernel can read and not write. */
async function inReadOnlyMemory(world: TckWorld, name: string, file: string, rows: Rows): Promise<void> {
  const program = world.host;
  await program.ready();
  const argument = argumentOf(program, name, rows);
  const { bytes } = argument;
  const address = await takePages(program, 1);
  await program.store(address, bytes);
  await program.must('making it read-only', 'mprotect', [address, BigInt(pageSize), BigInt(protections.PROT_READ)]);
  stated.set(program, { name, file, rows, argument });
  await request(world, name, file, address, { address, before: bytes, after: bytes.length });
}

defineParameterType({
  name: 'hard-memory',
  regexp: /only the first (\d+) bytes of|read-only memory that holds/,
  transformer: (readable?: string) => (readable ? BigInt(readable) : 'read-only'),
  useForSnippets: false,
});

When(
  'the program calls {ioctl} on {string} with {hard-memory}:',
  function (this: TckWorld, name: string, file: string, memory: bigint | 'read-only', table: DataTable) {
    const rows = table.rowsHash();
    if (memory === 'read-only') return inReadOnlyMemory(this, name, file, rows);
    return inShortMemory(this, name, file, rows, memory);
  },
);

/** What the last call has left of its structure. */
export function left(program: HostProgram): Stated & { readonly bytes: Uint8Array } {
  const call = stated.get(program);
  const { seen } = program.returned;
  if (call === undefined || seen === undefined) throw new Error('the last call had no structure');
  return { ...call, bytes: seen };
}

/** Calls that a later step is not to take for the last one. */
export async function aside<T>(program: HostProgram, action: () => Promise<T>): Promise<T> {
  const { last } = program;
  const call = stated.get(program);
  try {
    return await action();
  } finally {
    if (last !== undefined) program.last = last;
    if (call !== undefined) stated.set(program, call);
  }
}

/** A field of the structure that the last call has left. */
export function fieldLeft(program: HostProgram, field: string): bigint {
  const { argument, bytes } = left(program);
  return fieldOf(program, argument.parts, bytes, field);
}

/** What an information call answers with where its buffer is too small for the capabilities. */
When('the program repeats the call with the argsz it was told', function (this: TckWorld) {
  const { name, file, rows } = left(this.host);
  return withStructure(this, name, file, { ...rows, argsz: String(fieldLeft(this.host, 'argsz')) });
});

/** The fields that the table names, after the call; see `expectField` for the values. */
Then('the structure holds:', function (this: TckWorld, table: DataTable) {
  const program = this.host;
  const { argument } = left(program);
  const differences = table
    .raw()
    .map(([field = '', text = '']) =>
      expectField(this, field, text, fieldLeft(program, field), meaningOf(argument.parts, field)),
    );
  demand('the structure holds something else', differences);
});

defineParameterType({
  name: 'structure-part',
  regexp: /the structure|bytes (\d+) and following of the structure/,
  transformer: (first?: string) => Number(first ?? 0),
  useForSnippets: false,
});

/** Every byte is as it was before the call, or every byte from some number on; behind the stated part the program had some there. */
Then('{structure-part} is/are unchanged', function (this: TckWorld, first: number) {
  const { argument, bytes } = left(this.host);
  this.expectations += 1;
  const where = first === 0 ? 'structure' : `structure + ${first}`;
  demand(first === 0 ? 'the structure has changed' : `the structure has changed behind byte ${first}`, [
    storageDifference(where, argument.bytes.slice(first), bytes.slice(first)),
  ]);
});

/** Keeps a descriptor that the kernel has put into the structure. */
When('the program keeps {word} as {string}', function (this: TckWorld, field: string, name: string) {
  const { argument, bytes } = left(this.host);
  const read = (one: string) => Number(fieldOf(this.host, argument.parts, bytes, one));
  const resuming = field === 'data_fd' && read('device_state') === vfioDeviceMigState.VFIO_DEVICE_STATE_RESUMING;
  const kind = field === 'data_fd' ? (resuming ? 'resuming' : 'saving') : 'file';
  this.host.files.set(name, { fd: read(field), kind });
});
