import { When } from './vocabulary';
import type { TckWorld } from './world';

/** Clear reset: nothing that the scenario has put into the guest outlives it. */
When('the guest is cleared', async function (this: TckWorld) {
  await this.start();
  await this.perform('clear reset', [{ verb: 'reset', kind: 'clear' }]);
});
