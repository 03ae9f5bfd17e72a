import { orbMask } from '../../../architecture/orb';
import type { SubchannelInstruction } from '../../hardware/channel/condition-codes';
import * as functions from '../../hardware/channel/functions';
import { readOrb } from '../../hardware/channel/orb';
import { responseBlock } from '../../hardware/channel/status';
import type { Subchannel } from '../../hardware/channel/subchannel';
import type { ChannelSubsystem } from '../../hardware/channel/subsystem';
import { anyInvalid } from '../../hardware/channel/validity';
import { Kind } from '../../storage/access';
import { viewOf } from '../../storage/numbers';
import { fetchPart, logical, storePart } from '../../storage/operands';
import { firstAddress } from '../addresses';
import { demandAligned, privileged } from '../checks';
import type { Cpu } from '../cpu';
import { programCheck } from '../program-check';
import { setConditionCode } from '../psw';
import type { Check, Row, Rows } from '../row';

const operandException = programCheck('operand');
const operation = programCheck('operation');

/** The channel subsystem of the configuration. */
export function channelOf(cpu: Cpu): ChannelSubsystem {
  const { channel } = cpu.configuration;
  if (channel === undefined) throw operation;
  return channel;
}

/** There is a channel subsystem. */
export const attached: Check = (cpu) => {
  channelOf(cpu);
};

export const operandAligned =
  (boundary: 4 | 32): Check =>
  (cpu) => {
    if (boundary === 4) demandAligned(firstAddress(cpu), 4);
    else if (firstAddress(cpu) % BigInt(boundary) !== 0n) throw programCheck('specification');
  };

export function demandOperand(valid: boolean): void {
  if (!valid) throw operandException;
}

/** The subchannel that general register 1 names. */
function named(cpu: Cpu): Subchannel | undefined {
  const css = channelOf(cpu);
  const word = cpu.low(1);
  demandOperand(!anyInvalid(css.behaviour.sidChecks, word, css));
  return css.find(word);
}

type Act = (css: ChannelSubsystem, subchannel: Subchannel) => void;

/** Sets the condition code that the table gives, and does what code 0 stands for. */
function perform(cpu: Cpu, instruction: SubchannelInstruction, subchannel: Subchannel | undefined, act: Act): void {
  const css = channelOf(cpu);
  const code = css.behaviour.conditionCode(instruction, subchannel);
  setConditionCode(cpu, code);
  if (code === 0) act(css, subchannel!);
}

/** An instruction with nothing but the subchannel in general register 1. */
const functionRow = (instruction: SubchannelInstruction, act: Act): Row => ({
  checks: [attached, privileged],
  action: (cpu) => perform(cpu, instruction, named(cpu), act),
});

const withOperand = (action: Row['action']): Row => ({ checks: [attached, privileged, operandAligned(4)], action });

function fetchOperand(cpu: Cpu, length: number): Uint8Array {
  return fetchPart(cpu, logical(cpu, Kind.fetch, firstAddress(cpu), length, cpu.instruction.base1), length);
}

function startSubchannel(cpu: Cpu): void {
  let bytes = fetchOperand(cpu, 12);
  if ((bytes[7]! & orbMask.extension) !== 0) bytes = fetchOperand(cpu, 32);
  const subchannel = named(cpu);
  const css = channelOf(cpu);
  const orb = readOrb(bytes);
  demandOperand(!anyInvalid(css.behaviour.orbChecks, orb, css) && css.behaviour.extensionIsValid(bytes));
  perform(cpu, 'SSCH', subchannel, () => functions.start(css, subchannel!, orb));
}

function modifySubchannel(cpu: Cpu): void {
  const schib = viewOf(fetchOperand(cpu, 52));
  const subchannel = named(cpu);
  const css = channelOf(cpu);
  demandOperand(!anyInvalid(css.behaviour.schibChecks, schib, css));
  perform(cpu, 'MSCH', subchannel, () => {
    if (!subchannel!.isValid) return;
    css.behaviour.modify(subchannel!, schib);
    css.wake(subchannel!);
  });
}

function storeSubchannel(cpu: Cpu): void {
  const area = logical(cpu, Kind.store, firstAddress(cpu), 52, cpu.instruction.base1);
  const subchannel = named(cpu);
  perform(cpu, 'STSCH', subchannel, (css) => storePart(cpu, area, css.behaviour.storedSchib(subchannel!)));
}

function testSubchannel(cpu: Cpu): void {
  const area = logical(cpu, Kind.store, firstAddress(cpu), 64, cpu.instruction.base1);
  const subchannel = named(cpu);
  const css = channelOf(cpu);
  const code = css.behaviour.conditionCode('TSCH', subchannel);
  setConditionCode(cpu, code);
  if (code === 3) return;
  storePart(cpu, area, responseBlock(subchannel!));
  if (code === 0) functions.collect(css, subchannel!);
}

export const inputOutput = {
  STSCH: withOperand(storeSubchannel),
  MSCH: withOperand(modifySubchannel),
  SSCH: withOperand(startSubchannel),
  TSCH: withOperand(testSubchannel),
  HSCH: functionRow('HSCH', functions.halt),
  CSCH: functionRow('CSCH', functions.clear),
  XSCH: functionRow('XSCH', (css, subchannel) => css.behaviour.cancel(css, subchannel)),
  RSCH: functionRow('RSCH', functions.resumeSubchannel),
} satisfies Partial<Rows>;
