import { ccwFlag, commandClass } from '../../../../architecture/ccw';
import { orbMask } from '../../../../architecture/orb';
import { subchannelStatus as channel, scswMask as scsw, deviceStatus as unit } from '../../../../architecture/scsw';
import type { ChannelDevice, Operation } from '../devices/device';
import type { Pause } from '../work';
import { ChannelCheck } from './check';
import { DataArea } from './data-area';
import { fetchOutput, storeInput } from './move-data';
import type { ChannelProgram } from './program';
import { takeControl } from './take-control';

/** How a channel program ended. */
export interface ProgramEnd {
  readonly deviceStatus: number;
  readonly subchannelStatus: number;
  readonly ccwAddress: number;
  readonly residual: number;
  /** 1 where the device presented status in place of accepting the first command. */
  readonly deferredCode: 0 | 1;
}

type Steps<Result = void> = Generator<Pause, Result, undefined>;

function* whileHeld(device: ChannelDevice): Steps {
  while (device.held) yield 'waits';
}

/** A CCW takes control: after suspensions it may be another one. */
function* control(program: ChannelProgram, address: number, dataChained: boolean): Steps {
  takeControl(program, address, dataChained);
  while (program.has(ccwFlag.suspend) && program.behaviour.suspends(program)) {
    program.behaviour.suspend(program);
    while (!program.subchannel.has(scsw.resumePending)) yield 'waits';
    program.behaviour.resume(program);
    const { at } = program;
    program.prefetched.start(at);
    if (program.behaviour.refetchesSuspended) takeControl(program, at, dataChained);
    else program.flags &= ~ccwFlag.suspend;
  }
  if (program.has(ccwFlag.pci) && !program.ignoresPci) program.behaviour.pciTakesControl(program);
}

/** Moves the data of one operation, data chaining included. @returns bytes that the device still has or wants */
function* moveInput(
  program: ChannelProgram,
  area: DataArea,
  operation: Extract<Operation, { kind: 'input' }>,
  backward: boolean,
): Steps<number> {
  const { data } = operation;
  let moved = 0;
  for (;;) {
    const length = Math.min(program.count, data.length - moved);
    if (length > 0) {
      program.backwardTransfers = 0;
      storeInput(program, area, length === data.length ? data : data.subarray(moved, moved + length), backward);
    }
    moved += length;
    if (!program.behaviour.chainsData(program, data.length - moved)) return data.length - moved;
    yield 'goes on';
    yield* control(program, program.at + 8, true);
  }
}

function* moveOutput(
  program: ChannelProgram,
  area: DataArea,
  operation: Extract<Operation, { kind: 'output' }>,
): Steps<{ readonly left: number; readonly data: Uint8Array }> {
  const pieces: Uint8Array[] = [];
  let left = operation.wanted;
  for (;;) {
    const length = Math.min(program.count, left);
    if (length > 0) {
      program.backwardTransfers = 0;
      pieces.push(fetchOutput(program, area, length));
    }
    left -= length;
    if (!program.behaviour.chainsData(program, left)) break;
    yield 'goes on';
    yield* control(program, program.at + 8, true);
  }
  const data = pieces.length === 1 ? pieces[0]! : Uint8Array.from(Buffer.concat(pieces));
  return { left: left === Number.POSITIVE_INFINITY ? 0 : left, data };
}

/** One operation: data and ending status. @returns device status */
function* operate(program: ChannelProgram, area: DataArea, device: ChannelDevice, operation: Operation): Steps<number> {
  const { code } = program;
  if (operation.kind === 'refused') return operation.status;
  yield* whileHeld(device);
  let left = 0;
  let status: number;
  if (operation.kind === 'immediate') {
    status = operation.end();
    device.log('write', code, none);
  } else if (operation.kind === 'input') {
    left = yield* moveInput(program, area, operation, commandClass(code) === 'read backward');
    const moved = operation.data.length - left;
    device.log('read', code, left === 0 ? operation.data : operation.data.subarray(0, moved));
    status = operation.end(moved);
  } else {
    const moved = yield* moveOutput(program, area, operation);
    left = moved.left;
    device.log('write', code, moved.data);
    status = operation.end(moved.data);
  }
  status = device.ended(status);
  program.subchannelStatus |= device.channelStatus;
  if (program.behaviour.lengthIsWrong(program, operation.kind === 'immediate', left))
    program.subchannelStatus |= channel.incorrectLength;
  return status;
}

const none = new Uint8Array();

/** Channel end without device end: chaining waits for the device end. */
function* deviceEnd(program: ChannelProgram, device: ChannelDevice, status: number): Steps<number> {
  if ((status & unit.deviceEnd) !== 0 || !program.behaviour.chainsCommands(program, status)) return status;
  device.finishing = true;
  while (device.finishing) yield 'waits';
  return status | unit.deviceEnd;
}

function end(program: ChannelProgram, deviceStatus: number, deferredCode: 0 | 1): ProgramEnd {
  const { subchannelStatus, at, residual } = program;
  return { deviceStatus, subchannelStatus, ccwAddress: at + 8, residual, deferredCode };
}

function* commands(program: ChannelProgram, device: ChannelDevice, implied: boolean): Steps<ProgramEnd> {
  const { behaviour, subchannel } = program;
  const area = new DataArea(program);
  let address = program.orb.programAddress;
  let first = true;
  for (;;) {
    if (implied && first) behaviour.impliedRead(program);
    else yield* control(program, address, false);
    if (first) device.startChain();
    const operation = device.begin(program.code);
    if (first) {
      if (operation.kind === 'refused') return end(program, operation.status, behaviour.refusalCode(operation.status));
      behaviour.acceptFirst(program, operation.kind === 'immediate');
    }
    first = false;
    let status = yield* operate(program, area, device, operation);
    status = yield* deviceEnd(program, device, status);
    if (behaviour.asksForRetry(status)) address = program.at;
    else if (behaviour.chainsCommands(program, status)) address = behaviour.followingCcw(program, status);
    else return end(program, status, 0);
    subchannel.on(scsw.subchannelActive | scsw.deviceActive);
    yield 'goes on';
  }
}

/**
 * Runs a channel program; each CCW is a step.
 * @param implied the first command is the implied one of IPL
 */
export function* runProgram(program: ChannelProgram, device: ChannelDevice, implied = false): Steps<ProgramEnd> {
  program.prefetched.start(program.orb.programAddress);
  try {
    return yield* commands(program, device, implied);
  } catch (check) {
    if (!(check instanceof ChannelCheck)) throw check;
    device.halt();
    return {
      deviceStatus: 0,
      subchannelStatus: program.subchannelStatus | check.status,
      ccwAddress: check.ccwAddress,
      residual: program.residual,
      deferredCode: 0,
    };
  }
}

/** The area of the CCW is used up and the next one supplies more, whether the device has or wants more or not. */
export function chainsData(program: ChannelProgram, _left: number): boolean {
  return program.has(ccwFlag.chainData) && program.residual === 0;
}

export function suspends(program: ChannelProgram): boolean {
  return program.allows(orbMask.suspendControl);
}
