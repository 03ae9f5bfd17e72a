import type { DataTable } from '@cucumber/cucumber';
import { type ProgramException, programInterruptionCodes } from '../../src/architecture/interruption-codes';
import { lowcore } from '../../src/architecture/lowcore';
import { decodeField } from '../../src/codec/codec';
import { kvmRun } from '../../src/uapi/kvm/run';
import { demand, hex, storageDifference } from '../expectation';
import type { InstructionText } from '../parameters';
import { Given, Then, When } from '../vocabulary';
import type { TckWorld } from '../world';
import { guestLayout } from './guest-layout';
import { spacesOf } from './guest-spaces';
import { vcpuOf } from './vcpu';

function makeVcpu(world: TckWorld, rows: Readonly<Record<string, string>>): void | Promise<void> {
  return world.host.prepare(() => vcpuOf(world).make(rows, spacesOf(world.host)));
}

/**
 * Supervisor state, DAT off, 64-bit addressing, prefix 0, PSW key 0, all else as after initial CPU reset, but for what the lines say:
 * prefix, PSW key, DAT, address space, addressing mode, low-address protection, fetch-protection override, storage-protection
 * override, and registers by name. File "vcpu".
 */
Given('the virtual machine has a vCPU( with:)', function (this: TckWorld, table?: DataTable) {
  return makeVcpu(this, table?.rowsHash() ?? {});
});

/** KVM_RUN; the guest leaves it at once, or after an interruption that was pending. */
When('the vCPU runs', async function (this: TckWorld) {
  await this.host.ready();
  await vcpuOf(this).enter('KVM_RUN');
});

/** The guest executes one instruction and leaves KVM_RUN again. */
When('the vCPU executes {instruction}', async function (this: TckWorld, { text, bytes }: InstructionText) {
  await this.host.ready();
  await vcpuOf(this).enter(`KVM_RUN: ${text}`, bytes);
});

const names = new Map<bigint, string>(
  Object.entries(programInterruptionCodes).map(([name, code]) => [BigInt(code), name]),
);

/** What the last KVM_RUN was for the guest. */
function interruption(world: TckWorld): string {
  const vcpu = vcpuOf(world);
  const at = vcpu.field('psw_addr');
  if (vcpu.exit(vcpu.seen.after) !== 'DIAG') return vcpu.exit(vcpu.seen.after);
  if (at < BigInt(guestLayout.handler) || at > BigInt(guestLayout.handler + guestLayout.codeLength)) return 'none';
  const code = decodeField(lowcore, vcpu.seen.lowcoreAfter, 'programCode');
  return names.get(code) ?? `code ${hex(code)}`;
}

Then('the guest meets a(n) {exception} exception', function (this: TckWorld, { name }: { name: ProgramException }) {
  const seen = interruption(this);
  demand(`the guest has met ${seen === 'none' ? 'no exception' : seen}`, [
    this.compare('program interruption of the guest', name, seen),
  ]);
});

const registers = [
  ...['psw_mask', 's.regs.prefix'],
  ...Array.from({ length: 16 }, (_, number) => [
    `s.regs.gprs[${number}]`,
    `s.regs.acrs[${number}]`,
    `s.regs.crs[${number}]`,
  ]).flat(),
];

/** The guest has gone on with its next instruction: PSW, registers and assigned storage are as they were. */
Then('the guest has noticed nothing', function (this: TckWorld) {
  const { before, after, lowcoreBefore, lowcoreAfter } = vcpuOf(this).seen;
  const { order } = this.host;
  const field = (area: Uint8Array, name: string): bigint => decodeField(kvmRun, area, name, order);
  demand('the guest has noticed something', [
    this.compare('program interruption of the guest', 'none', interruption(this)),
    this.compare('psw_addr', field(before, 'psw_addr') + 4n, field(after, 'psw_addr'), 8),
    ...registers.map((name) => this.compare(name, field(before, name), field(after, name), 8)),
    storageDifference('real 0-511 of the guest', lowcoreBefore, lowcoreAfter),
  ]);
});
