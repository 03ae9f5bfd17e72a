import { bytesAt, structure } from '../codec/structure';

const source = 'z/Architecture channel-command words; Linux arch/s390/include/asm/cio.h struct ccw0, struct ccw1';

const flags = (first: number) => ({
  chainData: first,
  chainCommand: first + 1,
  suppressLength: first + 2,
  skip: first + 3,
  pci: first + 4,
  indirect: first + 5,
  suspend: first + 6,
  modifiedIndirect: first + 7,
});

export const ccw0 = structure('format-0 CCW', 8, source, {
  command: bytesAt(0, 1),
  dataAddress: bytesAt(1, 3),
  ...flags(32),
  count: bytesAt(6, 2),
});

export const ccw1 = structure('format-1 CCW', 8, source, {
  command: bytesAt(0, 1),
  ...flags(8),
  count: bytesAt(2, 2),
  dataAddress: bytesAt(4, 4),
});

export const ccwFlag = {
  chainData: 0x80,
  chainCommand: 0x40,
  suppressLength: 0x20,
  skip: 0x10,
  pci: 0x08,
  indirect: 0x04,
  suspend: 0x02,
  modifiedIndirect: 0x01,
} as const;

/** 31-bit indirect-data-address word. */
export const idaw1 = structure('format-1 IDAW', 4, source, { zero: 0, dataAddress: [1, 31] });

/** 64-bit indirect-data-address word. */
export const idaw2 = structure('format-2 IDAW', 8, source, { dataAddress: bytesAt(0, 8) });

export const midaw = structure('MIDAW', 16, 'z/Architecture modified indirect-data-address word; Hercules channel.c', {
  last: 40,
  skip: 41,
  dataTransferInterruption: 42,
  count: bytesAt(6, 2),
  dataAddress: bytesAt(8, 8),
});

export const midawFlag = { last: 0x80, skip: 0x40, dataTransferInterruption: 0x20 } as const;

/** Classes of commands by their low-order bits. */
export function commandClass(
  code: number,
): 'invalid' | 'write' | 'read' | 'control' | 'sense' | 'read backward' | 'transfer in channel' {
  switch (code & 3) {
    case 1:
      return 'write';
    case 2:
      return 'read';
    case 3:
      return 'control';
  }
  switch (code & 0xf) {
    case 0x4:
      return 'sense';
    case 0x8:
      return 'transfer in channel';
    case 0xc:
      return 'read backward';
  }
  return 'invalid';
}
