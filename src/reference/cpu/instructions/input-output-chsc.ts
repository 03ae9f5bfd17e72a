import { answerService } from '../../hardware/channel/service-call';
import { Kind } from '../../storage/access';
import { viewOf } from '../../storage/numbers';
import { fetchPart, logical, storePart } from '../../storage/operands';
import { registerAddress } from '../addresses';
import { privileged } from '../checks';
import type { Cpu } from '../cpu';
import { programCheck } from '../program-check';
import { setConditionCode } from '../psw';
import type { Check, Rows } from '../row';
import { attached, channelOf, demandOperand } from './input-output';

const block = 4096;

const onBlock: Check = (cpu) => {
  if (registerAddress(cpu, cpu.instruction.first) % BigInt(block) !== 0n) throw programCheck('specification');
};

/** The request begins the block; the response follows it. */
function channelSubsystemCall(cpu: Cpu): void {
  const { first } = cpu.instruction;
  const css = channelOf(cpu);
  const operand = logical(cpu, Kind.store, registerAddress(cpu, first), block, first);
  const content = fetchPart(cpu, operand, block);
  const length = viewOf(content).getUint16(0);
  demandOperand(!css.behaviour.requestLengthInvalid(length, css));
  const response = answerService(css, viewOf(content.subarray(0, length)));
  content.set(response.subarray(0, block - length), length);
  const stored = { absolute: operand.absolute + length, length: block - length, next: undefined };
  storePart(cpu, stored, content.subarray(length));
  setConditionCode(cpu, 0);
}

export const inputOutputServiceCall = {
  CHSC: { checks: [attached, privileged, onBlock], action: channelSubsystemCall },
} satisfies Partial<Rows>;
