import type { Fixture } from '../../../../contract/documents/fixture';

export type FixtureDevice = Fixture['devices'][number];

/** What cannot be had. */
export class Refusal {
  constructor(readonly what: string) {}
}

type Value = boolean | number | string;
/** Whether a value of a parameter makes sense. */
export type Accepts = (value: Value) => boolean;

export const numberTo =
  (last: number): Accepts =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= last;
export const bytesInHex: Accepts = (value) => typeof value === 'string' && /^([0-9a-f]{2})*$/i.test(value);
export const yesOrNo: Accepts = (value) => typeof value === 'boolean';
export const text: Accepts = (value) => typeof value === 'string';

/**
 * Parameters of every kind: `number` is the device number, `set` the subchannel set, `paths` the mask of installed paths,
 * `path` the identification of the first of them.
 */
export const placeParameters: Readonly<Record<string, Accepts>> = {
  number: numberTo(0xffff),
  set: numberTo(3),
  paths: numberTo(0xff),
  path: numberTo(0xff),
};

/** A parameter that is not known, or makes no sense, is refused: nothing a scenario demands is passed over. */
export function refusedParameter(device: FixtureDevice, known: Readonly<Record<string, Accepts>>): Refusal | undefined {
  for (const [name, value] of Object.entries(device)) {
    if (name === 'id' || name === 'kind') continue;
    if (!Object.hasOwn(known, name)) return new Refusal(`the parameter ${name} of a ${device.kind}`);
    if (!known[name]!(value)) return new Refusal(`${name} ${String(value).slice(0, 40)} of a ${device.kind}`);
  }
  return undefined;
}

export function numberOf(device: FixtureDevice, name: string, otherwise: number): number {
  const value = device[name];
  return typeof value === 'number' ? value : otherwise;
}
