import type { DataTable } from '@cucumber/cucumber';
import { errno as errnos } from '../../src/uapi/errno';
import { eventfdFlags } from '../../src/uapi/event-fd';
import { demand } from '../expectation';
import { Given, Then, When } from '../vocabulary';
import type { TckWorld } from '../world';
import { parseValue } from './values';
import { openDevice, openFromGroup } from './vfio-device';

/** Container, group and device, as any user of VFIO opens them. */
Given('the program has opened device {string}', function (this: TckWorld, id: string) {
  return this.host.prepare(() => openDevice(this.host, id));
});

/** A counter that never lets its reader wait. */
async function makeEventfd({ host }: TckWorld, name: string): Promise<void> {
  const { value } = await host.must(`making eventfd "${name}"`, 'eventfd', [0n, BigInt(eventfdFlags.EFD_NONBLOCK)]);
  host.files.set(name, { fd: Number(value), kind: 'eventfd' });
}

Given('the program has (an )eventfd(s) {eventfds}', function (this: TckWorld, names: readonly string[]) {
  return this.host.prepare(async () => {
    for (const name of names) await makeEventfd(this, name);
  });
});

/** Zeros, page aligned. */
Given('the program has {number} bytes of memory {string}', function (this: TckWorld, length: bigint, name: string) {
  return this.host.prepare(async () => {
    const start = await this.host.reservePages(Number(length));
    this.host.memory.set(name, { start: Number(start), length: Number(length) });
  });
});

/** Eight bytes in the byte order of the host. */
Given(
  'memory {string} holds the address of {string} at {number}',
  function (this: TckWorld, name: string, other: string, offset: bigint) {
    return this.host.prepare(() => {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setBigUint64(0, BigInt(this.host.named(other).start), this.host.order === 'little');
      return this.host.store(BigInt(this.host.named(name).start) + offset, bytes);
    });
  },
);

When('the program closes {string}', async function (this: TckWorld, name: string) {
  await this.host.ready();
  await this.host.done(`close "${name}"`, 'close', [BigInt(this.host.file(name).fd)]);
});

/** By the group, which is still open. */
When('the program opens device {string} again', async function (this: TckWorld, id: string) {
  await this.host.ready();
  await openFromGroup(this.host, id);
});

When('the program duplicates {string} as {string}', async function (this: TckWorld, name: string, other: string) {
  await this.host.ready();
  const { fd, kind } = this.host.file(name);
  const { value, errno } = await this.host.done(`dup "${name}"`, 'dup', [BigInt(fd)]);
  if (errno === 0) this.host.files.set(other, { fd: Number(value), kind });
});

/** Reads or writes, at an offset or where the file stands. */
export async function transfer(
  world: TckWorld,
  way: 'read' | 'write',
  name: string,
  content: Uint8Array | number,
  offset?: bigint,
): Promise<void> {
  const program = world.host;
  await program.ready();
  const length = typeof content === 'number' ? content : content.length;
  await program.briefly(async () => {
    const address = program.reserve(Math.max(length, 1));
    const at = offset === undefined ? [] : [offset];
    await program.done(
      `${way} "${name}"`,
      offset === undefined ? way : `p${way}`,
      [BigInt(program.file(name).fd), address, BigInt(length), ...at],
      typeof content === 'number' ? { address, after: length } : { address, before: content },
    );
  });
}

/** Any call of a file by its arguments: bad pointers, bad descriptors. */
When('the program makes the call {word} with:', async function (this: TckWorld, name: string, table: DataTable) {
  await this.host.ready();
  const parameters = table.raw().map(([, text]) => parseValue(this.host, text!));
  await this.host.done(name, name as Parameters<typeof this.host.done>[1], parameters);
});

/** The bytes that the last read has put into memory. */
Then('the program has read {bytes}', function (this: TckWorld, bytes: Uint8Array) {
  const { value, errno, seen } = this.host.returned;
  const text = (part: Uint8Array) => `X'${Buffer.from(part).toString('hex').toUpperCase()}'`;
  demand('the program has read something else', [
    this.compare('errno', 0, errno),
    this.compare('bytes read', bytes.length, value),
    errno === 0
      ? this.compare('content', text(bytes), text((seen ?? new Uint8Array()).subarray(0, Number(value))))
      : undefined,
  ]);
});

/** Takes what was counted. */
Then('eventfd {string} has counted {number}', async function (this: TckWorld, name: string, expected: bigint) {
  const program = this.host;
  await program.ready();
  const seen = await program.briefly(async () => {
    const address = program.reserve(8);
    const { last } = program;
    const result = await program.done(`read eventfd "${name}"`, 'read', [BigInt(program.file(name).fd), address, 8n], {
      address,
      after: 8,
    });
    if (last !== undefined) program.last = last;
    if (result.errno === errnos.EAGAIN) return 0n;
    const view = new DataView(result.seen!.buffer, result.seen!.byteOffset);
    return view.getBigUint64(0, program.order === 'little');
  });
  demand(`eventfd "${name}" has counted ${seen}`, [this.compare(`eventfd "${name}"`, expected, seen)]);
});
