import { accessSync, constants } from 'node:fs';
import { arch, release, version } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../contract/documents/manifest';
import { SocketChild } from '../../process/socket-child';
import { hostArchitecture, hostByteOrder } from '../qemu/host';
import { digestOf } from '../qemu/manifest';
import type { AgentProcess } from './agent-process';
import { agentDigest, compileAgent } from './build/agent-binary';
import { withRoom } from './build/tool';
import { cacheFolder } from './cache';
import { deviceSigns } from './devices';
import { plainVersion } from './guest-manifest';

function may(file: string, mode: number): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}

/** The agent for this computer, compiled when it is wanted for the first time. @throws MachineAbsent */
export async function localAgent(cache = cacheFolder()): Promise<string> {
  const file = join(cache, 'local', `agent-${arch()}-${agentDigest().slice(0, 12)}`);
  if (!may(file, constants.X_OK)) await withRoom(cache, () => compileAgent('cc', [], file));
  return file;
}

/** The agent as a program of this host. */
export function agentOnHost(file: string): AgentProcess & { readonly path: string } {
  return {
    path: file,
    patience: 10,
    ownKernel: false,
    probes: [],
    spawn: () => new SocketChild(file, ['3']),
    obituary: ({ lastWords }) => ({ message: '', details: { stderr: lastWords } }),
  };
}

/** What this user can do here is claimed, and nothing else. */
export async function localManifest(agent: string): Promise<Manifest> {
  const devices = [...deviceSigns].filter(([, sign]) => may(sign, constants.W_OK));
  return {
    name: 'linux-local',
    title: `Linux ${plainVersion(release())} of this computer (${hostArchitecture})`,
    version: plainVersion(release()),
    faces: ['host'],
    byteOrder: hostByteOrder,
    wordSize: 64,
    facilities: [],
    features: {
      ...Object.fromEntries(devices.map(([kind]) => [`device.${kind}`, true])),
      ...(may('/dev/kmsg', constants.R_OK) ? { 'kernel-log': true } : {}),
    },
    environment: {
      'kernel release': release(),
      'kernel version': version(),
      'host architecture': hostArchitecture,
      'host byte order': hostByteOrder,
      'user id': String(process.getuid?.() ?? 'unknown'),
      '/dev/kvm': may('/dev/kvm', constants.R_OK | constants.W_OK) ? 'can be opened' : 'cannot be opened',
      '/dev/vfio/vfio': may('/dev/vfio/vfio', constants.R_OK | constants.W_OK) ? 'can be opened' : 'cannot be opened',
    },
    artefacts: [{ name: 'agent', sha256: await digestOf(agent) }],
  };
}
