import { ccwFlag } from '../../../architecture/ccw';
import { scswMask as scsw, subchannelStatus as status, deviceStatus as unit } from '../../../architecture/scsw';
import { ChannelCheck } from '../../hardware/channel/program/check';
import type { ChannelProgram } from '../../hardware/channel/program/program';
import * as control from '../../hardware/channel/program/take-control';
import type { Fault } from '../fault';
import { channel, missing } from './change';

const unchecked = (...members: readonly control.CcwCheck[]): Fault['apply'] =>
  channel(({ ccwChecks }) => ({ ccwChecks: missing(ccwChecks, ...members) }));

const alsoInvalid = (check: control.CcwCheck): Fault['apply'] =>
  channel(({ ccwChecks }) => ({ ccwChecks: [...ccwChecks, check] }));

/** A program check that tells of another address. */
const told =
  (address: (program: ChannelProgram) => number): ((program: ChannelProgram) => ChannelCheck) =>
  (program) =>
    new ChannelCheck(status.programCheck, address(program));

/** Suspends a program once only. */
function onceOnly(right: (program: ChannelProgram) => boolean): (program: ChannelProgram) => boolean {
  const suspended = new WeakSet<ChannelProgram>();
  return (program) => {
    if (suspended.has(program) || !right(program)) return false;
    suspended.add(program);
    return true;
  };
}

