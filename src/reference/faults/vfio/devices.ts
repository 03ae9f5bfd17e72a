import * as state from '../../kernel/vfio/migration/states';
import type { Fault } from '../fault';
import { vfio } from './change';

/** DMA and accesses in each state: MIG-188, MIG-192 to MIG-206, MIG-212, MIG-213, MIG-218. */
export const deviceFaults: readonly Fault[] = [
  {
    name: 'dma-while-stopped',
    describes: 'DMA goes on whatever the migration state is.',
    breaks: ['MIG-188', 'MIG-192', 'MIG-198', 'MIG-212', 'MIG-213', 'MIG-218'],
    apply: vfio(() => ({ mayDma: () => true })),
  },
  {
    name: 'dma-while-quiesced',
    describes: 'In RUNNING_P2P the device starts DMA as before.',
    breaks: ['MIG-192', 'MIG-212', 'MIG-213', 'MIG-215'],
    apply: vfio(() => ({ mayDma: (activity) => activity !== 'stopped' })),
  },
  {
    name: 'outstanding-dma-left',
    describes: 'DMA under way is not complete when the device is in RUNNING_P2P.',
    breaks: ['MIG-193'],
    apply: vfio(() => ({ drain: () => 0 })),
  },
  {
    name: 'quiesced-device-deaf',
    describes: 'A device in RUNNING_P2P ignores what its peers write.',
    breaks: ['MIG-194', 'MIG-212'],
    apply: vfio(() => ({ acceptsAccesses: (activity) => activity === 'active' })),
  },
  {
    name: 'quiesced-device-refuses',
    describes: 'An access to a device in RUNNING_P2P fails, as if nothing were there.',
    breaks: ['MIG-194', 'MIG-212'],
    apply: vfio(() => ({ answersAccesses: (activity) => activity !== 'quiesced' })),
  },
  {
    name: 'outstanding-dma-lost',
    describes: 'DMA under way when the device goes to RUNNING_P2P is taken for done and is not.',
    breaks: ['MIG-193', 'MIG-196', 'MIG-216'],
    apply: vfio(() => ({
      drain: ({ work: [first] }) => {
        if (first !== undefined) first.pattern = BigInt.asUintN(64, first.pattern + 1n);
        return 0;
      },
    })),
  },
  {
    name: 'stop-in-one-step-shakes-the-host',
    describes: 'A device that stops while a peer still runs makes the kernel log a bug.',
    breaks: ['MIG-197'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        if (to === state.stop) migration.kernel.say('error', 'BUG: uncorrectable PCI error: completion timeout');
        return yield* right.takeArc(migration, to);
      },
    })),
  },
  {
    name: 'stopped-device-hides-configuration',
    describes: 'Configuration space of a device that is stopped cannot be read.',
    breaks: ['MIG-200'],
    apply: vfio(() => ({ answersConfig: (activity) => activity !== 'stopped' })),
  },
  {
    name: 'access-while-stopped-spreads',
    describes: 'An access to a device that is stopped takes the eventfds of the other devices of the container away.',
    breaks: ['MIG-199', 'MIG-202', 'MIG-203', 'MIG-206'],
    apply: vfio((right) => ({
      acceptsAccesses: (activity, device) => {
        if (activity === 'stopped')
          for (const group of device.group.container?.groups ?? [])
            for (const other of group.devices.values()) if (other !== device) other.interrupts.disable();
        return right.acceptsAccesses(activity, device);
      },
    })),
  },
];
