import { deviceStatus as unit } from '../../../../../architecture/scsw';
import { normalEnd } from '../device';
import { type DasdCommand, multitrack } from './command';
import type { Dasd } from './dasd';
import { isUserRecord } from './reads';
import { message, reject } from './sense';

type Relation = 'equal' | 'high' | 'equal or high';

/** Whether what the disk holds is as the argument wants it; only as many bytes as there are of the argument count. */
export function matches(relation: Relation, argument: Uint8Array, held: Uint8Array): boolean {
  const difference = Buffer.compare(held.subarray(0, argument.length), argument);
  if (relation === 'equal') return difference === 0;
  return relation === 'high' ? difference > 0 : difference >= 0;
}

/** A search needs something in the chain that has positioned the device. Source: SA22-1025. */
export function checkSearchSequence({ positioned }: Dasd): void {
  if (!positioned) throw reject(message.invalidSequence);
}

const answer = (match: boolean): number => (match ? normalEnd | unit.statusModifier : normalEnd);

const searchId = (relation: Relation): DasdCommand => ({
  searches: true,
  begin: (device, code) => {
    device.behaviour.checkSearchSequence(device);
    return {
      kind: 'output',
      wanted: 5,
      end: (argument) =>
        device.attempt(() => {
          const { id } = device.nextRecord(multitrack(code), () => true);
          device.area = 'count';
          const match = device.behaviour.matches(relation, argument, id);
          if (match) device.found = 'id';
          return answer(match);
        }),
    };
  },
});

const searchKey = (relation: Relation): DasdCommand => ({
  searches: true,
  begin: (device, code) => {
    const record =
      device.area === 'count' && device.current !== undefined
        ? device.current
        : device.nextRecord(multitrack(code), isUserRecord);
    device.area = 'key';
    return {
      kind: 'output',
      wanted: record.key.length,
      end: (argument) => {
        const match = record.key.length > 0 && device.behaviour.matches(relation, argument, record.key);
        if (match) device.found = 'key';
        return answer(match);
      },
    };
  },
});

export const searches: readonly (readonly [number, DasdCommand])[] = [
  [0x31, searchId('equal')],
  [0x51, searchId('high')],
  [0x71, searchId('equal or high')],
  [0x29, searchKey('equal')],
  [0x49, searchKey('high')],
  [0x69, searchKey('equal or high')],
];
