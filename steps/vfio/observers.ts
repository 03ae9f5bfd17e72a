import { defineParameterType } from '@cucumber/cucumber';
import { Given } from '../vocabulary';
import type { TckWorld } from '../world';
import { observeBar } from './bar-observer';
import { observe } from './migration/observer';

type Begin = (world: TckWorld) => Promise<unknown>;

/** The driver is asked for arcs, a device with a migration region goes through changes. */
defineParameterType({
  name: 'observed',
  regexp: /BAR([0-5]) of "([^"]+)"|the (?:driver|changes) of "([^"]+)"/,
  transformer: (bar?: string, device?: string, migrating?: string): Begin =>
    bar ? (world) => observeBar(world, Number(bar), device!) : (world) => observe(world, migrating!),
  useForSnippets: false,
});

/** From here on; what was before is not of interest. */
Given('an observer at {observed}', function (this: TckWorld, begin: Begin) {
  return this.host.prepare(async () => {
    await begin(this);
  });
});
