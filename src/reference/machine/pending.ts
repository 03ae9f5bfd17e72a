import type { Cpu } from '../cpu/cpu';
import type { Interruption } from '../cpu/interruptions';

export const recordSize = 16;
const classNumbers = { restart: 0, external: 1, 'machine-check': 2, 'input-output': 3 } as const;

/** The 16-byte records of the space `pending` (contract/entries). */
export function pendingRecords(cpu: Cpu): Uint8Array {
  const bytes = new Uint8Array(cpu.pending.length * recordSize);
  cpu.pending.forEach((interruption, index) => {
    writeRecord(new DataView(bytes.buffer, index * recordSize, recordSize), interruption);
  });
  return bytes;
}

function writeRecord(record: DataView, interruption: Interruption): void {
  record.setUint8(0, classNumbers[interruption.class]);
  switch (interruption.class) {
    case 'external':
      record.setUint32(4, interruption.parameter);
      record.setUint16(8, interruption.cpuAddress);
      record.setUint16(10, interruption.code);
      break;
    case 'input-output':
      record.setUint32(4, interruption.subsystem);
      record.setUint32(8, interruption.parameter);
      record.setUint32(12, interruption.identification);
      break;
    case 'machine-check':
      record.setBigUint64(4, interruption.code);
      break;
    case 'restart':
      break;
  }
}
