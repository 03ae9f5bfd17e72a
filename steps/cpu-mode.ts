import { defineParameterType } from '@cucumber/cucumber';
import { setPsw } from './psw';
import { enterMode, translationModes } from './translation';
import { Given } from './vocabulary';
import type { TckWorld } from './world';

type Enter = (world: TckWorld) => void | Promise<void>;

const withPsw =
  (values: Record<string, number>): Enter =>
  (world) =>
    setPsw(world, values);

/** States and modes of a CPU that the PSW holds. */
const modes: Readonly<Record<string, Enter>> = {
  'problem state': withPsw({ problem: 1 }),
  'supervisor state': withPsw({ problem: 0 }),
  '24-bit addressing mode': withPsw({ extendedAddressing: 0, basicAddressing: 0 }),
  '31-bit addressing mode': withPsw({ extendedAddressing: 0, basicAddressing: 1 }),
  '64-bit addressing mode': withPsw({ extendedAddressing: 1, basicAddressing: 1 }),
  ...Object.fromEntries(
    translationModes.map((name) => [`${name} mode`, (world: TckWorld) => enterMode(world, name)] as const),
  ),
};

defineParameterType({
  name: 'cpu-mode',
  regexp: new RegExp(Object.keys(modes).join('|')),
  transformer: (text: string) => modes[text],
  useForSnippets: false,
});

Given('the CPU is in (the ){cpu-mode}', function (this: TckWorld, enter: Enter) {
  return enter(this);
});
