import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { designate } from './access-list';
import { spacesOfVirtualMachine } from './kvm/guest-spaces';
import type { StatedSpaces } from './stated-spaces';
import { makePrivate, mapPages, type SpaceName } from './translation';
import { Given } from './vocabulary';
import type { TckWorld } from './world';

const spacesOfGuest: StatedSpaces = { map: mapPages, makePrivate, list: designate };

defineParameterType({
  name: 'whose',
  regexp: /the guest's|the/,
  transformer: (text: string) => (text === 'the' ? spacesOfGuest : spacesOfVirtualMachine),
  useForSnippets: false,
});

/** One page a line: see `mapPages` and `spacesOfVirtualMachine`. */
Given('{whose} {space} space maps:', function (this: TckWorld, whose: StatedSpaces, name: SpaceName, table: DataTable) {
  return whose.map(this, name, table.hashes());
});

Given('{whose} {space} space is private', function (this: TckWorld, whose: StatedSpaces, name: SpaceName) {
  return whose.makePrivate(this, name);
});

/** Columns `entry` and `designates`. */
Given('{whose} access list has:', async function (this: TckWorld, whose: StatedSpaces, table: DataTable) {
  for (const { entry, designates = '' } of table.hashes()) await whose.list(this, Number(entry), designates);
});
