import { cpuStateOffset, programVisibleState } from '../../architecture/cpu-state';
import type { Entry } from '../../contract/entries';
import type { RunningMachine } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import { commandLine, mebibyte } from './configuration';
import type { QemuMachine } from './index';
import { createQemuMachine } from './index';
import { bringUp, endInstance, type Instance } from './instance';
import { QemuProcess } from './process';

const configuration = { storageSize: 16 * mebibyte, without: [] };
export interface StartFigures {
  /** Milliseconds of wall time for each start and stop. */
  readonly bareWall: number;
  readonly contractWall: number;
  /** Milliseconds of CPU time, of node and QEMU together. */
  readonly bareCpu: number;
  readonly contractCpu: number;
  readonly spareHitRate: number;
}

export interface StepFigures {
  /** Microseconds of CPU time for one instruction, of node and QEMU together. */
  readonly bare: number;
  readonly changedRegisters: number;
  readonly wholeState: number;
}

/** CPU time of this process in milliseconds. */
function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of wall time, of CPU time of node, and whatever `perform` adds for QEMU. */
async function measured(count: number, perform: () => Promise<number>): Promise<{ wall: number; cpu: number }> {
  const wallBefore = performance.now();
  const cpuBefore = ownCpu();
  let qemu = 0;
  for (let index = 0; index < count; index += 1) qemu += await perform();
  return { wall: (performance.now() - wallBefore) / count, cpu: (ownCpu() - cpuBefore + qemu) / count };
}

function cpuOf(process: QemuProcess): number {
  return (process.cpuSeconds ?? 0) * 1000;
}

/** Spawn to the first answer of the stub, then the kill: what no adapter can avoid. */
async function bareStart(path: string): Promise<number> {
  const qemu = new QemuProcess(path, commandLine(configuration));
  qemu.hold();
  const answered = new Promise((resolve) => qemu.socket.once('data', resolve));
  qemu.socket.write('$?#3f');
  await answered;
  const cpu = cpuOf(qemu);
  await qemu.kill();
  return cpu;
}

export async function measureStarts(count = 20, path?: string): Promise<StartFigures> {
  const options = path === undefined ? {} : { path };
  const machine = await createQemuMachine(options);
  try {
    const bare = await measured(count, () => bareStart(machine.path));
    const contract = await measured(count, async () => {
      const answer = await machine.start(plainFixture);
      if (answer.kind !== 'started') throw new Error(answer.what);
      const cpu = qemuCpu(answer.machine);
      await answer.machine.stop();
      return cpu;
    });
    return {
      bareWall: bare.wall,
      contractWall: contract.wall,
      bareCpu: bare.cpu,
      contractCpu: contract.cpu,
      spareHitRate: machine.pool.hits / machine.pool.starts,
    };
  } finally {
    await machine.close();
  }
}

function qemuCpu(machine: RunningMachine): number {
  return (machine as unknown as { guest: { instance: Instance } }).guest.instance.process.cpuSeconds! * 1000;
}

const roundLength = 1000;
const code = 0x2000;
const loadRegister = Buffer.from('1811', 'hex');

async function bareSteps(machine: QemuMachine, count: number): Promise<number> {
  const instance = await bringUp({ path: machine.path, filled: [] }, configuration);
  instance.storage.write(code, Buffer.concat(Array.from({ length: count + 1 }, () => loadRegister)));
  instance.client.command('P0=0000000180000000');
  instance.client.command(`P1=${code.toString(16).padStart(16, '0')}`);
  await instance.client.exchange();
  const before = cpuOf(instance.process);
  const own = ownCpu();
  for (let index = 0; index < count; index += 1) {
    instance.client.queue('vCont;s:1', () => undefined);
    await instance.client.exchange();
  }
  const cpu = cpuOf(instance.process) - before + ownCpu() - own;
  await endInstance(instance);
  return (cpu * 1000) / count;
}

async function contractSteps(machine: QemuMachine, count: number, wholeState: boolean): Promise<number> {
  const answer = await machine.start(plainFixture);
  if (answer.kind !== 'started') throw new Error(answer.what);
  const psw = Buffer.from('00000001800000000000000000002000', 'hex');
  const cpu = { space: 'cpu', cpu: 0 } as const;
  const batch = (value: number): Entry[] => [
    { verb: 'write', space: 'absolute', address: BigInt(code), bytes: loadRegister },
    { verb: 'write', ...cpu, address: BigInt(cpuStateOffset.gr(1)), bytes: Buffer.alloc(8, value) },
    { verb: 'write', ...cpu, address: BigInt(cpuStateOffset.psw), bytes: psw },
    { verb: 'execute', cpu: 0 },
    ...(wholeState
      ? programVisibleState.map(
          ({ offset, length }) => ({ verb: 'read', ...cpu, address: BigInt(offset), length }) as const,
        )
      : []),
    { verb: 'read', space: 'absolute', address: 0n, length: 512 },
  ];
  await answer.machine.perform(batch(0));
  const before = qemuCpu(answer.machine);
  const own = ownCpu();
  for (let index = 0; index < count; index += 1) await answer.machine.perform(batch(index & 0xff));
  const used = qemuCpu(answer.machine) - before + ownCpu() - own;
  await answer.machine.stop();
  return (used * 1000) / count;
}

/** The three kinds alternate in short rounds, because the load of a host changes while one measures. */
export async function measureSteps(count = 5000, path?: string): Promise<StepFigures> {
  const machine = await createQemuMachine({ ...(path === undefined ? {} : { path }), spare: false });
  try {
    const rounds = Array.from({ length: Math.max(1, Math.round(count / roundLength)) }, () => roundLength);
    const sums = { bare: 0, changedRegisters: 0, wholeState: 0 };
    for (const length of rounds) {
      sums.bare += await bareSteps(machine, length);
      sums.changedRegisters += await contractSteps(machine, length, false);
      sums.wholeState += await contractSteps(machine, length, true);
    }
    return {
      bare: sums.bare / rounds.length,
      changedRegisters: sums.changedRegisters / rounds.length,
      wholeState: sums.wholeState / rounds.length,
    };
  } finally {
    await machine.close();
  }
}
