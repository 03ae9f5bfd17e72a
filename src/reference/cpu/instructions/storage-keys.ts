import { demandAvailable, frameAt } from '../../storage/frames';
import { registerAddress } from '../addresses';
import { keysInstalled, privileged } from '../checks';
import type { Cpu } from '../cpu';
import { m3 } from '../key-setting';
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

export const storageKeys = {
  SSKE: { checks: [privileged, keysInstalled], action: setStorageKey },
  ISKE: {
    checks: [privileged, keysInstalled],
    action: (cpu) => {
      const { first: r1, second: r2 } = cpu.instruction;
      const key = cpu.storage.key(frameAt(cpu, registerAddress(cpu, r2), 'real'));
      cpu.setLow(r1, (cpu.low(r1) & ~0xff) | key);
    },
  },
} satisfies Partial<Rows>;
