import { fieldIn, irbFields } from './fields';

type Seen = (name: string) => bigint;

const start = (seen: Seen): boolean => (seen('FC') & 4n) !== 0n;
const pending = (seen: Seen): boolean => (seen('SC') & 1n) !== 0n;
const primary = (seen: Seen): boolean => (seen('SC') & 4n) !== 0n;
const intermediate = (seen: Seen): boolean => (seen('SC') & 8n) !== 0n;
const alert = (seen: Seen): boolean => (seen('SC') & 16n) !== 0n;
const suspended = (seen: Seen): boolean => (seen('AC') & 1n) !== 0n;
const active = (seen: Seen): boolean => (seen('AC') & 6n) === 6n;
const statusBytes = (seen: Seen): boolean => pending(seen) && seen('CC') !== 3n;
/** Program, protection and every other check leave the count unpredictable; PCI and incorrect length do not. */
const counts = (seen: Seen): boolean =>
  primary(seen) && (seen('subchannel status') & 0x3fn) === 0n && (seen('FC') & 3n) === 0n;

/** When a field of the SCSW means anything. Source: Linux 6.12 arch/s390/include/asm/scsw.h scsw_cmd_is_valid_*. */
const meaningfulWhen: Readonly<Record<string, (seen: Seen) => boolean>> = {
  key: start,
  S: start,
  F: start,
  P: start,
  I: start,
  A: start,
  U: start,
  L: pending,
  CC: (seen) => start(seen) && pending(seen),
  Z: (seen) => start(seen) && intermediate(seen),
  E: (seen) => pending(seen) && alert(seen) && !intermediate(seen),
  N: (seen) => seen('FC') !== 0n && pending(seen) && (!intermediate(seen) || suspended(seen)),
  'device status': statusBytes,
  'subchannel status': statusBytes,
  'CCW address': (seen) => primary(seen) || suspended(seen) || (intermediate(seen) && active(seen)),
  'residual count': counts,
};

/** Whether a field of an IRB says anything in this IRB. */
export function isMeaningful(irb: Uint8Array, field: string): boolean {
  const rule = meaningfulWhen[field];
  return rule === undefined || rule((name) => fieldIn(irb, irbFields[name]!));
}
