import { SocketChild } from '../../process/socket-child';
import type { AgentProcess } from './agent-process';
import type { BuiltKernel } from './build/built-kernel';
import { logTail, reasonOfEnd } from './kernel-log';
import { probes } from './observations';

/** Enough for a panic with its registers and stack. */
const consoleKept = 65536;

/** An oops ends the guest, and a guest that ends does not come back: the adapter sees it at once. */
const kernelParameters = 'console=ttysclp0 loglevel=5 oops=panic panic=-1 norandmaps';

/** The command line of QEMU. The console goes to stdout, the agent's port to descriptor 3. */
export function guestArguments({ kernel, initramfs }: Pick<BuiltKernel, 'kernel' | 'initramfs'>): string[] {
  return [
    ...['-machine', 's390-ccw-virtio', '-accel', 'tcg', '-cpu', 'max', '-m', '256M', '-smp', '1'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-kernel', kernel, '-initrd', initramfs, '-append', kernelParameters],
    ...['-chardev', 'stdio,id=console,signal=off', '-device', 'sclpconsole,chardev=console'],
    ...['-device', 'virtio-serial-ccw'],
    ...['-chardev', 'socket,id=agent,fd=3', '-device', 'virtserialport,chardev=agent,name=agent'],
  ];
}

/** A guest that boots the built kernel, with the agent as its first process. */
export function guestOf(qemu: string, built: BuiltKernel): AgentProcess {
  return {
    // A boot takes 2 s of CPU time on a usual host.
    patience: 60,
    ownKernel: true,
    probes,
    spawn: () => new SocketChild(qemu, guestArguments(built), { stdout: true, wordsKept: consoleKept }),
    obituary: ({ lastWords, exit }) => ({
      message: reasonOfEnd(lastWords) ?? (exit === undefined ? '' : 'the guest ended'),
      details: { 'kernel log': logTail(lastWords) },
    }),
  };
}
