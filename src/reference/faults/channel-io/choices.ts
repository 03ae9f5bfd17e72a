import { ccwFlag } from '../../../architecture/ccw';
import { deviceStatus as unit } from '../../../architecture/scsw';
import { normalEnd } from '../../hardware/channel/devices/device';
import type { ChannelProgram } from '../../hardware/channel/program/program';
import type { Fault } from '../fault';
import { channel, coded } from './change';

const listLength = 64;

/** What machines may do in more than one way, and what a channel program may do to itself. */
export const choiceFaults: readonly Fault[] = [
  {
    name: 'transfer-first-refused',
    describes: 'A program may not begin with a transfer in channel.',
    breaks: ['CCW-20'],
    apply: channel(({ transferChecks }) => ({
      transferChecks: [...transferChecks, (program) => program.at === program.orb.programAddress],
    })),
  },
  {
    name: 'clear-waits-for-the-program',
    describes: 'CLEAR SUBCHANNEL of a program that runs, or whose status is pending, gives condition code 2.',
    breaks: ['CCW-24', 'CSS-28', 'CSS-55', 'CSS-56'],
    apply: coded('CSCH', 2, 'start', 'status pending'),
  },
  {
    name: 'status-modifier-not-shown',
    describes: 'The status modifier skips a CCW and is not told at the end.',
    breaks: ['CCW-29'],
    apply: channel(({ presentEnd }) => ({
      presentEnd: (css, subchannel, end) =>
        presentEnd(css, subchannel, { ...end, deviceStatus: end.deviceStatus & ~unit.statusModifier }),
    })),
  },
  {
    name: 'immediate-length-ends-chain',
    describes: 'A count of an immediate command is an incorrect length in a chain too.',
    breaks: ['CCW-42'],
    apply: channel(({ immediateLengthIsWrong }) => ({
      immediateLengthIsWrong: (program) =>
        immediateLengthIsWrong(program) ||
        (program.format1 &&
          program.count > 0 &&
          program.has(ccwFlag.chainCommand) &&
          !program.has(ccwFlag.suppressLength)),
    })),
  },
  {
    name: 'initial-status-of-immediate-command',
    describes: 'Initial status is presented for an immediate first command too.',
    breaks: ['CCW-80'],
    apply: channel(({ acceptFirst }) => ({ acceptFirst: (program) => acceptFirst(program, false) })),
  },
  {
    name: 'address-list-fetched-at-once',
    describes: 'IDAWs are those that were there when the first of them was used.',
    breaks: ['CCW-96'],
    apply: channel(({ idawLength }) => {
      const lists = new WeakMap<ChannelProgram, Uint8Array>();
      return {
        idawLength: (program) => {
          const { bytes } = program.css.storage.frameToStore(program.dataAddress);
          const start = program.dataAddress % 4096;
          const list = lists.get(program);
          if (list === undefined) lists.set(program, bytes.slice(start, start + listLength));
          else bytes.set(list, start);
          return idawLength(program);
        },
      };
    }),
  },
  {
    name: 'ipl-keeps-its-first-record',
    describes: 'The program of IPL cannot store into the record that it has come from.',
    breaks: ['IPL-11', 'IPL-12'],
    apply: channel(({ dataAddressIsValid }) => ({
      dataAddressIsValid: (program, area) =>
        dataAddressIsValid(program, area) && !(program.ignoresPci && program.at > 0 && area.address < 24),
    })),
  },
  {
    name: 'ipl-wants-plain-end',
    describes: 'IPL that ends with status modifier has failed.',
    breaks: ['IPL-19'],
    apply: channel(({ loadSucceeded }) => ({
      loadSucceeded: (end) => loadSucceeded(end) && end?.deviceStatus === normalEnd,
    })),
  },
  {
    name: 'load-normal-clears',
    describes: 'IPL clears a part of storage although load-normal was asked for.',
    breaks: ['IPL-20'],
    apply: channel(({ impliedRead }) => ({
      impliedRead: (program) => {
        impliedRead(program);
        for (let address = 0x10000; address < 0x100000; address += 4096) program.css.storage.clearFrame(address);
      },
    })),
  },
];
