import { ccwFlag } from '../../../architecture/ccw';
import { scswMask as scsw } from '../../../architecture/scsw';
import { DasdCheck } from '../../hardware/channel/devices/dasd/sense';
import { normalEnd } from '../../hardware/channel/devices/device';
import type { ChannelProgram } from '../../hardware/channel/program/program';
import { makePending } from '../../hardware/channel/status';
import type { Storage } from '../../storage/storage';
import type { Fault } from '../fault';
import { channel, dasd } from './change';

const implied = (change: (program: ChannelProgram) => void): Fault['apply'] =>
  channel(({ impliedRead }) => ({
    impliedRead: (program) => {
      impliedRead(program);
      change(program);
    },
  }));

/** IPL and the disk it comes from: IPL-01 to IPL-43. */
export const loadingFaults: readonly Fault[] = [
  {
    name: 'ipl-reads-16-bytes',
    describes: 'The implied read of IPL brings the PSW and one CCW.',
    breaks: ['IPL-01'],
    apply: implied((program) => {
      program.count = 16;
      program.residual = 16;
    }),
  },
  {
    name: 'ipl-read-does-not-chain',
    describes: 'IPL ends with its implied read.',
    breaks: ['IPL-02', 'IPL-04'],
    apply: implied((program) => {
      program.flags &= ~ccwFlag.chainCommand;
    }),
  },
  {
    name: 'ipl-read-does-not-suppress-length',
    describes: 'The implied read of IPL needs a record of exactly 24 bytes.',
    breaks: ['IPL-07', 'IPL-08'],
    apply: implied((program) => {
      program.flags &= ~ccwFlag.suppressLength;
    }),
  },
  {
    name: 'ipl-of-format-1',
    describes: 'The CCWs that IPL brings are of format 1.',
    breaks: ['IPL-03'],
    apply: channel(() => ({ loadControls: 0x0080ff00 })),
  },
  {
    name: 'ipl-prefetches',
    describes: 'The program of IPL is fetched ahead.',
    breaks: ['IPL-05', 'IPL-06'],
    apply: channel(() => ({ loadControls: 0x0040ff00, prefetch: { kind: 'whole' } })),
  },
  {
    name: 'ipl-obeys-pci',
    describes: 'A PCI flag in the program of IPL makes an interruption pending.',
    breaks: ['IPL-10'],
    apply: channel(() => ({ loadIgnoresPci: false })),
  },
  {
    name: 'ipl-tells-no-device',
    describes: 'IPL leaves no subsystem identification behind.',
    breaks: ['IPL-13'],
    apply: channel(() => ({ storeLoadIdentification: () => {} })),
  },
  {
    name: 'ipl-psw-in-24-bit-mode',
    describes: 'The addressing mode of the PSW of IPL is lost.',
    breaks: ['IPL-15'],
    apply: channel(({ loadedPsw }) => ({
      loadedPsw: (storage) => {
        const psw = loadedPsw(storage);
        return psw === undefined ? undefined : { mask: psw.mask & ~0x80000000n, address: psw.address & 0xffffffn };
      },
    })),
  },
  {
    name: 'ipl-psw-not-checked',
    describes: 'Whatever is at 0 after IPL is taken for a PSW.',
    breaks: ['IPL-16'],
    apply: channel(() => ({ loadedPsw: () => ({ mask: 0x0000000080000000n, address: 0x2000n }) })),
  },
  {
    name: 'ipl-psw-of-the-first-record',
    describes: 'The PSW is the one that the first record brought, whatever the program has stored over it.',
    breaks: ['IPL-11'],
    apply: channel(({ followingCcw, loadedPsw }) => {
      const first = new WeakMap<Storage, Uint8Array>();
      return {
        followingCcw: (program, status) => {
          const { storage } = program.css;
          if (program.at === 0 && program.ignoresPci) first.set(storage, storage.read(0, 8));
          return followingCcw(program, status);
        },
        loadedPsw: (storage) => {
          const psw = first.get(storage);
          if (psw !== undefined) storage.write(0, psw);
          return loadedPsw(storage);
        },
      };
    }),
  },
  {
    name: 'ipl-keeps-its-first-ccws',
    describes: 'The first record is put back at 8 to 23 when IPL has ended.',
    breaks: ['IPL-12'],
    apply: channel(({ followingCcw, loadedPsw }) => {
      const first = new WeakMap<Storage, Uint8Array>();
      return {
        followingCcw: (program, status) => {
          const { storage } = program.css;
          if (program.at === 0 && program.ignoresPci) first.set(storage, storage.read(8, 16));
          return followingCcw(program, status);
        },
        loadedPsw: (storage) => {
          const ccws = first.get(storage);
          if (ccws !== undefined) storage.write(8, ccws);
          return loadedPsw(storage);
        },
      };
    }),
  },
  {
    name: 'ipl-always-clears',
    describes: 'IPL clears storage whether it was asked to or not.',
    breaks: ['IPL-20'],
    apply: implied((program) => program.css.storage.clear()),
  },
  {
    name: 'ipl-leaves-status',
    describes: 'The end of IPL is a status with an interruption.',
    breaks: ['IPL-14'],
    apply: channel(({ loadEnded }) => ({
      loadEnded: (css, subchannel) => {
        loadEnded(css, subchannel);
        makePending(css, subchannel, scsw.primary | scsw.secondary);
      },
    })),
  },
  {
    name: 'ipl-without-a-device',
    describes: 'IPL from nothing starts the CPU with whatever is there.',
    breaks: ['IPL-18'],
    apply: channel(({ loadSucceeded, loadedPsw }) => ({
      loadSucceeded: (end) => end === undefined || loadSucceeded(end),
      loadedPsw: (storage) => loadedPsw(storage) ?? { mask: 0x80000000n, address: 0n },
    })),
  },
  {
    name: 'ipl-needs-a-second-record',
    describes: 'IPL fails where the first record brings no further command.',
    breaks: ['IPL-23'],
    apply: channel(({ loadSucceeded }) => ({
      loadSucceeded: (end) => loadSucceeded(end) && end?.ccwAddress !== 16,
    })),
  },
  {
    name: 'ipl-never-fails',
    describes: 'The PSW is loaded however the program ended.',
    breaks: ['IPL-17', 'IPL-22', 'IPL-24'],
    apply: channel(() => ({ loadSucceeded: () => true })),
  },
  {
    name: 'domain-not-looked-at',
    describes: 'Any command may come inside the domain of a Locate Record.',
    breaks: ['IPL-24', 'IPL-36'],
    apply: dasd(() => ({ checkDomain: () => {} })),
  },
  {
    name: 'read-ipl-stays-at-its-record',
    describes: 'The read behind READ IPL brings the same record again.',
    breaks: ['IPL-04', 'IPL-25'],
    apply: dasd(({ readIpl }) => ({
      readIpl: (device) => {
        const operation = readIpl(device);
        device.next -= 1;
        return operation;
      },
    })),
  },
  {
    name: 'read-ipl-brings-the-key',
    describes: 'READ IPL brings key and data.',
    breaks: ['IPL-26', 'IPL-28'],
    apply: dasd(({ readIpl }) => ({
      readIpl: (device) => {
        readIpl(device);
        const { key, data } = device.current!;
        return { kind: 'input', data: Uint8Array.from([...key, ...data]), end: () => normalEnd };
      },
    })),
  },
  {
    name: 'read-ipl-anywhere',
    describes: 'READ IPL may come behind a Define Extent.',
    breaks: ['IPL-27'],
    apply: dasd(() => ({ checkIplSequence: () => {} })),
  },
  {
    name: 'search-anywhere',
    describes: 'A search may come without anything that has positioned the device.',
    breaks: ['IPL-29'],
    apply: dasd(() => ({ checkSearchSequence: () => {} })),
  },
  {
    name: 'search-never-matches',
    describes: 'No identifier is equal to another one.',
    breaks: ['IPL-30'],
    apply: dasd(() => ({ matches: () => false })),
  },
  {
    name: 'search-goes-on',
    describes: 'A search goes on after the index has passed, a thousand times.',
    breaks: ['IPL-31'],
    apply: dasd(() => ({ indexPassesAllowed: 100_000 })),
  },
  {
    name: 'seek-not-checked',
    describes: 'SEEK takes any address it is given.',
    breaks: ['IPL-32'],
    apply: dasd(() => ({ seek: () => {} })),
  },
  {
    name: 'extent-not-looked-at',
    describes: 'A seek may leave the extent.',
    breaks: ['IPL-33'],
    apply: dasd(() => ({ demandInExtent: () => {} })),
  },
  {
    name: 'define-extent-not-checked',
    describes: 'Define Extent takes any parameters, and twice.',
    breaks: ['IPL-34'],
    apply: dasd(() => ({
      defineExtent: (device) => {
        device.extent = { begin: 0, end: 0xffffff, writeControl: 3 };
      },
    })),
  },
  {
    name: 'locate-record-without-extent',
    describes: 'Locate Record needs nothing before it.',
    breaks: ['IPL-35'],
    apply: dasd(({ locateRecord }) => ({
      locateRecord: (device, bytes) => {
        device.extent ??= { begin: 0, end: 0xffffff, writeControl: 3 };
        locateRecord(device, bytes);
      },
    })),
  },
  {
    name: 'locate-record-finds-anything',
    describes: 'Locate Record with an argument that is not on the track stays where it is.',
    breaks: ['IPL-37'],
    apply: dasd(({ locateRecord }) => ({
      locateRecord: (device, bytes) => {
        try {
          locateRecord(device, bytes);
        } catch (check) {
          if (!(check instanceof DasdCheck) || check.byte1 !== 0x08) throw check;
        }
      },
    })),
  },
  {
    name: 'incomplete-domain-not-told',
    describes: 'A chain may end inside a domain.',
    breaks: ['IPL-38'],
    apply: dasd(() => ({ endOfDomain: (_device, status) => status })),
  },
  {
    name: 'end-of-file-not-told',
    describes: 'A record without data is an empty record.',
    breaks: ['IPL-39'],
    apply: dasd(() => ({ readEnding: () => normalEnd })),
  },
  {
    name: 'count-area-little-endian',
    describes: 'The data length in a count area has its bytes exchanged.',
    breaks: ['IPL-40'],
    apply: dasd(({ readCount }) => ({
      readCount: (record) => {
        const bytes = readCount(record);
        return Uint8Array.of(...bytes.subarray(0, 6), bytes[7]!, bytes[6]!);
      },
    })),
  },
  {
    name: 'characteristics-without-geometry',
    describes: 'The device characteristics do not tell the geometry.',
    breaks: ['IPL-41'],
    apply: dasd(({ characteristics }) => ({
      characteristics: (device) => characteristics(device).fill(0, 12, 17),
    })),
  },
];
