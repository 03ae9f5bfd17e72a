import type { DataTable } from '@cucumber/cucumber';
import { MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { kvmDirtyLog, kvmMemoryFlags } from '../../src/uapi/kvm/memory';
import { kvmVmIoctls } from '../../src/uapi/kvm/numbers';
import { demand, hex } from '../expectation';
import type { HostProgram } from '../host/host-program';
import { Given, Then } from '../vocabulary';
import type { TckWorld } from '../world';
import { control } from './control';
import { setSlot } from './virtual-machine';

const pageSize = 4096;

/** Addresses of the frames that were dirty; the log forgets them. One bit for each frame, bit 0 of byte 0 the first. */
async function takeDirtyFrames(program: HostProgram): Promise<number[]> {
  const length = Math.ceil(program.named('guest').length / pageSize / 64) * 8;
  return program.briefly(async () => {
    const bitmap = program.reserve(length, 8);
    const { errno } = await control(program, 'taking the dirty log', 'vm', kvmVmIoctls.KVM_GET_DIRTY_LOG, {
      structure: kvmDirtyLog,
      values: { slot: 0, dirty_bitmap: bitmap },
    });
    if (errno !== 0) throw new MachineFailed('start', `KVM_GET_DIRTY_LOG failed with ${errnoName(errno)}`);
    const bytes = await program.look(bitmap, length);
    return Array.from({ length: length * 8 }, (_, frame) => frame)
      .filter((frame) => (bytes[frame >> 3]! & (1 << (frame & 7))) !== 0)
      .map((frame) => frame * pageSize);
  });
}

/** After everything else that is to be so before the scenario begins: what happened until here is not in the log. */
Given('the dirty log of the guest has begun', function (this: TckWorld) {
  const program = this.host;
  return program.prepare(async () => {
    const { start, length } = program.named('guest');
    await setSlot(program, {
      slot: 0,
      flags: kvmMemoryFlags.KVM_MEM_LOG_DIRTY_PAGES,
      guest_phys_addr: 0,
      memory_size: length,
      userspace_addr: start,
    });
    await takeDirtyFrames(program);
  });
});

const frames = (addresses: readonly number[]): string => addresses.map((address) => hex(address)).join(', ') || 'none';

async function expectDirty(world: TckWorld, expected: readonly number[]): Promise<void> {
  await world.host.ready();
  const seen = await takeDirtyFrames(world.host);
  demand(`the dirty log names the frames ${frames(seen)}`, [
    world.compare('dirty frames', frames(expected), frames(seen)),
  ]);
}

/** One address a line; exactly these. */
Then('the dirty log names no/these frame(s)(:)', function (this: TckWorld, table?: DataTable) {
  return expectDirty(this, table?.raw().map(([address]) => Number(address)) ?? []);
});