/** CCWs and what makes them take control: CCW-01 to CCW-24, CCW-48 to CCW-59, CCW-74, CCW-83 to CCW-92. */
export const channelProgramFaults: readonly Fault[] = [
  {
    name: 'format-0-address-of-16-bits',
    describes: 'Of the data address of a format-0 CCW two bytes are used.',
    breaks: ['CCW-01'],
    apply: channel(({ readFormat0 }) => ({
      readFormat0: (program, high, low) => readFormat0(program, high & 0xff00ffff, low),
    })),
  },
  {
    name: 'format-0-byte-5-must-be-zero',
    describes: 'A format-0 CCW is invalid with anything in byte 5.',
    breaks: ['CCW-02'],
    apply: channel(({ readFormat0 }) => ({
      readFormat0: (program, high, low) => readFormat0(program, (low & 0xff0000) === 0 ? high : 0, low),
    })),
  },
  {
    name: 'format-1-bit-32-not-looked-at',
    describes: 'Data addresses of format-1 CCWs are taken modulo 2 GiB.',
    breaks: ['CCW-03'],
    apply: channel(({ readFormat1 }) => ({
      readFormat1: (program, high, low) => readFormat1(program, high, low & 0x7fffffff),
    })),
  },
  {
    name: 'command-code-not-looked-at',
    describes: 'A CCW with an invalid command code goes to the device.',
    breaks: ['CCW-04'],
    apply: unchecked(control.invalidCommand),
  },
  {
    name: 'command-reject-is-program-check',
    describes: 'A command that the device does not know ends in a program check.',
    breaks: ['CCW-05', 'IPL-43'],
    apply: channel(({ presentEnd }) => ({
      presentEnd: (css, subchannel, end) => {
        const rejected = (end.deviceStatus & unit.unitCheck) !== 0 && subchannel.device?.senseData[0] === 0x80;
        presentEnd(
          css,
          subchannel,
          rejected ? { ...end, deviceStatus: 0, subchannelStatus: status.programCheck } : end,
        );
      },
    })),
  },
  {
    name: 'format-0-beyond-16-mib',
    describes: 'Format-0 programs reach as far as those of format 1, as in Hercules.',
    breaks: ['CCW-07'],
    apply: channel(() => ({
      isAddressable: (program, address) => address < 0x80000000 && program.css.storage.has(address),
    })),
  },
  {
    name: 'ccw-outside-storage-is-protection-check',
    describes: 'A program that is not in storage ends in a protection check.',
    breaks: ['CCW-08', 'CCW-09'],
    apply: channel(() => ({
      notAddressable: (program) => new ChannelCheck(status.protectionCheck, program.at + 8),
    })),
  },
  {
    name: 'invalid-ccw-address-not-advanced',
    describes: 'The CCW address is that of a CCW that cannot be fetched, not the next one.',
    breaks: ['CCW-06', 'CCW-09'],
    apply: channel(() => ({ notAddressable: told(({ at }) => at) })),
  },
  {
    name: 'format-0-count-zero',
    describes: 'A format-0 CCW may have the count 0, as in Hercules 4.',
    breaks: ['CCW-10'],
    apply: unchecked(control.zeroCountFormat0),
  },
  {
    name: 'format-1-count-zero-invalid',
    describes: 'No CCW may have the count 0.',
    breaks: ['CCW-11'],
    apply: alsoInvalid(({ count }) => count === 0),
  },
  {
    name: 'count-zero-with-chain-data',
    describes: 'A CCW with the count 0 may chain data.',
    breaks: ['CCW-12'],
    apply: unchecked(control.zeroCountWithChainData),
  },
  {
    name: 'count-zero-data-chained',
    describes: 'A CCW that data chaining has reached may have the count 0.',
    breaks: ['CCW-13'],
    apply: unchecked(control.zeroCountDataChained),
  },
  {
    name: 'idaw-list-checked-without-data',
    describes: 'The list of addresses is looked at with the count 0 too.',
    breaks: ['CCW-14'],
    apply: alsoInvalid(
      (program) =>
        program.has(ccwFlag.indirect) && program.count === 0 && !program.css.storage.has(program.dataAddress),
    ),
  },
  {
    name: 'format-0-tic-08-only',
    describes: 'A transfer in channel of format 0 has the code 08 exactly.',
    breaks: ['CCW-15'],
    apply: channel(() => ({ isTransferInChannel: ({ code }) => code === 0x08 })),
  },
  {
    name: 'format-1-tic-any',
    describes: 'A transfer in channel of format 1 has any code that ends with 8.',
    breaks: ['CCW-16'],
    apply: channel(() => ({ isTransferInChannel: ({ code }) => (code & 0xf) === 8 })),
  },
  {
    name: 'format-1-tic-flags-not-looked-at',
    describes: 'Flags and count of a format-1 transfer in channel are passed over.',
    breaks: ['CCW-17'],
    apply: channel(({ transferChecks }) => ({ transferChecks: missing(transferChecks, control.strictFormat1) })),
  },
  {
    name: 'tic-to-tic-tells-of-the-first',
    describes: 'A transfer to a transfer is told of at the address of the second one itself.',
    breaks: ['CCW-18'],
    apply: channel(() => ({ transferToTransfer: told(({ at }) => at) })),
  },
  {
    name: 'tic-target-told',
    describes: 'A transfer to no doubleword is told of behind its target, as in QEMU.',
    breaks: ['CCW-19'],
    apply: channel(() => ({ invalidTransfer: told(({ dataAddress }) => dataAddress + 8) })),
  },
  {
    name: 'no-transfer-in-channel',
    describes: 'A transfer in channel is an invalid command.',
    breaks: ['CCW-21', 'CCW-22', 'CCW-30', 'CCW-85'],
    apply: channel(() => ({ isTransferInChannel: () => false })),
  },
  {
    name: 'tic-under-data-chaining',
    describes: 'Data chaining cannot go through a transfer in channel.',
    breaks: ['CCW-22'],
    apply: channel(({ transferChecks }) => ({
      transferChecks: [...transferChecks, ({ dataChained }: ChannelProgram) => dataChained],
    })),
  },
  {
    name: 'hundred-ccws',
    describes: 'A program ends after its hundredth CCW.',
    breaks: ['CCW-23'],
    apply: channel(({ chainsCommands }) => ({
      chainsCommands: (program, ended) =>
        chainsCommands(program, ended) && program.at - program.orb.programAddress < 99 * 8,
    })),
  },
  {
    name: 'continuation-has-a-command',
    describes: 'The command code of a CCW that continues an operation has to be valid.',
    breaks: ['CCW-44'],
    apply: alsoInvalid(({ dataChained, code }) => dataChained && (code & 0xf) === 0),
  },
  {
    name: 'no-pci',
    describes: 'The PCI flag is not looked at, as in QEMU.',
    breaks: ['CCW-48', 'CCW-49'],
    apply: channel(() => ({ pciTakesControl: () => {} })),
  },
  {
    name: 'pci-gone-at-the-end',
    describes: 'PCI that was not collected is not told at the end.',
    breaks: ['CCW-49'],
    apply: channel(({ presentEnd }) => ({
      presentEnd: (css, subchannel, end) =>
        presentEnd(css, subchannel, { ...end, subchannelStatus: end.subchannelStatus & ~status.pci }),
    })),
  },
  {
    name: 'pci-in-tic-is-invalid',
    describes: 'A format-0 transfer in channel may not have the PCI flag.',
    breaks: ['CCW-50'],
    apply: channel(({ transferChecks }) => ({
      transferChecks: [
        ...transferChecks,
        ({ format1 }: ChannelProgram, _high: number, low: number) => !format1 && (low & (ccwFlag.pci << 24)) !== 0,
      ],
    })),
  },
  {
    name: 'suspend-flag-without-control',
    describes: 'The suspend flag is passed over where the ORB does not permit it.',
    breaks: ['CCW-51'],
    apply: unchecked(control.suspendNotAllowed),
  },
  {
    name: 'suspend-with-data-chaining',
    describes: 'A program may be suspended in the middle of an operation.',
    breaks: ['CCW-52'],
    apply: unchecked(control.suspendWithDataChaining),
  },
  {
    name: 'suspension-always-silent',
    describes: 'A suspension never makes status pending, as in QEMU.',
    breaks: ['CCW-53'],
    apply: channel(() => ({ suppressesSuspended: () => true })),
  },
  {
    name: 'suspension-never-silent',
    describes: 'A suspension makes status pending whatever the ORB says.',
    breaks: ['CCW-54'],
    apply: channel(() => ({ suppressesSuspended: () => false })),
  },
  {
    name: 'suspended-ccw-not-fetched-again',
    describes: 'The suspended CCW is executed as it was when the program was suspended.',
    breaks: ['CCW-56', 'CCW-57'],
    apply: channel(() => ({ refetchesSuspended: false })),
  },
  {
    name: 'suspends-once',
    describes: 'A program is suspended no second time.',
    breaks: ['CCW-56'],
    apply: channel(({ suspends }) => ({ suspends: onceOnly(suspends) })),
  },
  {
    name: 'first-ccw-not-suspended',
    describes: 'The suspend flag of the first CCW is passed over.',
    breaks: ['CCW-58'],
    apply: channel(({ suspends }) => ({
      suspends: (program) => !program.subchannel.has(scsw.startPending) && suspends(program),
    })),
  },
  {
    name: 'midaws-without-control',
    describes: 'The MIDAW flag is obeyed where the ORB does not permit it.',
    breaks: ['CCW-59'],
    apply: unchecked(control.midawNotAllowed),
  },
  {
    name: 'invalid-ccw-told-by-its-address',
    describes: 'The CCW address of an invalid CCW is its own, not the next one.',
    breaks: ['CCW-04', 'CCW-74'],
    apply: channel(() => ({ invalidCcw: told(({ at }) => at) })),
  },
  {
    name: 'prefetched-ccw-in-halves',
    describes: 'Of a CCW that was fetched ahead the first word is the old one and the second one is new.',
    breaks: ['CCW-89'],
    apply: channel(() => ({
      prefetch: { kind: 'whole' },
      fetchedEarly: (program, address, [high]) => [
        high,
        program.css.storage.frame(address).view.getUint32((address % 4096) + 4),
      ],
    })),
  },
  {
    name: 'executed-ccw-read-again',
    describes: 'Whether the program chains is read from storage once more after the operation.',
    breaks: ['CCW-93'],
    apply: channel(({ chainsCommands }) => ({
      chainsCommands: (program, ended) => {
        const { view } = program.css.storage.frame(program.at);
        program.flags = view.getUint8((program.at % 4096) + (program.format1 ? 1 : 4));
        return chainsCommands(program, ended);
      },
    })),
  },
  {
    name: 'prefetch-without-permission',
    describes: 'The whole program is fetched ahead whatever the ORB says, as vfio-ccw does.',
    breaks: ['CCW-83', 'CCW-84', 'CCW-85', 'CCW-86', 'CCW-87', 'CCW-91', 'CCW-92'],
    apply: channel(() => ({ prefetch: { kind: 'whole' }, mayPrefetch: () => true })),
  },
];
