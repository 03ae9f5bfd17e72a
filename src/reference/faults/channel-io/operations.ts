import { ccwFlag, commandClass } from '../../../architecture/ccw';
import { orbMask } from '../../../architecture/orb';
import { scswMask as scsw, subchannelStatus as status, deviceStatus as unit } from '../../../architecture/scsw';
import * as area from '../../hardware/channel/program/data-area';
import { programCheck } from '../../hardware/channel/program/storage-access';
import type { Fault } from '../fault';
import { channel, missing } from './change';

const midaw = (...members: readonly area.MidawCheck[]): Fault['apply'] =>
  channel(({ midawChecks }) => ({ midawChecks: missing(midawChecks, ...members) }));

/** Data, lengths, chaining, ends: CCW-25 to CCW-47, CCW-60 to CCW-80, CCW-94. */
export const operationFaults: readonly Fault[] = [
  {
    name: 'no-command-chaining',
    describes: 'A program ends with its first operation.',
    breaks: ['CCW-21', 'CCW-25'],
    apply: channel(() => ({ chainsCommands: () => false })),
  },
  {
    name: 'end-told-by-last-ccw',
    describes: 'The CCW address at a normal end is that of the last CCW, not the next one.',
    breaks: ['CCW-26', 'CCW-39'],
    apply: channel(({ presentEnd }) => ({
      presentEnd: (css, subchannel, end) => presentEnd(css, subchannel, { ...end, ccwAddress: end.ccwAddress - 8 }),
    })),
  },
  {
    name: 'status-modifier-not-looked-at',
    describes: 'Status modifier skips no CCW.',
    breaks: ['CCW-27', 'CCW-28', 'CCW-30', 'IPL-09', 'IPL-30'],
    apply: channel(() => ({ followingCcw: ({ at }) => at + 8 })),
  },
  {
    name: 'chains-after-unit-check',
    describes: 'The next command follows a unit check.',
    breaks: ['CCW-31'],
    apply: channel(({ chainsCommands }) => ({
      chainsCommands: (program, ended) => chainsCommands(program, ended & ~unit.unitCheck),
    })),
  },
  {
    name: 'chains-after-unit-exception',
    describes: 'The next command follows a unit exception.',
    breaks: ['CCW-32'],
    apply: channel(({ chainsCommands }) => ({
      chainsCommands: (program, ended) => chainsCommands(program, ended & ~unit.unitException),
    })),
  },
  {
    name: 'channel-end-is-the-end',
    describes: 'Channel end alone is taken for the end of everything.',
    breaks: ['CCW-33'],
    apply: channel(({ endingControl }) => ({ endingControl: (end) => endingControl(end) | scsw.secondary })),
  },
  {
    name: 'length-never-wrong',
    describes: 'There is no incorrect length, as in QEMU.',
    breaks: ['CCW-34', 'CCW-36', 'CCW-38', 'CCW-40', 'IPL-22'],
    apply: channel(() => ({ lengthIsWrong: () => false })),
  },
  {
    name: 'length-not-suppressed',
    describes: 'The SLI flag is not looked at.',
    breaks: ['CCW-35', 'CCW-37'],
    apply: channel(({ lengthIsWrong }) => ({
      lengthIsWrong: (program, immediate, left) => {
        const { flags } = program;
        program.flags &= ~ccwFlag.suppressLength;
        const wrong = lengthIsWrong(program, immediate, left);
        program.flags = flags;
        return wrong;
      },
    })),
  },
  {
    name: 'chains-after-wrong-length',
    describes: 'Incorrect length is told at the end and stops nothing.',
    breaks: ['CCW-36'],
    apply: channel(({ chainsCommands }) => ({
      chainsCommands: (program, ended) => {
        const { subchannelStatus } = program;
        program.subchannelStatus &= ~status.incorrectLength;
        const chains = chainsCommands(program, ended);
        program.subchannelStatus = subchannelStatus;
        return chains;
      },
    })),
  },
  {
    name: 'length-suppressed-under-chain-data',
    describes: 'The SLI flag counts in a CCW that chains data.',
    breaks: ['CCW-38'],
    apply: channel(({ lengthIsWrong }) => ({
      lengthIsWrong: (program, immediate, left) =>
        !program.has(ccwFlag.suppressLength) && lengthIsWrong(program, immediate, left),
    })),
  },
  {
    name: 'immediate-format-0-has-a-length',
    describes: 'An immediate operation of format 0 can have an incorrect length.',
    breaks: ['CCW-39'],
    apply: channel(() => ({
      immediateLengthIsWrong: (program) => !program.has(ccwFlag.suppressLength | ccwFlag.chainCommand),
    })),
  },
  {
    name: 'immediate-format-1-has-no-length',
    describes: 'An immediate operation never has an incorrect length, as in QEMU.',
    breaks: ['CCW-40'],
    apply: channel(() => ({ immediateLengthIsWrong: () => false })),
  },
  {
    name: 'length-suppression-mode-not-looked-at',
    describes: 'Incorrect-length suppression of the ORB is not looked at.',
    breaks: ['CCW-41'],
    apply: channel(() => ({
      immediateLengthIsWrong: (program) =>
        program.format1 && program.count > 0 && !program.has(ccwFlag.suppressLength | ccwFlag.chainCommand),
    })),
  },
  {
    name: 'no-data-chaining',
    describes: 'An operation ends with its first area.',
    breaks: ['CCW-22', 'CCW-43', 'CCW-44', 'CCW-88'],
    apply: channel(() => ({ chainsData: () => false })),
  },
  {
    name: 'next-area-when-needed',
    describes: 'A data-chained CCW takes control when a byte has to move, not as soon as the area is full.',
    breaks: ['CCW-43'],
    apply: channel(({ chainsData }) => ({ chainsData: (program, left) => left > 0 && chainsData(program, left) })),
  },
  {
    name: 'continuation-flags-not-looked-at',
    describes: 'The skip flag of the first CCW counts for all of the operation.',
    breaks: ['CCW-45'],
    apply: channel(({ skips }) => ({ skips: (program) => !program.dataChained && skips(program) })),
  },
  {
    name: 'skip-not-looked-at',
    describes: 'Input is stored whether the skip flag is on or not.',
    breaks: ['CCW-46', 'CCW-94'],
    apply: channel(() => ({ skips: () => false })),
  },
  {
    name: 'skip-of-output-is-invalid',
    describes: 'The skip flag is a program check for a write or a control.',
    breaks: ['CCW-47'],
    apply: channel(({ ccwChecks }) => ({
      ccwChecks: [
        ...ccwChecks,
        (program) => program.has(ccwFlag.skip) && ['write', 'control'].includes(commandClass(program.code)),
      ],
    })),
  },
  {
    name: 'midaw-reserved-not-looked-at',
    describes: 'Reserved bits of a MIDAW are passed over.',
    breaks: ['CCW-60'],
    apply: midaw(area.midawReserved),
  },
  {
    name: 'midaw-beyond-count',
    describes: 'A MIDAW may have more than is left of the count.',
    breaks: ['CCW-60'],
    apply: midaw(area.midawTooLong),
  },
  {
    name: 'midaw-crosses-pages',
    describes: 'A MIDAW may cross a page.',
    breaks: ['CCW-60'],
    apply: midaw(area.midawCrossesPage),
  },
  {
    name: 'midaw-skip-not-looked-at',
    describes: 'The skip flag of a MIDAW is passed over.',
    breaks: ['CCW-61'],
    apply: channel(() => ({ midawSkips: () => false })),
  },
  {
    name: 'idaw-list-anywhere',
    describes: 'A list of addresses may begin at any even address.',
    breaks: ['CCW-62', 'CCW-63'],
    apply: channel(() => ({ idawListAligned: (list) => list % 2 === 0 && list % 4096 <= 4088 })),
  },
  {
    name: 'idaw-inside-a-block',
    describes: 'A further IDAW may point into a block.',
    breaks: ['CCW-64'],
    apply: channel(() => ({ continuesBlock: () => true })),
  },
  {
    name: 'one-idaw-only',
    describes: 'An operation has one IDAW.',
    breaks: ['CCW-65'],
    apply: channel(() => ({ continuesBlock: () => false })),
  },
  {
    name: 'unused-idaw-checked',
    describes: 'The IDAW behind the last one that is needed has to be valid too.',
    breaks: ['CCW-67'],
    apply: channel(({ idawLength }) => ({
      lastIdawUsed: (program, list) => {
        const word = program.css.storage.has(list) ? program.css.storage.frame(list).view.getUint32(list % 4096) : 0;
        if (word >= 0x80000000 || (idawLength(program) === 4 && word % 2048 !== 0)) throw programCheck(program);
      },
    })),
  },
  {
    name: 'idaw-blocks-always-2k',
    describes: 'An IDAW covers 2 KiB whatever the ORB says.',
    breaks: ['CCW-66'],
    apply: channel(() => ({ idawBlock: () => 2048 })),
  },
  {
    name: 'idaw-blocks-always-4k',
    describes: 'An IDAW covers 4 KiB whatever the ORB says.',
    breaks: ['CCW-65', 'CCW-66'],
    apply: channel(() => ({ idawBlock: () => 4096 })),
  },
  {
    name: 'format-1-idaw-blocks-4k',
    describes: 'The 2K control counts for format-1 IDAWs too.',
    breaks: ['CCW-66'],
    apply: channel(() => ({ idawBlock: (program) => (program.allows(orbMask.idawBlocks2K) ? 2048 : 4096) })),
  },
  {
    name: 'idaw-below-2-gib',
    describes: 'Format-2 IDAWs reach no further than format-1 ones.',
    breaks: ['CCW-68'],
    apply: channel(({ dataAddressIsValid }) => ({
      dataAddressIsValid: (program, piece) => piece.address < 0x80000000 && dataAddressIsValid(program, piece),
    })),
  },
  {
    name: 'area-must-end-before-the-limit',
    describes: 'A data area that ends exactly at the end of storage is refused.',
    breaks: ['CCW-69'],
    apply: channel(({ dataAddressIsValid }) => ({
      dataAddressIsValid: (program, piece) =>
        piece.address + piece.length < program.css.storage.size && dataAddressIsValid(program, piece),
    })),
  },
  {
    name: 'channel-stores-without-key',
    describes: 'The subchannel key is not looked at for stores.',
    breaks: ['CCW-70'],
    apply: channel(({ keyAllows }) => ({
      keyAllows: (key, storageKey, store) => store || keyAllows(key, storageKey, store),
    })),
  },
  {
    name: 'channel-fetches-without-key',
    describes: 'Fetch protection is not looked at for output data.',
    breaks: ['CCW-71'],
    apply: channel(({ keyAllows }) => ({
      keyAllows: (key, storageKey, store) => !store || keyAllows(key, storageKey, store),
    })),
  },
  {
    name: 'subchannel-key-0-is-a-key',
    describes: 'Subchannel key 0 is compared as any other.',
    breaks: ['CCW-72'],
    apply: channel(() => ({
      keyAllows: (key, storageKey, store) => key === storageKey >>> 4 || (!store && (storageKey & 8) === 0),
    })),
  },
  {
    name: 'ccw-fetched-without-key',
    describes: 'Fetch protection is not looked at for CCWs and lists of addresses.',
    breaks: ['CCW-73'],
    apply: channel(() => ({ ccwKeyAllows: () => true })),
  },
  {
    name: 'residual-count-always-0',
    describes: 'The residual count is 0 whatever has moved.',
    breaks: ['CCW-34', 'CCW-35', 'CCW-75'],
    apply: channel(({ presentEnd }) => ({
      presentEnd: (css, subchannel, end) => presentEnd(css, subchannel, { ...end, residual: 0 }),
    })),
  },
  {
    name: 'program-check-with-device-status',
    describes: 'A program check comes with channel end and device end.',
    breaks: ['CCW-76'],
    apply: channel(({ presentEnd }) => ({
      presentEnd: (css, subchannel, end) =>
        presentEnd(
          css,
          subchannel,
          (end.subchannelStatus & status.programCheck) === 0 ? end : { ...end, deviceStatus: 0x0c },
        ),
    })),
  },
  {
    name: 'no-initial-status',
    describes: 'A request for initial status is passed over.',
    breaks: ['CCW-79'],
    apply: channel(() => ({
      acceptFirst: ({ subchannel }) => {
        subchannel.off(scsw.startPending);
        subchannel.on(scsw.subchannelActive | scsw.deviceActive);
      },
    })),
  },
];
