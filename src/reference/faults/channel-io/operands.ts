import * as validity from '../../hardware/channel/validity';
import type { Fault } from '../fault';
import { channel, missing } from './change';

const sid = (...members: readonly (typeof validity.sidWithoutOne)[]): Fault['apply'] =>
  channel(({ sidChecks }) => ({ sidChecks: missing(sidChecks, ...members) }));
const orb = (...members: readonly (typeof validity.orbReserved)[]): Fault['apply'] =>
  channel(({ orbChecks }) => ({ orbChecks: missing(orbChecks, ...members) }));
const schib = (...members: readonly (typeof validity.schibLimitMode3)[]): Fault['apply'] =>
  channel(({ schibChecks }) => ({ schibChecks: missing(schibChecks, ...members) }));

/** Operand exceptions: CSS-07 to CSS-10, CSS-16 to CSS-21, CSS-31 to CSS-36, CSS-74 to CSS-76, CSS-80, CSS-82. */
export const operandFaults: readonly Fault[] = [
  {
    name: 'sid-bit-15-not-looked-at',
    describes: 'A subsystem identification without the one in bit 15 names a subchannel.',
    breaks: ['CSS-07'],
    apply: sid(validity.sidWithoutOne),
  },
  {
    name: 'sid-subsystem-not-looked-at',
    describes: 'A channel-subsystem identification without M is passed over.',
    breaks: ['CSS-08'],
    apply: sid(validity.sidSubsystemWithoutM),
  },
  {
    name: 'sets-always-enabled',
    describes: 'Subchannel sets 1 to 3 can be used from the start.',
    breaks: ['CSS-09'],
    apply: sid(validity.sidSetNotEnabled),
  },
  {
    name: 'sets-never-enabled',
    describes: 'Enabling the subchannel sets succeeds and changes nothing.',
    breaks: ['CSS-10'],
    apply: channel(({ sidChecks }) => ({ sidChecks: [...sidChecks, (word: number) => (word & 0x00060000) !== 0] })),
  },
  {
    name: 'schib-flags-not-looked-at',
    describes: 'MODIFY SUBCHANNEL passes over reserved flags.',
    breaks: ['CSS-16'],
    apply: schib(validity.schibFlagsReserved),
  },
  {
    name: 'schib-bit-5-reserved',
    describes: 'MODIFY SUBCHANNEL takes bit 5 of the flags for a reserved one that has to be zero.',
    breaks: ['CSS-17'],
    apply: channel(({ schibChecks }) => ({
      schibChecks: [...schibChecks, (block: DataView) => (block.getUint16(4) & 0x0400) !== 0],
    })),
  },
  {
    name: 'schib-bit-5-stored',
    describes: 'Bit 5 of the flags comes back as it was given.',
    breaks: ['CSS-17'],
    apply: channel(({ modify }) => ({
      modify: (subchannel, from) => {
        modify(subchannel, from);
        subchannel.flags = subchannel.flags | (from.getUint16(4) & 0x0400);
      },
    })),
  },
  {
    name: 'schib-word-6-not-looked-at',
    describes: 'MODIFY SUBCHANNEL passes over reserved bits of word 6.',
    breaks: ['CSS-18'],
    apply: schib(validity.schibExtraReserved),
  },
  {
    name: 'limit-mode-3-accepted',
    describes: 'MODIFY SUBCHANNEL takes limit mode 3, as QEMU does.',
    breaks: ['CSS-19'],
    apply: schib(validity.schibLimitMode3),
  },
  {
    name: 'measurement-block-anywhere',
    describes: 'A format-1 measurement block need not be on its boundary.',
    breaks: ['CSS-20'],
    apply: schib(validity.schibMeasurementBlock),
  },
  {
    name: 'extended-measurement-accepted',
    describes: 'Extended measurement words are accepted without the facility.',
    breaks: ['CSS-21'],
    apply: schib(validity.schibExtendedMeasurement),
  },
  {
    name: 'orb-reserved-not-looked-at',
    describes: 'START SUBCHANNEL passes over reserved bits of the ORB.',
    breaks: ['CSS-31'],
    apply: orb(validity.orbReserved),
  },
  {
    name: 'orb-address-bit-0-not-looked-at',
    describes: 'A program address of 32 bits is taken for one of 31.',
    breaks: ['CSS-32'],
    apply: orb(validity.orbAddressBit0),
  },
  {
    name: 'transport-mode-accepted',
    describes: 'START SUBCHANNEL takes an ORB of the transport mode for one of the command mode.',
    breaks: ['CSS-33'],
    apply: orb(validity.orbTransportMode),
  },
  {
    name: 'midaws-without-facility',
    describes: 'The MIDAW control is accepted without the facility.',
    breaks: ['CSS-34'],
    apply: orb(validity.orbMidawsAbsent),
  },
  {
    name: 'orb-extension-refused',
    describes: 'START SUBCHANNEL knows ORBs of three words only.',
    breaks: ['CSS-35'],
    apply: channel(({ orbChecks }) => ({
      orbChecks: [...orbChecks, ({ controls }: { readonly controls: number }) => (controls & 1) !== 0],
    })),
  },
  {
    name: 'program-address-checked-at-start',
    describes: 'START SUBCHANNEL refuses a program that is not on a doubleword or beyond the reach of its format.',
    breaks: ['CSS-36'],
    apply: channel(({ orbChecks }) => ({
      orbChecks: [
        ...orbChecks,
        ({ controls, programAddress }: { readonly controls: number; readonly programAddress: number }) =>
          programAddress % 8 !== 0 || ((controls & 0x00800000) === 0 && programAddress >= 0x1000000),
      ],
    })),
  },
  {
    name: 'rchp-register-not-looked-at',
    describes: 'RESET CHANNEL PATH looks at the path in its register and at nothing else there.',
    breaks: ['CSS-74'],
    apply: channel(() => ({ pathInvalid: () => false })),
  },
  {
    name: 'schm-register-not-looked-at',
    describes: 'SET CHANNEL MONITOR passes over reserved bits.',
    breaks: ['CSS-75'],
    apply: channel(() => ({ monitorReserved: () => false })),
  },
  {
    name: 'schm-block-anywhere',
    describes: 'The measurement-block origin may be anywhere.',
    breaks: ['CSS-76'],
    apply: channel(() => ({ monitorBlockUnaligned: () => false })),
  },
  {
    name: 'sal-register-not-looked-at',
    describes: 'SET ADDRESS LIMIT takes any limit.',
    breaks: ['CSS-80'],
    apply: channel(() => ({ limitInvalid: () => false })),
  },
  {
    name: 'chsc-length-odd',
    describes: 'The length of a request need not be a multiple of 8.',
    breaks: ['CSS-82'],
    apply: channel(() => ({ requestLengthInvalid: (length) => length < 16 || length > 4088 })),
  },
  {
    name: 'unknown-service-is-done',
    describes: 'A service that there is not is answered as if it had been done.',
    breaks: ['CSS-83'],
    apply: channel(() => ({ unknownService: 0x0001 })),
  },
  {
    name: 'no-general-characteristics',
    describes: 'The channel subsystem has no characteristics.',
    breaks: ['CSS-84'],
    apply: channel(() => ({ generalCharacteristics: [] })),
  },
];
