import { defineParameterType } from '@cucumber/cucumber';
import { setCr0 } from './registers';
import { enterMode } from './translation';
import { Given } from './vocabulary';
import type { TckWorld } from './world';

type Control = (world: TckWorld, on: boolean) => void | Promise<void>;

const inCr0 =
  (field: string): Control =>
  (world, on) =>
    setCr0(world, field, on);

/** What a guest's program can turn on and off. */
const controls: Readonly<Record<string, Control>> = {
  'low-address protection': inCr0('lowAddressProtection'),
  'fetch-protection override': inCr0('fetchProtectionOverride'),
  'storage-protection override': inCr0('storageProtectionOverride'),
  'the extraction-authority control': inCr0('extractionAuthority'),
  'the secondary-space control': inCr0('secondarySpace'),
  'instruction-execution protection': inCr0('instructionExecutionProtection'),
  /** In primary-space mode. */
  DAT: (world, on) => {
    if (!on) throw new Error('DAT is off unless a step turns it on');
    return enterMode(world, 'primary-space');
  },
};

defineParameterType({
  name: 'control',
  regexp: new RegExp(Object.keys(controls).join('|')),
  transformer: (text: string) => controls[text],
  useForSnippets: false,
});

Given('{control} is {switch}', function (this: TckWorld, control: Control, on: boolean) {
  return control(this, on);
});
