import { When } from '../vocabulary';
import type { TckWorld } from '../world';

/** A poll of nothing: time passes for the program and for its devices. */
When('the program waits {int} millisecond(s)', async function (this: TckWorld, milliseconds: number) {
  await this.host.ready();
  await this.host.done('wait', 'poll', [0n, 0n, BigInt(milliseconds)]);
});
