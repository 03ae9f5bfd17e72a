import { interruptionPsws } from '../../src/architecture/lowcore';
import { decodeField, encode, type Values } from '../../src/codec/codec';
import type { Answer, Entry } from '../../src/contract/entries';
import { MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { kvmSystemIoctls, kvmVcpuIoctls, kvmVmIoctls } from '../../src/uapi/kvm/numbers';
import { kvmExits, kvmRun, kvmRunSieic } from '../../src/uapi/kvm/run';
import { mapTypes, protections } from '../../src/uapi/memory-map';
import type { HostProgram } from '../host/host-program';
import { bigEndian } from '../registers';
import { repeated } from '../repeated';
import type { TckWorld } from '../world';
import { guestLayout, leaveGuest } from './guest-layout';
import type { GuestSpaces } from './guest-spaces';
import { vcpuState } from './vcpu-state';

/** What guest and program see around one KVM_RUN. */
export interface Ran {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Real 0-511 of the guest. */
  readonly lowcoreBefore: Uint8Array;
  readonly lowcoreAfter: Uint8Array;
}

const lowcoreLength = 512;
/** Interception code of an instruction. Source: Linux 6.12 arch/s390/include/asm/kvm_host.h ICPT_INST. */
const instructionInterception = 4n;
const handlerMask = 0x0000000180000000n;

/** The vCPU of a scenario: file "vcpu", its struct kvm_run the memory "run". */
export class Vcpu {
  private prefix = 0;
  private ran: Ran | undefined;

  constructor(private readonly world: TckWorld) {}

  private get program(): HostProgram {
    return this.world.host;
  }

  private guest(absolute: number): bigint {
    return BigInt(this.program.named('guest').start + absolute);
  }

  get runArea(): bigint {
    return BigInt(this.program.named('run').start);
  }

  /** Makes the vCPU and lets it run to the first instruction that leaves the guest: registers are the CPU's from then on. */
  async make(rows: Readonly<Record<string, string>>, spaces: GuestSpaces): Promise<void> {
    const { program } = this;
    const { written, registers } = spaces.build();
    for (const { address, bytes } of written) await program.store(this.guest(address), bytes);
    await this.create();
    const { prefix, run } = vcpuState(rows, registers);
    this.prefix = prefix;
    const code = repeated(leaveGuest, guestLayout.codeLength);
    for (const address of [guestLayout.code, guestLayout.handler]) await program.store(this.guest(address), code);
    const newPsw = Buffer.concat([bigEndian(handlerMask, 8), bigEndian(BigInt(guestLayout.handler), 8)]);
    await program.store(this.guest(prefix + interruptionPsws.program.new), newPsw);
    await this.change(run);
    await this.enter('KVM_RUN to the first instruction');
    const { after } = this.seen;
    if (
      this.exit(after) !== 'DIAG' ||
      decodeField(kvmRun, after, 'psw_addr', program.order) !== BigInt(guestLayout.code + 4)
    )
      throw new MachineFailed('start', `a vCPU left its first KVM_RUN with ${this.exit(after)}`);
  }

  private async create(): Promise<void> {
    const { program } = this;
    const { value: fd } = await program.must('making a vCPU', 'ioctl', [
      BigInt(program.file('vm').fd),
      BigInt(kvmVmIoctls.KVM_CREATE_VCPU),
      0n,
    ]);
    program.files.set('vcpu', { fd: Number(fd), kind: 'vcpu' });
    const { value: length } = await program.must('asking for the length of struct kvm_run', 'ioctl', [
      BigInt(program.file('kvm').fd),
      BigInt(kvmSystemIoctls.KVM_GET_VCPU_MMAP_SIZE),
      0n,
    ]);
    const { value: start } = await program.must('mapping struct kvm_run', 'mmap', [
      0n,
      length,
      BigInt(protections.PROT_READ | protections.PROT_WRITE),
      BigInt(mapTypes.MAP_SHARED),
      fd,
      0n,
    ]);
    program.memory.set('run', { start: Number(start), length: Number(length) });
  }

  /** Changes fields of struct kvm_run. */
  async change(values: Values): Promise<void> {
    const { program } = this;
    const image = await program.look(this.runArea, kvmRun.size);
    await program.store(this.runArea, encode(kvmRun, values, image, program.order));
  }

  /** Entries of one KVM_RUN with what is looked at before and after it. */
  private entries(instructions: readonly Entry[], task: number): Entry[] {
    const look: Entry[] = [
      { verb: 'read', space: 'user', address: this.runArea, length: kvmRun.size },
      { verb: 'read', space: 'user', address: this.guest(this.prefix), length: lowcoreLength },
    ];
    const fd = BigInt(this.program.file('vcpu').fd);
    const run: Entry = { verb: 'call', task, name: 'ioctl', arguments: [fd, BigInt(kvmVcpuIoctls.KVM_RUN), 0n] };
    return [...instructions, ...look, run, ...look];
  }

  /** KVM_RUN until the guest leaves it; instructions stored just before it are executed. */
  async enter(note: string, instruction?: Uint8Array): Promise<void> {
    const { program } = this;
    const stored: Entry[] = [];
    if (instruction !== undefined) {
      const area = await program.look(this.runArea, kvmRun.size);
      const at = Number(decodeField(kvmRun, area, 'psw_addr', program.order));
      const bytes = Buffer.concat([instruction, leaveGuest]);
      stored.push({ verb: 'write', space: 'user', address: this.guest(at), bytes });
    }
    const answers = await this.world.perform(note, this.entries(stored, 0));
    this.remember(answers.slice(stored.length));
  }

  private remember([before, lowcoreBefore, run, after, lowcoreAfter]: readonly Answer[]): void {
    if (run?.kind !== 'returned') throw new Error(`KVM_RUN was answered with ${run?.kind}`);
    if (run.errno !== 0) throw new MachineFailed('start', `KVM_RUN failed with ${errnoName(run.errno)}`);
    const bytes = (answer: Answer | undefined): Uint8Array => {
      if (answer?.kind !== 'bytes') throw new Error('memory of the vCPU cannot be read');
      return answer.bytes;
    };
    this.ran = {
      before: bytes(before),
      after: bytes(after),
      lowcoreBefore: bytes(lowcoreBefore),
      lowcoreAfter: bytes(lowcoreAfter),
    };
  }

  /** What was seen around the last KVM_RUN. */
  get seen(): Ran {
    if (this.ran === undefined) throw new Error('the vCPU has not run');
    return this.ran;
  }

  /** Why KVM_RUN came back: `DIAG` for the instruction of the suite. */
  exit(area: Uint8Array): string {
    const { order } = this.program;
    const reason = decodeField(kvmRun, area, 'exit_reason', order);
    if (reason !== BigInt(kvmExits.KVM_EXIT_S390_SIEIC)) return `exit reason ${reason}`;
    const field = (name: string): bigint => decodeField(kvmRunSieic, area, `s390_sieic.${name}`, order);
    const isDiagnose = field('icptcode') === instructionInterception && field('ipa') >> 8n === BigInt(leaveGuest[0]!);
    return isDiagnose ? 'DIAG' : `interception code ${field('icptcode')}, instruction ${field('ipa').toString(16)}`;
  }

  /** A field of struct kvm_run after the last KVM_RUN. */
  field(name: string): bigint {
    return decodeField(kvmRun, this.seen.after, name, this.program.order);
  }
}

const vcpus = new WeakMap<TckWorld, Vcpu>();

export function vcpuOf(world: TckWorld): Vcpu {
  const vcpu = vcpus.get(world) ?? new Vcpu(world);
  vcpus.set(world, vcpu);
  return vcpu;
}
