import { defineParameterType } from '@cucumber/cucumber';
import { instructionLengthCode } from './interruptions';
import { guestsExceptionAccessId, vcpuRegister } from './kvm/vcpu-quantities';
import { keyBit } from './observed-keys';
import { conditionCode, instructionAddress, prefix, pswKey } from './psw';
import type { Quantity } from './quantity-roles';
import { pswKeyMask, register, registerBits } from './registers';
import { storedTeid } from './teid';
import { Given, Then } from './vocabulary';
import type { TckWorld } from './world';

/** All that a feature can give a number or expect one of. */
const quantities: readonly (readonly [name: RegExp, quantity: (name: string) => Quantity])[] = [
  [/(?:GR|CR|AR)\d{1,2}/, register],
  [/bits \d+-\d+ of (?:GR|CR|AR)\d{1,2}/, registerBits],
  [/(?:GR|CR|AR)\d{1,2} of the vCPU/, vcpuRegister],
  [/the PSW key/, () => pswKey],
  [/the PSW-key mask/, () => pswKeyMask],
  [/the condition code/, () => conditionCode],
  [/the instruction address/, () => instructionAddress],
  [/the instruction-length code/, () => instructionLengthCode],
  [/the prefix/, () => prefix],
  [/the TEID/, () => storedTeid],
  [/the (?:reference|change) bit of frame 0x[0-9A-F]+/, keyBit],
  [/the exception access identification that the guest sees/, () => guestsExceptionAccessId],
];

function quantityNamed(text: string): Quantity {
  const [, quantity] = quantities.find(([name]) => new RegExp(`^${name.source}$`).test(text))!;
  return quantity(text);
}

defineParameterType({
  name: 'quantity',
  regexp: new RegExp(quantities.map(([name]) => name.source).join('|')),
  transformer: quantityNamed,
  useForSnippets: false,
});

Given('{quantity} is/are {number}', function (this: TckWorld, { make }: Quantity, value: bigint) {
  if (make === undefined) throw new Error('a scenario can expect this and not demand it');
  return make(this, value);
});

Then('{quantity} is/are {number}', function (this: TckWorld, { expect }: Quantity, value: bigint) {
  if (expect === undefined) throw new Error('a scenario can demand this and not expect it');
  return expect(this, value);
});
