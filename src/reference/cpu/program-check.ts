import { programInterruptionCodes as codes, type ProgramException } from '../../architecture/interruption-codes';

/** A program exception on its way from where it is recognised to the interruption. Thrown inside one unit of operation only. */
export class ProgramCheck {
  constructor(
    readonly code: number,
    /** Translation-exception identification, where the exception has one. */
    readonly teid?: bigint,
    /** Exception access identification. */
    readonly accessId?: number,
    /** Address of the table entry that was invalid. */
    readonly entry?: bigint,
  ) {}
}

export function programCheck(exception: ProgramException): ProgramCheck {
  return new ProgramCheck(codes[exception]);
}

/** The old PSW points to the instruction itself. Source: z/Architecture; Linux arch/s390/kvm/interrupt.c __deliver_prog. */
const nullifying = new Set<number>([
  codes['segment translation'],
  codes['page translation'],
  codes['ALEN translation'],
  codes['ALE sequence'],
  codes['ASTE validity'],
  codes['ASTE sequence'],
  codes['extended authority'],
  codes['ASCE type'],
  codes['region first translation'],
  codes['region second translation'],
  codes['region third translation'],
]);

export function nullifies(code: number): boolean {
  return nullifying.has(code);
}

const translationTypes = new Set<number>([...nullifying, codes['ALET specification']]);

/** Exceptions that say "there is no translation": TPROT answers them with condition code 3. */
export function saysNotTranslatable(code: number): boolean {
  return translationTypes.has(code);
}
