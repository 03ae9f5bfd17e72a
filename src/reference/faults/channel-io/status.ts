import { scswMask as scsw, scswPart, deviceStatus as unit } from '../../../architecture/scsw';
import { presentInsteadOfStart } from '../../hardware/channel/status';
import type { Fault } from '../fault';
import { channel } from './change';

/** Status, interruptions, reports: CSS-47, CSS-48, CSS-63 to CSS-73, CSS-87 to CSS-94, CCW-77, CCW-78, CCW-82. */
export const statusFaults: readonly Fault[] = [
  {
    name: 'tsch-leaves-interruption',
    describes: 'The interruption of a status stays pending after the status was collected, as in QEMU 7.2.',
    breaks: ['CSS-47'],
    apply: channel(() => ({ withdrawsTested: false })),
  },
  {
    name: 'interruption-clears-status',
    describes: 'Taking the interruption clears the status.',
    breaks: ['CSS-48', 'CSS-66'],
    apply: channel(() => ({ interruptionTaken: (_queue, subchannel) => subchannel.off(scswPart.status) })),
  },
  {
    name: 'subclass-masks-not-looked-at',
    describes: 'TEST PENDING INTERRUPTION finds interruptions of subclasses that are not enabled.',
    breaks: ['CSS-63'],
    apply: channel(({ pendingFor }) => ({ pendingFor: (css) => pendingFor(css, 0xff000000) })),
  },
  {
    name: 'highest-subclass-first',
    describes: 'Interruption subclass 7 comes before subclass 0.',
    breaks: ['CSS-67'],
    apply: channel(({ pendingFor }) => ({
      pendingFor: (css, mask) => {
        for (let subclass = 7; subclass >= 0; subclass -= 1) {
          const found = pendingFor(css, mask & (0x80000000 >>> subclass));
          if (found !== undefined) return found;
        }
        return undefined;
      },
    })),
  },
  {
    name: 'subclass-always-0',
    describes: 'Every I/O interruption is of subclass 0.',
    breaks: ['CSS-67', 'CSS-69', 'CSS-94'],
    apply: channel(() => ({ interruptionWord: () => 0 })),
  },
  {
    name: 'one-interruption-for-all',
    describes: 'Taking one I/O interruption takes those of all subchannels.',
    breaks: ['CSS-93'],
    apply: channel(() => ({ interruptionTaken: (queue) => queue.withdrawAll() })),
  },
  {
    name: 'path-reset-is-unsolicited',
    describes: 'The report of a path that was reset says that nobody asked for it.',
    breaks: ['CSS-73'],
    apply: channel(() => ({ reportPathReset: (css, id) => css.reportPath(id, 0x02, false) })),
  },
  {
    name: 'sense-count-misplaced',
    describes: 'The count of concurrent sense bytes is in the low-order bits of its byte, as in QEMU 7.2.',
    breaks: ['CSS-87'],
    apply: channel(({ storeSense }) => ({
      storeSense: (subchannel) => {
        storeSense(subchannel);
        if (subchannel.has(scsw.extendedControl)) subchannel.extended.set([0x01, 0x00, 0x20, 0x00], 4);
      },
    })),
  },
  {
    name: 'sense-always-concurrent',
    describes: 'Sense data comes with the status whether the subchannel is set up for it or not.',
    breaks: ['CSS-88', 'CCW-77'],
    apply: channel(({ storeSense }) => ({
      storeSense: (subchannel) => {
        const { extra } = subchannel;
        subchannel.extra = extra | 1;
        storeSense(subchannel);
        subchannel.extra = extra;
      },
    })),
  },
  {
    name: 'path-used-not-told',
    describes: 'The extended-status word does not tell the path.',
    breaks: ['CSS-89'],
    apply: channel(({ storeSense }) => ({
      storeSense: (subchannel) => {
        storeSense(subchannel);
        subchannel.extended[1] = 0;
      },
    })),
  },
  {
    name: 'path-mask-not-looked-at',
    describes: 'A program starts on any available path, logical or not.',
    breaks: ['CSS-90'],
    apply: channel(() => ({ selectPath: ({ pathsAvailable }) => pathsAvailable & 0x80 })),
  },
  {
    name: 'not-operational-is-code-1',
    describes: 'A device that is not operational is deferred condition code 1.',
    breaks: ['CSS-91'],
    apply: channel(() => ({
      presentNotOperational: (css, subchannel) => presentInsteadOfStart(css, subchannel, unit.unitCheck),
    })),
  },
  {
    name: 'sense-never-ends',
    describes: 'SENSE leaves the sense data in the device.',
    breaks: ['CCW-77'],
    apply: channel(({ deviceTraits }) => ({ deviceTraits: { ...deviceTraits, senseIsTaken: false } })),
  },
  {
    name: 'commands-keep-sense',
    describes: 'Sense data waits for SENSE whatever other commands come.',
    breaks: ['CCW-78'],
    apply: channel(({ deviceTraits }) => ({ deviceTraits: { ...deviceTraits, commandsResetSense: false } })),
  },
  {
    name: 'sense-id-without-ff',
    describes: 'SENSE ID begins with zero, as very old control units do.',
    breaks: ['CCW-82', 'IPL-42'],
    apply: channel(({ deviceTraits }) => ({
      deviceTraits: {
        ...deviceTraits,
        identification: (bytes) => {
          bytes[0] = 0;
          return bytes;
        },
      },
    })),
  },
  {
    name: 'busy-device-is-used',
    describes: 'A program starts on a device that is busy.',
    breaks: ['CCW-81'],
    apply: channel(() => ({ waitsFor: () => false })),
  },
];
