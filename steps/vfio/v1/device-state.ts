import { defineParameterType } from '@cucumber/cucumber';
import { MachineFailed } from '../../../src/contract/judgement';
import { errnoName } from '../../../src/uapi/errno';
import { proposedDeviceStateV1, vfioDeviceStateV1 } from '../../../src/uapi/vfio/migration';
import { demand } from '../../expectation';
import { Given, Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { readRegister, registerText, writeRegister } from './registers';

/** Highest bit first, as the thread writes them. */
const bits: readonly (readonly [name: string, value: number])[] = [
  ['NDMA', proposedDeviceStateV1.VFIO_DEVICE_STATE_NDMA],
  ['RESUMING', vfioDeviceStateV1.VFIO_DEVICE_STATE_V1_RESUMING],
  ['SAVING', vfioDeviceStateV1.VFIO_DEVICE_STATE_V1_SAVING],
  ['RUNNING', vfioDeviceStateV1.VFIO_DEVICE_STATE_V1_RUNNING],
];

/** `0`, `RUNNING`, `SAVING + RUNNING`, `0x80000001`. */
function parse(text: string): bigint {
  if (/^0/.test(text)) return BigInt(text);
  return text.split(' + ').reduce((sum, name) => sum | BigInt(bits.find(([known]) => known === name)![1]), 0n);
}

export function showBits(value: bigint): string {
  const named = bits.filter(([, bit]) => (value & BigInt(bit)) !== 0n).map(([name]) => name);
  return value > 0xfn || named.length === 0 ? `0x${value.toString(16)}` : named.join(' + ');
}

const name = `(?:${bits.map(([one]) => one).join('|')})`;
const one = `(?:0x[0-9A-F]+|0|${name}(?: \\+ ${name})*)`;
defineParameterType({ name: 'v1-state', regexp: new RegExp(one), transformer: parse, useForSnippets: false });
defineParameterType({
  name: 'v1-states',
  regexp: new RegExp(`(?:one of )?${one}(?:, ${one})*`),
  transformer: (text: string) => text.replace('one of ', '').split(', ').map(parse),
  useForSnippets: false,
});

const register = 'device_state';

When(
  'the program sets device_state of {string} to {v1-state}',
  async function (this: TckWorld, device: string, value: bigint) {
    await this.host.ready();
    await writeRegister(this, device, register, value);
  },
);

Given('device_state of {string} is {v1-states}', function (this: TckWorld, device: string, values: readonly bigint[]) {
  return this.host.prepare(async () => {
    const [value = 0n] = values;
    await writeRegister(this, device, register, value);
    const { errno } = this.host.returned;
    if (errno !== 0) throw new MachineFailed('start', `${showBits(value)} cannot be set: ${errnoName(errno)}`);
  });
});

/** RESUMING is left with nothing loaded: the device shows RESUMING and SAVING. */
Given('{string} has failed to load', function (this: TckWorld, device: string) {
  return this.host.prepare(async () => {
    await writeRegister(this, device, register, parse('RESUMING'));
    await writeRegister(this, device, register, parse('RUNNING'));
    const { errno } = this.host.returned;
    const state = await registerText(this, device, register, showBits);
    if (errno === 0 || state !== 'RESUMING + SAVING')
      throw new MachineFailed('start', `"${device}" was to fail to load and shows ${state}`);
  });
});

/** `one of RUNNING, RESUMING + SAVING` where several outcomes are allowed; the feature says why. */
Then(
  'device_state of {string} is {v1-states}',
  async function (this: TckWorld, device: string, values: readonly bigint[]) {
    const seen = await registerText(this, device, register, showBits);
    const expected = values.map(showBits);
    demand(`device_state of "${device}" is ${seen}`, [
      this.compare(register, expected.join(' or '), expected.includes(seen) ? expected.join(' or ') : seen),
    ]);
  },
);

/** On the device face, once. */
When('the next change of {string} is going to fail', async function (this: TckWorld, device: string) {
  await this.host.ready();
  await this.perform(`the next change of "${device}" fails`, [{ verb: 'stimulate', device, what: 'fail-next-arc' }]);
});

const read = new WeakMap<TckWorld, bigint>();
const stateMask = 7n;

/** As a program does that knows three bits of the register. */
When(
  'the program adds {v1-state} to what device_state of {string} reads',
  async function (this: TckWorld, value: bigint, device: string) {
    await this.host.ready();
    const before = await readRegister(this, device, register);
    if (before === undefined) throw new MachineFailed('start', 'device_state cannot be read');
    read.set(this, before);
    await writeRegister(this, device, register, before | value);
  },
);

Then('bits 3 to 31 of device_state of {string} are as they were read', async function (this: TckWorld, device: string) {
  const text = (value: bigint): string => `0x${(value & ~stateMask).toString(16)}`;
  const seen = await registerText(this, device, register, text);
  demand('bits 3 to 31 have changed', [this.compare('bits 3 to 31 of device_state', text(read.get(this) ?? 0n), seen)]);
});
