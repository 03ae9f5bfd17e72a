import { vfioPciIrqIndexes as indexes } from '../../../uapi/vfio/interrupts';
import type { VfioDevice } from './device';

/** What a device can be made to do, by name; an answer is what it cannot. */
export type Stimulus = (device: VfioDevice, bytes: Uint8Array) => { readonly what: string } | undefined;

const failing =
  (fatal: boolean): Stimulus =>
  (device, bytes) => {
    const migration = device.migration ?? device.migrationV1;
    if (migration === undefined) return { what: 'a failing arc of a device that does not migrate' };
    const [from, to] = bytes;
    migration.failure = { fatal, ...(from === undefined || to === undefined ? {} : { arc: [from, to] as const }) };
    return undefined;
  };

/**
 * - `fail-next-arc`, `fail-and-error`: the next arc of the migration fails, and with the second the device ends in ERROR.
 *   Two bytes, old and new state, restrict that to one arc.
 * - `raise-interrupt`: the device has a reason to interrupt. No bytes: vector 0. One byte: that vector. Two bytes: index of
 *   VFIO_DEVICE_GET_IRQ_INFO (3 an error, 4 a request to give the device back) and vector.
 */
const stimuli: ReadonlyMap<string, Stimulus> = new Map<string, Stimulus>([
  ['fail-next-arc', failing(false)],
  ['fail-and-error', failing(true)],
  [
    'raise-interrupt',
    (device, bytes) => {
      const index = bytes.length > 1 ? bytes[0]! : undefined;
      const vector = bytes.at(-1) ?? 0;
      if (index === indexes.VFIO_PCI_ERR_IRQ_INDEX || index === indexes.VFIO_PCI_REQ_IRQ_INDEX)
        device.interrupts.single.get(index)?.signal();
      else device.raise(vector);
      return undefined;
    },
  ],
]);

export function stimulate(device: VfioDevice, what: string, bytes: Uint8Array): { readonly what: string } | undefined {
  const stimulus = stimuli.get(what) ?? device.stimuli?.get(what);
  if (stimulus === undefined) return { what: `the stimulus ${what}` };
  return stimulus(device, bytes);
}
