import { MachineAbsent, MachineFailed } from '../../contract/judgement';
import { noBinary, noSetpriv } from '../qemu/absence';
import { located, versionOf } from '../qemu/binary';
import { readBuiltKernel } from './build/built-kernel';
import { s390x } from './build/target';
import { guestOf } from './guest';
import { guestManifest } from './guest-manifest';
import { askForKvm } from './kvm-claims';
import { agentOnHost, localAgent, localManifest } from './local';
import { LinuxMachine } from './machine';

export interface LinuxOptions {
  /** The emulator; `qemu-system-s390x` on the PATH where absent. */
  readonly qemu?: string;
  /** Where `s390-tck linux build` has put its results. */
  readonly cache?: string;
}

/**
 * Debian's s390x kernel in a QEMU guest. It boots when the first scenario starts.
 * @throws MachineAbsent with one sentence that names what is missing
 */
export async function createLinuxMachine(options: LinuxOptions = {}): Promise<LinuxMachine> {
  const built = readBuiltKernel(s390x, options.cache);
  if (located('setpriv') === undefined) throw noSetpriv();
  const name = options.qemu ?? 'qemu-system-s390x';
  const qemu = located(name);
  if (qemu === undefined) throw noBinary(name);
  return new LinuxMachine(guestOf(qemu, built), await guestManifest(qemu, await versionOf(qemu), built));
}

/**
 * The kernel of this computer, as far as this user may use it.
 * @throws MachineAbsent
 */
export async function createLocalLinuxMachine({ cache }: Pick<LinuxOptions, 'cache'> = {}): Promise<LinuxMachine> {
  if (located('setpriv') === undefined) throw noSetpriv();
  const agent = agentOnHost(await localAgent(cache));
  const manifest = await localManifest(agent.path);
  const asking = new LinuxMachine(agent, manifest);
  try {
    const features = { ...manifest.features, ...(await askForKvm(asking)) };
    return new LinuxMachine(agent, { ...manifest, features });
  } catch (error) {
    if (!(error instanceof MachineFailed)) throw error;
    throw new MachineAbsent(`the agent does not work on this computer: ${error.message}.`);
  } finally {
    await asking.close();
  }
}
