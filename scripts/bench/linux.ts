import { measureGuest } from '../../src/implementations/linux/bench';
import type { Figure } from './figure';

/** Scenarios on the real kernel against the bare system calls they make, node and QEMU together. */
export async function linuxFigures(): Promise<Figure[]> {
  const guest = await measureGuest();
  const ms = (value: number): string => `${value.toFixed(value < 0.1 ? 3 : 1)} ms of CPU time`;
  return [
    {
      name: 'Linux: from the start of the guest to the first scenario',
      value: guest.bootWall,
      unit: 's',
      detail: `${guest.bootCpu.toFixed(1)} s of CPU time`,
    },
    {
      name: 'Linux: a scenario with a fresh device, against a round trip for each of its system calls',
      value: guest.deviceScenario / guest.bareDeviceScenario,
      unit: '×',
      atMost: 3,
      detail: `${ms(guest.deviceScenario)} against ${ms(guest.bareDeviceScenario)} for ${guest.deviceCalls} calls`,
    },
    {
      name: 'Linux: a call in a batch, against a call alone',
      value: guest.pipelinedCall / guest.roundTrip,
      unit: '×',
      atMost: 0.2,
      detail: `${ms(guest.pipelinedCall)} against ${ms(guest.roundTrip)}`,
    },
    {
      name: 'Linux: start and stop of a scenario without devices, against a call alone',
      value: guest.emptyScenario / guest.roundTrip,
      unit: '×',
      atMost: 6,
      detail: `${ms(guest.emptyScenario)} against ${ms(guest.roundTrip)}`,
    },
  ];
}
