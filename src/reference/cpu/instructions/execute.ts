import { firstAddress, relativeAddress } from '../addresses';
import { demandAligned } from '../checks';
import type { Cpu } from '../cpu';
import { fetchInstruction, perform } from '../execute';
import { programCheck } from '../program-check';
import type { Rows } from '../row';

const execute = programCheck('execute');

/** Performs one instruction elsewhere, bits 8-15 of it ORed with bits 56-63 of R1 unless R1 is 0. */
function executeAt(cpu: Cpu, address: bigint): void {
  const { instruction } = cpu;
  if (instruction.executed) throw execute;
  demandAligned(address, 2);
  const modifier = instruction.first === 0 ? 0 : (cpu.low(instruction.first) & 0xff) << 16;
  instruction.executed = true;
  instruction.origin = address;
  const { high, low } = fetchInstruction(cpu, address);
  perform(cpu, (high | modifier) >>> 0, low);
}

export const executes = {
  EX: { checks: [], action: (cpu) => executeAt(cpu, firstAddress(cpu)) },
  EXRL: { checks: [], action: (cpu) => executeAt(cpu, relativeAddress(cpu, cpu.instruction.second)) },
} satisfies Partial<Rows>;
