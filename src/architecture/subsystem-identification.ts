import { bytesAt, structure } from '../codec/structure';

const source = 'z/Architecture subsystem-identification word; Linux arch/s390/include/asm/schid.h struct subchannel_id';

export const subsystemIdentification = structure('subsystem-identification word', 4, source, {
  subsystem: [0, 7],
  reserved: [8, 11],
  multiple: 12,
  set: [13, 14],
  one: 15,
  number: bytesAt(2, 2),
});

/** The 12 bytes that an I/O interruption and TPI store at real 0xB8. */
export const interruptionCode = structure('I/O-interruption code', 12, source, {
  subsystemId: bytesAt(0, 4),
  parameter: bytesAt(4, 4),
  adapter: 64,
  subclass: [66, 68],
});
