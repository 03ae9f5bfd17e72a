import { Given } from './vocabulary';
import type { TckWorld } from './world';

/** The start of every guest-face scenario: one CPU, 16 MiB of storage, everything else as after a clear reset. */
Given('a guest', () => {});

Given('a guest with {int} MiB of storage', function (this: TckWorld, size: number) {
  this.demands.storageSize = size * 2 ** 20;
});

Given('facility {int} is {installed}', function (this: TckWorld, facility: number, installed: boolean) {
  this.demands[installed ? 'present' : 'absent'].add(facility);
});
