import { defineParameterType } from '@cucumber/cucumber';
import type { KeyedFrames } from './keyed-frames';
import { frameOfVirtualMachine } from './kvm/guest-keys';
import type { StatedKey } from './parameters';
import { framesOfGuest } from './storage-keys';
import { Given, Then } from './vocabulary';
import type { TckWorld } from './world';

/** `frame 0x10000`, `frames 0x10000 to 0x1F000`, and `guest frame 0x10000` of a virtual machine. */
function parse(text: string): KeyedFrames {
  const [first, last] = [...text.matchAll(/0x[0-9A-F]+/g)].map(([address]) => BigInt(address));
  return text.startsWith('guest ') ? frameOfVirtualMachine(first!) : framesOfGuest(first!, last);
}

defineParameterType({
  name: 'frames',
  regexp: /(?:guest )?frame 0x[0-9A-F]+|frames 0x[0-9A-F]+ to 0x[0-9A-F]+/,
  transformer: parse,
  useForSnippets: false,
});

Given('{frames} has/have key {key}', function (this: TckWorld, frames: KeyedFrames, { key, without }: StatedKey) {
  if (without !== 0) throw new Error('a scenario cannot leave a bit of a key open that it gives');
  return frames.give(this, key);
});

Then('{frames} has/have key {key}', function (this: TckWorld, frames: KeyedFrames, key: StatedKey) {
  return frames.expect(this, key);
});
