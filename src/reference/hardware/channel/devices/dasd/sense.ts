import { sense } from '../device';

/** Messages of format 0: programming or system checks. Source: fact sheet of channel I/O, 8.5. */
export const message = { invalidCommand: 1, invalidSequence: 2, tooFewBytes: 3, invalidParameter: 4 } as const;
export type Message = (typeof message)[keyof typeof message];

/** Sense byte 1. */
export const byte1 = {
  permanentError: 0x80,
  invalidTrackFormat: 0x40,
  endOfCylinder: 0x20,
  noRecordFound: 0x08,
  fileProtected: 0x04,
  writeInhibited: 0x02,
} as const;

/** Why a command is not carried out. Thrown inside one command only. */
export class DasdCheck {
  constructor(
    readonly byte0: number,
    readonly byte1: number = 0,
    readonly formatAndMessage: number = 0,
  ) {}
}

export const reject = (which: Message): DasdCheck => new DasdCheck(sense.commandReject, 0, which);
export const noRecordFound = (): DasdCheck => new DasdCheck(0, byte1.noRecordFound);
export const fileProtected = (): DasdCheck => new DasdCheck(0, byte1.fileProtected);
export const endOfCylinder = (): DasdCheck => new DasdCheck(0, byte1.endOfCylinder);
export const writeInhibited = (): DasdCheck => new DasdCheck(sense.commandReject, byte1.writeInhibited);
export const damagedTrack = (): DasdCheck => new DasdCheck(sense.dataCheck, byte1.invalidTrackFormat);
