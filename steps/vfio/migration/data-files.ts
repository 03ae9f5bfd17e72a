import { defineParameterType } from '@cucumber/cucumber';
import { demand, storageDifference } from '../../expectation';
import { Given, Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { keepStream, readAll, save, streamNamed, writeAll } from './streams';

/** The device has gone to STOP_COPY and all of its stream was read. */
Given('the program has saved {string} as {string}', function (this: TckWorld, id: string, name: string) {
  return this.host.prepare(async () => keepStream(this.host, name, await save(this, id)));
});

type StreamPart = (bytes: Uint8Array) => Uint8Array;

const part = (bytes: Uint8Array, first: bigint, last: bigint): Uint8Array => {
  if (first > last || last >= bytes.length)
    throw new Error(`bytes ${first} to ${last} of a stream of ${bytes.length} bytes`);
  return bytes.slice(Number(first), Number(last) + 1);
};

/** Two streams put together where they are as long as each other. */
Given(
  '{string} is bytes 0 to {number} of {string} and what follows them in {string}',
  function (this: TckWorld, name: string, last: bigint, head: string, tail: string) {
    return this.host.prepare(async () => {
      const [front, back] = [streamNamed(this.host, head), streamNamed(this.host, tail)];
      keepStream(this.host, name, Buffer.concat([part(front, 0n, last), back.subarray(Number(last) + 1)]));
    });
  },
);

Given(
  '{string} is {string} with bytes {number} and {number} exchanged',
  function (this: TckWorld, name: string, of: string, one: bigint, other: bigint) {
    return this.host.prepare(async () => {
      const bytes = streamNamed(this.host, of).slice();
      const [a, b] = [Number(one), Number(other)];
      [bytes[a], bytes[b]] = [bytes[b]!, bytes[a]!];
      if (bytes[a] === bytes[b]) throw new Error(`bytes ${a} and ${b} of the stream are the same`);
      keepStream(this.host, name, bytes);
    });
  },
);

/** Until a read gives nothing; that one is the last call. */
When(
  'the program reads {string} to its end as {string}, {number} bytes at a time',
  async function (this: TckWorld, file: string, name: string, piece: bigint) {
    keepStream(this.host, name, await readAll(this.host, file, Number(piece)));
  },
);

When(
  'the program writes all of {string} to {string}, {number} bytes at a time',
  async function (this: TckWorld, name: string, file: string, piece: bigint) {
    await this.host.ready();
    await writeAll(this.host, file, streamNamed(this.host, name), Number(piece));
  },
);

defineParameterType({
  name: 'stream-part',
  regexp: /bytes (\d+) to (\d+)|all but the last (\d+) bytes|all but the first (\d+) bytes/,
  transformer: (first?: string, last?: string, missing?: string, skipped?: string): StreamPart => {
    if (first) return (bytes) => part(bytes, BigInt(first), BigInt(last!));
    if (missing) return (bytes) => part(bytes, 0n, BigInt(bytes.length) - BigInt(missing) - 1n);
    return (bytes) => bytes.slice(Number(skipped));
  },
  useForSnippets: false,
});

/** In one piece. */
When(
  'the program writes {stream-part} of {string} to {string}',
  async function (this: TckWorld, some: StreamPart, name: string, file: string) {
    await this.host.ready();
    const bytes = some(streamNamed(this.host, name));
    await writeAll(this.host, file, bytes, bytes.length);
  },
);

defineParameterType({
  name: 'stream-length',
  regexp: /(\d+) bytes long|not empty/,
  transformer: (length?: string) => (length ? BigInt(length) : 'not empty'),
  useForSnippets: false,
});

Then('{string} is {stream-length}', function (this: TckWorld, name: string, expected: bigint | 'not empty') {
  const { length } = streamNamed(this.host, name);
  if (expected === 'not empty') {
    const seen = length > 0 ? 'not empty' : 'empty';
    demand(`the stream "${name}" is empty`, [this.compare(`stream "${name}"`, 'not empty', seen)]);
  } else
    demand(`the stream "${name}" is ${length} bytes long`, [this.compare(`length of "${name}"`, expected, length)]);
});

Then('{string} and {string} hold the same bytes', function (this: TckWorld, name: string, other: string) {
  this.expectations += 1;
  const [expected, seen] = [streamNamed(this.host, name), streamNamed(this.host, other)];
  demand('the streams differ', [storageDifference(`"${other}"`, expected, seen)]);
});

/** Read in two parts, one after the other. */
Then(
  '{string} holds the bytes of {string} and then those of {string}',
  function (this: TckWorld, name: string, head: string, tail: string) {
    this.expectations += 1;
    const { host } = this;
    const expected = Buffer.concat([streamNamed(host, head), streamNamed(host, tail)]);
    demand('the streams differ', [storageDifference(`"${name}"`, expected, streamNamed(host, name))]);
  },
);

Then('{string} is another descriptor than {string}', function (this: TckWorld, name: string, other: string) {
  const [one, two] = [this.host.file(name).fd, this.host.file(other).fd];
  const expected = `a descriptor other than ${two}`;
  demand(`"${name}" is the descriptor of "${other}"`, [
    this.compare(`"${name}"`, expected, one >= 0 && one !== two ? expected : String(one)),
  ]);
});
