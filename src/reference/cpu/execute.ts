import type { Ending } from '../../contract/entries';
import { Kind } from '../storage/access';
import { viewOf } from '../storage/numbers';
import { fetchPart, frameToFetch, locate } from '../storage/operands';
import { cr0Has, cr0Mask } from '../storage/protection';
import type { Cpu } from './cpu';
import { lookUp, readFields } from './decode';
import { interrupt, nextInterruption, programInterruption } from './interruptions';
import { ProgramCheck, programCheck } from './program-check';
import {
  addressingMode,
  instructionAddress,
  pswHas,
  pswKey,
  pswMask,
  pswSpace,
  setInstructionAddress,
  wrapped,
} from './psw';

const operation = programCheck('operation');
const specification = programCheck('specification');

/** The bytes of the instruction that was fetched last; only read before the next fetch. */
const fetched = { high: 0, low: 0, length: 2 as 2 | 4 | 6 };

function checkedInstruction(cpu: Cpu, address: bigint, length: number) {
  const space = pswSpace(cpu) === 3 ? 3 : 0;
  return locate(cpu, Kind.instruction, address, length, space, 0, pswHas(cpu, pswMask.dat), pswKey(cpu));
}

/** Fetches an instruction: its first halfword, which tells the length, then the rest. */
export function fetchInstruction(cpu: Cpu, address: bigint): typeof fetched {
  const part = checkedInstruction(cpu, address, 2);
  const { view } = frameToFetch(cpu, part);
  const offset = part.absolute & 0xfff;
  const first = view.getUint8(offset);
  const length = first < 0x40 ? 2 : first < 0xc0 ? 4 : 6;
  // For a target of EXECUTE the length is that of the EXECUTE.
  if (!cpu.instruction.executed) cpu.instruction.length = length;
  fetched.length = length;
  fetched.low = 0;
  if (length === 2) {
    fetched.high = view.getUint16(offset) * 0x10000;
  } else if (offset + length <= 4096) {
    // An override that covers the first halfword need not cover the rest.
    if (cr0Has(cpu, cr0Mask.fetchProtectionOverride)) checkedInstruction(cpu, address, length);
    fetched.high = view.getUint32(offset);
    if (length === 6) fetched.low = view.getUint16(offset + 4);
  } else {
    const bytes = viewOf(fetchPart(cpu, checkedInstruction(cpu, address, length), length));
    fetched.high = bytes.getUint32(0);
    if (length === 6) fetched.low = bytes.getUint16(4);
  }
  return fetched;
}

/** Decodes and performs an instruction: its checks in order, then its action. */
export function perform(cpu: Cpu, high: number, low: number): void {
  const decoded = lookUp(cpu.configuration.lookup, high, low);
  if (decoded === undefined) {
    if (cpu.configuration.intercept?.(cpu, high, low) === true) return;
    throw operation;
  }
  readFields(decoded, high, low, cpu.instruction);
  const { checks, action } = decoded.row;
  for (let index = 0; index < checks.length; index += 1) checks[index]!(cpu);
  action(cpu);
}

function executeInstruction(cpu: Cpu): Ending {
  const { instruction } = cpu;
  const address = instructionAddress(cpu);
  instruction.address = address;
  instruction.origin = address;
  instruction.executed = false;
  instruction.length = 2;
  cpu.ending = 'completed';
  try {
    const { high, low, length } = fetchInstruction(cpu, address);
    setInstructionAddress(cpu, BigInt.asUintN(addressingMode(cpu), address + BigInt(length)));
    perform(cpu, high, low);
    return cpu.ending;
  } catch (reason) {
    if (!(reason instanceof ProgramCheck)) throw reason;
    const { length } = instruction;
    setInstructionAddress(cpu, cpu.behaviour.nullifies(reason.code) ? address : wrapped(cpu, address + BigInt(length)));
    programInterruption(cpu, reason, length);
    return 'program';
  }
}

/**
 * A PSW that cannot be used at all. Where the new PSW of the program interruption is the same, the CPU would go round for ever:
 * it check-stops.
 */
function refusePsw(cpu: Cpu, length: number): Ending {
  const mask = cpu.view.getBigUint64(0x100);
  const address = instructionAddress(cpu);
  setInstructionAddress(cpu, address + BigInt(length));
  programInterruption(cpu, specification, length);
  if (cpu.view.getBigUint64(0x100) === mask && instructionAddress(cpu) === address) cpu.checkStopped = true;
  return cpu.checkStopped ? 'check-stop' : 'program';
}

function isOdd(cpu: Cpu): boolean {
  return (cpu.view.getUint8(0x10f) & 1) !== 0;
}

export function isWaiting(cpu: Cpu): boolean {
  return pswHas(cpu, pswMask.wait);
}

/** One unit of operation: a pending, enabled interruption is taken, or one instruction ends. */
export function unitOfOperation(cpu: Cpu): Ending {
  if (cpu.checkStopped) return cpu.loading ? 'stopped' : 'check-stop';
  if (!cpu.behaviour.pswIsValid(cpu)) return refusePsw(cpu, 0);
  if (cpu.pending.length > 0) {
    const interruption = nextInterruption(cpu);
    if (interruption !== undefined) {
      interrupt(cpu, interruption);
      return cpu.checkStopped ? 'check-stop' : interruption.class;
    }
  }
  if (isWaiting(cpu)) return 'wait';
  if (isOdd(cpu)) return refusePsw(cpu, 2);
  const ending = executeInstruction(cpu);
  return cpu.checkStopped ? 'check-stop' : ending;
}
