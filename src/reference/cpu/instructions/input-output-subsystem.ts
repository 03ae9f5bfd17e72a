import { Kind } from '../../storage/access';
import { demandAvailable } from '../../storage/frames';
import { logical, storePart } from '../../storage/operands';
import { firstAddress, registerAddress } from '../addresses';
import { privileged } from '../checks';
import type { Cpu } from '../cpu';
import { assignedStorage } from '../interruptions';
import { setConditionCode } from '../psw';
import type { Rows } from '../row';
import { attached, channelOf, demandOperand, operandAligned } from './input-output';

/** Bytes of numbers, a word each. */
function words(...numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  numbers.forEach((number, index) => {
    view.setUint32(index * 4, number);
  });
  return new Uint8Array(view.buffer);
}

/** Operand address 0 stands for the interruption code in assigned storage, where protection does not apply. */
function testPendingInterruption(cpu: Cpu): void {
  const css = channelOf(cpu);
  const interruption = css.behaviour.pendingFor(css, cpu.crLow(6));
  if (interruption === undefined) {
    setConditionCode(cpu, 0);
    return;
  }
  const { subsystem, parameter, identification } = interruption;
  const address = firstAddress(cpu);
  if (address === 0n) {
    demandAvailable(cpu, cpu.prefix);
    const area = assignedStorage(cpu);
    area.setUint32(0xb8, subsystem);
    area.setUint32(0xbc, parameter);
    area.setUint32(0xc0, identification);
  } else {
    const area = logical(cpu, Kind.store, address, 8, cpu.instruction.base1);
    storePart(cpu, area, words(subsystem, parameter));
  }
  interruption.taken?.();
  setConditionCode(cpu, 1);
}

function storeChannelReportWord(cpu: Cpu): void {
  const area = logical(cpu, Kind.store, firstAddress(cpu), 4, cpu.instruction.base1);
  const { reports } = channelOf(cpu);
  const word = reports.first;
  storePart(cpu, area, words(word ?? 0));
  if (word === undefined) reports.rearm();
  else reports.remove();
  setConditionCode(cpu, word === undefined ? 1 : 0);
}

function resetChannelPath(cpu: Cpu): void {
  const css = channelOf(cpu);
  const word = cpu.low(1);
  demandOperand(!css.behaviour.pathInvalid(word, css));
  const id = word & 0xff;
  if (!css.hasPath(id)) setConditionCode(cpu, 3);
  else if (css.resets.has(id)) setConditionCode(cpu, 2);
  else {
    css.resets.add(id);
    setConditionCode(cpu, 0);
  }
}

function setChannelMonitor(cpu: Cpu): void {
  const css = channelOf(cpu);
  const controls = cpu.low(1);
  const block = cpu.gr(2);
  demandOperand(!css.behaviour.monitorReserved(controls, css));
  demandOperand(!css.behaviour.monitorBlockUnaligned({ controls, block }, css));
  const { measurement } = css;
  measurement.blockUpdate = (controls & 2) !== 0;
  measurement.connectTime = (controls & 1) !== 0;
  if (!measurement.blockUpdate) return;
  measurement.key = controls >>> 28;
  measurement.origin = Number(registerAddress(cpu, 2));
}

function setAddressLimit(cpu: Cpu): void {
  const css = channelOf(cpu);
  const limit = cpu.low(1);
  demandOperand(!css.behaviour.limitInvalid(limit, css));
  css.addressLimit = limit;
}

/** One bit for each channel path; none of them has anything to tell. */
function storeChannelPathStatus(cpu: Cpu): void {
  storePart(cpu, logical(cpu, Kind.store, firstAddress(cpu), 32, cpu.instruction.base1), new Uint8Array(32));
}

export const inputOutputSubsystem = {
  TPI: { checks: [attached, privileged, operandAligned(4)], action: testPendingInterruption },
  STCRW: { checks: [attached, privileged, operandAligned(4)], action: storeChannelReportWord },
  STCPS: { checks: [attached, privileged, operandAligned(32)], action: storeChannelPathStatus },
  RCHP: { checks: [attached, privileged], action: resetChannelPath },
  SCHM: { checks: [attached, privileged], action: setChannelMonitor },
  SAL: { checks: [attached, privileged], action: setAddressLimit },
} satisfies Partial<Rows>;
