import { Kind } from '../../storage/access';
import { demandAvailable, frameAt } from '../../storage/frames';
import { translated } from '../../storage/translated';
import { registerAddress } from '../addresses';
import { datOn, demandKeysInstalled, extractionAuthority, facility, privileged } from '../checks';
import type { Cpu } from '../cpu';
import { m3 } from '../key-setting';
import { pswSpace, setConditionCode } from '../psw';
import type { Rows } from '../row';

const megabyte = 0x100000;

function setStorageKey(cpu: Cpu): void {
  const { behaviour } = cpu;
  const { first: r1, second: r2, third } = cpu.instruction;
  const control = behaviour.installedM3(cpu, third);
  const conditional = (control & (m3.referenceIgnored | m3.changeIgnored)) !== 0;
  const key = behaviour.keyFromRegister(cpu.low(r1));
  if ((control & m3.multipleBlock) !== 0) {
    setBlock(cpu, control, key);
    if (conditional) behaviour.endConditionalBlock(cpu);
    return;
  }
  const absolute = frameAt(cpu, registerAddress(cpu, r2), 'real');
  const old = cpu.storage.key(absolute);
  const set = behaviour.setsKey(cpu, old, key, control);
  if (set) behaviour.setFrameKey(cpu, absolute, key);
  if (conditional) behaviour.endConditional(cpu, r1, old, set);
}

/** All frames from an absolute address to the next megabyte; then R2 is advanced to it. */
function setBlock(cpu: Cpu, control: number, key: number): void {
  const { behaviour, storage } = cpu;
  const { second: r2 } = cpu.instruction;
  const start = frameAt(cpu, registerAddress(cpu, r2), behaviour.blockAddressing);
  const end = behaviour.blockEnd(start, megabyte);
  for (let absolute = start; absolute < end; absolute += 4096) {
    demandAvailable(cpu, absolute);
    if (behaviour.setsKey(cpu, storage.key(absolute), key, control)) behaviour.setFrameKey(cpu, absolute, key);
  }
  behaviour.advanceBlock(cpu, r2, end);
}

const framesPerWord = 64;

/** The absolute addresses of the 64 frames around an absolute address; all of them must be in the configuration. */
function frameGroup(cpu: Cpu): number[] {
  const size = framesPerWord * 4096;
  const address = frameAt(cpu, registerAddress(cpu, cpu.instruction.second), 'absolute');
  const start = address - (address % size);
  demandAvailable(cpu, start + size - 1);
  return Array.from({ length: framesPerWord }, (_, index) => start + index * 4096);
}

/** The reference bits of 64 frames, the first one in bit 0. */
export function referenceBits(cpu: Cpu, group: readonly number[]): bigint {
  return group.reduce((bits, absolute) => (bits << 1n) | BigInt((cpu.storage.key(absolute) >> 2) & 1), 0n);
}

export const storageKeys = {
  SSKE: { checks: [privileged, demandKeysInstalled], action: setStorageKey },
  ISKE: {
    checks: [privileged, demandKeysInstalled],
    action: (cpu) => {
      const { first: r1, second: r2 } = cpu.instruction;
      const key = cpu.storage.key(frameAt(cpu, registerAddress(cpu, r2), 'real'));
      cpu.behaviour.insertKey(cpu, r1, key);
    },
  },
  RRBE: {
    checks: [privileged, demandKeysInstalled],
    action: (cpu) => {
      const absolute = frameAt(cpu, registerAddress(cpu, cpu.instruction.second), 'real');
      const old = cpu.storage.key(absolute);
      cpu.behaviour.setFrameKey(cpu, absolute, cpu.behaviour.resetReference(old));
      setConditionCode(cpu, cpu.behaviour.referenceAndChange(old));
    },
  },
  RRBM: {
    checks: [facility(66), privileged],
    action: (cpu) => {
      const group = frameGroup(cpu);
      const bits = referenceBits(cpu, group);
      for (const absolute of group)
        cpu.behaviour.setFrameKey(cpu, absolute, cpu.behaviour.resetReference(cpu.storage.key(absolute)));
      cpu.setGr(cpu.instruction.first, bits);
    },
  },
  IRBM: {
    checks: [facility(145), privileged],
    action: (cpu) => cpu.setGr(cpu.instruction.first, referenceBits(cpu, frameGroup(cpu))),
  },
  IVSK: {
    // Special operation comes before the privilege test. Source: Hercules run.
    checks: [datOn, demandKeysInstalled, extractionAuthority],
    action: (cpu) => {
      const { first: r1, second: r2 } = cpu.instruction;
      const { absolute } = translated(cpu, Kind.fetch, registerAddress(cpu, r2), pswSpace(cpu), r2);
      demandAvailable(cpu, absolute);
      cpu.behaviour.insertKey(cpu, r1, cpu.storage.key(absolute) & 0xf8);
    },
  },
} satisfies Partial<Rows>;
