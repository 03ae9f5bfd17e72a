import type { Manifest } from '../../contract/documents/manifest';
import type { Answer, Entry } from '../../contract/entries';
import { plainFixture } from '../../contract/plain-fixture';
import { kvmCapabilities } from '../../uapi/kvm/capabilities';
import { memOpExtensions } from '../../uapi/kvm/mem-op';
import { kvmSystemIoctls } from '../../uapi/kvm/numbers';
import type { LinuxMachine } from './machine';

type Features = Manifest['features'];

/** What is claimed of KVM on s390x, from what the kernel says of `KVM_CAP_S390_MEM_OP` and of its extension. */
export function kvmFeatures(memOp: bigint, extension: bigint): Features {
  if (memOp <= 0n) return {};
  const exchange = BigInt(memOpExtensions.KVM_S390_MEMOP_EXTENSION_CAP_CMPXCHG);
  return { kvm: true, 'kvm.mem-op-cmpxchg': extension > 0n && (extension & exchange) !== 0n };
}

const value = (answer: Answer | undefined): bigint => (answer?.kind === 'returned' ? answer.value : -1n);

/** Asks the kernel itself. Nothing is claimed where this user may not open /dev/kvm, or the host is no s390x. */
export async function askForKvm(machine: LinuxMachine): Promise<Features> {
  const started = await machine.start(plainFixture);
  if (started.kind !== 'started' || started.arena === undefined) return {};
  const path = BigInt(started.arena.start);
  const ask = (capability: number): Entry => ({
    verb: 'call',
    task: 0,
    name: 'ioctl',
    arguments: [{ entry: 1, offset: 0, length: 8 }, BigInt(kvmSystemIoctls.KVM_CHECK_EXTENSION), BigInt(capability)],
  });
  const answers = await started.machine.perform([
    { verb: 'write', space: 'user', address: path, bytes: Buffer.from('/dev/kvm\0') },
    { verb: 'call', task: 0, name: 'open', arguments: [path, 2n, 0n] },
    ask(kvmCapabilities.KVM_CAP_S390_MEM_OP),
    ask(kvmCapabilities.KVM_CAP_S390_MEM_OP_EXTENSION),
  ]);
  await started.machine.stop();
  return kvmFeatures(value(answers[2]), value(answers[3]));
}
