import type { Configuration } from '../configuration';
import type { Cpu } from '../cpu/cpu';
import { load } from '../hardware/channel/functions';
import type { ProgramEnd } from '../hardware/channel/program/run';
import type { Subchannel } from '../hardware/channel/subchannel';
import { initialCpuReset, reset } from './reset';

function enterLoadState(cpu: Cpu): void {
  cpu.loading = true;
  cpu.checkStopped = true;
}

function leaveLoadState(cpu: Cpu): void {
  cpu.loading = false;
  cpu.checkStopped = false;
}

/** The program has been loaded: the PSW at 0 takes over. Anything wrong leaves the CPU in the load state. */
function finish(configuration: Configuration, subchannel: Subchannel, cpu: Cpu, end: ProgramEnd | undefined): void {
  const { storage, model } = configuration;
  const { channel } = model;
  if (!channel.loadSucceeded(end)) return;
  const psw = channel.loadedPsw(storage);
  if (psw === undefined) return;
  const before = cpu.state.slice(0x100, 0x110);
  cpu.view.setBigUint64(0x100, psw.mask);
  cpu.view.setBigUint64(0x108, psw.address);
  if (!cpu.behaviour.pswIsValid(cpu)) {
    cpu.state.set(before, 0x100);
    return;
  }
  channel.storeLoadIdentification(storage, subchannel.identification);
  leaveLoadState(cpu);
}

/**
 * IPL of the CCW type: resets, the implied read, the program that it has read, then the PSW.
 * Source: fact sheet of channel I/O, 9.1.
 */
export function startLoad(configuration: Configuration, subchannel: Subchannel, cpu: Cpu): void {
  const { channel } = configuration;
  reset(configuration, 'subsystem', undefined);
  for (const one of configuration.cpus) initialCpuReset(one);
  enterLoadState(cpu);
  if (channel === undefined) return;
  if (!subchannel.isValid) {
    finish(configuration, subchannel, cpu, undefined);
    return;
  }
  load(channel, subchannel, (end) => finish(configuration, subchannel, cpu, end));
}
