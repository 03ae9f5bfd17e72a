import { defineParameterType } from '@cucumber/cucumber';
import { demand } from '../../expectation';
import { Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { migrationRegion, typedRegions } from '../region';
import { registerNames, registerText, writeRegister } from './registers';

defineParameterType({
  name: 'v1-register',
  regexp: new RegExp(registerNames.join('|')),
  transformer: (text: string) => text,
  useForSnippets: false,
});

When(
  'the program writes {number} to {v1-register} of {string}',
  async function (this: TckWorld, value: bigint, register: string, device: string) {
    await this.host.ready();
    await writeRegister(this, device, register, value);
  },
);

defineParameterType({
  name: 'amount',
  regexp: /\d+(?: or more)?/,
  transformer: (text: string) => text,
  useForSnippets: false,
});

/** Reads the register in one access. */
Then(
  '{v1-register} of {string} reads {amount}',
  async function (this: TckWorld, register: string, device: string, expected: string) {
    const seen = await registerText(this, device, register);
    const least = expected.endsWith(' or more') ? BigInt(Number.parseInt(expected, 10)) : undefined;
    const fits = least === undefined ? seen === expected : /^\d+$/.test(seen) && BigInt(seen) >= least;
    demand(`${register} of "${device}" is ${seen}`, [this.compare(register, expected, fits ? expected : seen)]);
  },
);

/** By VFIO_REGION_INFO_CAP_TYPE. */
Then(
  '{string} has {int} region(s) of type {int} and subtype {int}',
  async function (this: TckWorld, device: string, expected: number, type: number, subtype: number) {
    await this.host.ready();
    const found = (await typedRegions(this, device)).filter((one) => one.type === type && one.subtype === subtype);
    demand('regions of that type', [this.compare('regions of that type and subtype', expected, found.length)]);
  },
);

Then(
  'capability {int} is {word} among those of the migration region of {string}',
  async function (this: TckWorld, id: number, how: string, device: string) {
    if (how !== 'found' && how !== 'missing') throw new Error(`"${how}" is neither found nor missing`);
    const { capabilities } = await migrationRegion(this, device);
    demand(`capability ${id} of the migration region`, [
      this.compare(`capability ${id}`, how, capabilities.includes(id) ? 'found' : 'missing'),
    ]);
  },
);
