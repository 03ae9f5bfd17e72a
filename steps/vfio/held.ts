import { defineParameterType } from '@cucumber/cucumber';
import { demand, hexBytes } from '../expectation';
import { type Holder, memoryNamed } from '../host/holder';
import { Given, Then } from '../vocabulary';
import type { TckWorld } from '../world';
import { barOf } from './bar';

defineParameterType({
  name: 'holder',
  regexp: /memory "([^"]+)"|BAR([0-5]) of "([^"]+)"/,
  transformer: (memory?: string, bar?: string, device?: string): Holder =>
    memory ? memoryNamed(memory) : barOf(Number(bar), device!),
  useForSnippets: false,
});

defineParameterType({
  name: 'holds-or-not',
  regexp: /holds|does not hold/,
  transformer: (text: string) => text === 'holds',
  useForSnippets: false,
});

Given(
  '{holder} {holds-or-not} {bytes} at {number}',
  function (this: TckWorld, holder: Holder, holds: boolean, bytes: Uint8Array, at: bigint) {
    if (!holds) throw new Error('a scenario begins with what something holds');
    return holder.put(this, bytes, at);
  },
);

Then(
  '{holder} {holds-or-not} {bytes} at {number}',
  async function (this: TckWorld, holder: Holder, holds: boolean, bytes: Uint8Array, at: bigint) {
    const [text, seen] = [hexBytes(bytes), await holder.look(this, bytes.length, at)];
    const other = `other than ${text}`;
    demand(`${holder.where(at)} is ${seen}`, [
      holds
        ? this.compare(holder.where(at), text, seen)
        : this.compare(holder.where(at), other, seen === text ? seen : other),
    ]);
  },
);
