import { encode } from '../../src/codec/codec';
import { readNumber } from '../../src/codec/host-field';
import { pollEvents, pollfd } from '../../src/uapi/poll';
import { demand } from '../expectation';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';

const names = (events: bigint): string =>
  Object.entries(pollEvents)
    .filter(([, bit]) => (events & BigInt(bit)) !== 0n)
    .map(([name]) => name)
    .join(' + ') || 'none';

function eventNamed(name: string): bigint {
  const bit = pollEvents[name as keyof typeof pollEvents];
  if (bit === undefined) throw new Error(`"${name}" is no event of poll`);
  return BigInt(bit);
}

/** Asks for one event and does not wait. */
Then('a poll of {string} shows {word}', async function (this: TckWorld, file: string, event: string) {
  const program = this.host;
  await program.ready();
  const events = await program.briefly(async () => {
    const fields = { fd: BigInt(program.file(file).fd), events: eventNamed(event), revents: 0n };
    const before = encode(pollfd, fields, undefined, program.order);
    const address = program.reserve(pollfd.size);
    const memory = { address, before, after: before.length };
    const { seen } = await program.done(`poll "${file}"`, 'poll', [address, 1n, 0n], memory);
    const { first, last } = pollfd.byName.get('revents')!;
    return readNumber(seen!, first / 8, (last - first + 1) / 8, program.order);
  });
  const fits = (events & eventNamed(event)) !== 0n;
  demand(`a poll of "${file}" shows ${names(events)}`, [this.compare('revents', event, fits ? event : names(events))]);
});
