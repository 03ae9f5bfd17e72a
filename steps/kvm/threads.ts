import { defineParameterType } from '@cucumber/cucumber';
import { assemble } from '../../src/architecture/assembly';
import type { Answer } from '../../src/contract/entries';
import { kvmVcpuIoctls } from '../../src/uapi/kvm/numbers';
import { kvmRun } from '../../src/uapi/kvm/run';
import { demand } from '../expectation';
import { Given, Then, When } from '../vocabulary';
import type { TckWorld } from '../world';
import { leaveGuest } from './guest-layout';
import { vcpuOf } from './vcpu';

/** The thread that runs the vCPU. */
const vcpuThread = 1;
/** Bytes of the loop before it leaves the guest. */
const loop = (address: bigint): Uint8Array =>
  Buffer.concat([assemble(`LLILF 2,${address}`), assemble('CLI 0(2),0'), assemble('BRC 8,-4'), leaveGuest]);

/** The vCPU's next instructions. */
Given('the vCPU is to loop until byte {address} of the guest is not zero', function (this: TckWorld, address: bigint) {
  return this.host.prepare(async () => {
    const at = vcpuOf(this).field('psw_addr');
    await this.host.store(BigInt(this.host.named('guest').start) + at, loop(address));
  });
});

async function thread(world: TckWorld, note: string, entry: 'call' | 'collect'): Promise<Answer> {
  const fd = BigInt(world.host.file('vcpu').fd);
  const [answer] = await world.perform(note, [
    entry === 'call'
      ? { verb: 'call', task: vcpuThread, name: 'ioctl', arguments: [fd, BigInt(kvmVcpuIoctls.KVM_RUN), 0n] }
      : { verb: 'collect', task: vcpuThread },
  ]);
  return answer!;
}

/** KVM_RUN in a thread of its own. */
When('another thread makes the vCPU run', async function (this: TckWorld) {
  await this.host.ready();
  await thread(this, 'KVM_RUN in another thread', 'call');
});

function expectAnswer(world: TckWorld, expected: Answer['kind'], seen: Answer): void {
  const text = { blocked: 'in KVM_RUN', returned: 'back from KVM_RUN' } as Readonly<Record<string, string>>;
  demand(`the thread of the vCPU is ${text[seen.kind] ?? seen.kind}`, [
    world.compare('thread of the vCPU', text[expected] ?? expected, text[seen.kind] ?? seen.kind),
  ]);
}

defineParameterType({
  name: 'whereabouts',
  regexp: /still runs|has left the guest/,
  transformer: (text: string) => text,
  useForSnippets: false,
});

/** Where it has left the guest it has left the loop by itself. */
Then('the vCPU {whereabouts}', async function (this: TckWorld, whereabouts: string) {
  const left = whereabouts === 'has left the guest';
  expectAnswer(this, left ? 'returned' : 'blocked', await thread(this, `the vCPU ${whereabouts}`, 'collect'));
  if (!left) return;
  const area = await this.host.look(vcpuOf(this).runArea, kvmRun.size);
  demand('the vCPU has left the guest for another reason', [
    this.compare('exit of the vCPU', 'DIAG', vcpuOf(this).exit(area)),
  ]);
});
