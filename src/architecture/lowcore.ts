import { bytesAt, structure } from '../codec/structure';

const interruption = (at: { old: number; new: number }) => at;

/** Old and new PSW of each interruption class, real addresses. */
export const interruptionPsws = {
  restart: interruption({ old: 0x120, new: 0x1a0 }),
  external: interruption({ old: 0x130, new: 0x1b0 }),
  'supervisor-call': interruption({ old: 0x140, new: 0x1c0 }),
  program: interruption({ old: 0x150, new: 0x1d0 }),
  'machine-check': interruption({ old: 0x160, new: 0x1e0 }),
  'input-output': interruption({ old: 0x170, new: 0x1f0 }),
} as const;

export type InterruptionClass = keyof typeof interruptionPsws;

/** Assigned storage locations, real 0-511. */
export const lowcore = structure(
  'assigned storage locations',
  512,
  'Linux arch/s390/include/asm/lowcore.h; z/Architecture assigned storage',
  {
    externalParameter: bytesAt(0x80, 4),
    externalCpuAddress: bytesAt(0x84, 2),
    externalCode: bytesAt(0x86, 2),
    supervisorCallIlc: bytesAt(0x89, 1),
    supervisorCallCode: bytesAt(0x8a, 2),
    programIlc: bytesAt(0x8d, 1),
    programCode: bytesAt(0x8e, 2),
    dataExceptionCode: bytesAt(0x90, 4),
    monitorClass: bytesAt(0x94, 2),
    perCode: bytesAt(0x96, 2),
    perAddress: bytesAt(0x98, 8),
    exceptionAccessId: bytesAt(0xa0, 1),
    perAccessId: bytesAt(0xa1, 1),
    operandAccessId: bytesAt(0xa2, 1),
    teid: bytesAt(0xa8, 8),
    monitorCode: bytesAt(0xb0, 8),
    subsystemId: bytesAt(0xb8, 4),
    ioParameter: bytesAt(0xbc, 4),
    ioIdentification: bytesAt(0xc0, 4),
    stfl: bytesAt(0xc8, 4),
    machineCheckCode: bytesAt(0xe8, 8),
    externalDamageCode: bytesAt(0xf4, 4),
    failingStorageAddress: bytesAt(0xf8, 8),
    breakingEventAddress: bytesAt(0x110, 8),
    ...Object.fromEntries(
      Object.entries(interruptionPsws).flatMap(([name, at]) => [
        [`${name}OldPswMask`, bytesAt(at.old, 8)],
        [`${name}OldPswAddress`, bytesAt(at.old + 8, 8)],
        [`${name}NewPswMask`, bytesAt(at.new, 8)],
        [`${name}NewPswAddress`, bytesAt(at.new + 8, 8)],
      ]),
    ),
  },
);
