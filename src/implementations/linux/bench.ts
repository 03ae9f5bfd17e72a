import type { Entry } from '../../contract/entries';
import { createLinuxMachine } from './index';
import type { LinuxMachine } from './machine';
import { call, type Program, startedOn } from './on-linux';

export interface GuestFigures {
  /** Seconds from the start of the process until the first scenario can begin: of this computer's time, and of its CPU. */
  readonly bootWall: number;
  readonly bootCpu: number;
  /** Milliseconds of CPU time of node and QEMU together. */
  readonly roundTrip: number;
  readonly pipelinedCall: number;
  readonly emptyScenario: number;
  readonly deviceScenario: number;
  /** What the device scenario does, as one round trip for each system call. */
  readonly bareDeviceScenario: number;
  /** System calls in it. */
  readonly deviceCalls: number;
}

const device = { id: 'uart', kind: 'mtty', ports: 1 } as const;

/** Milliseconds of CPU time of this process and its guest. */
async function cpuOf(machine: LinuxMachine, work: () => Promise<unknown>): Promise<number> {
  const own = process.cpuUsage();
  const before = machine.cpuSeconds;
  await work();
  const { user, system } = process.cpuUsage(own);
  return (user + system) / 1000 + (machine.cpuSeconds - before) * 1000;
}

async function repeated(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < count; index += 1) await work();
}

/** What a scenario does to ask an opened device something: find the group, open, attach, ask, in four batches. */
function deviceBatches(program: Program): (readonly Entry[])[] {
  const directory = program.devices.uart!;
  const name = directory.split('/').pop();
  return [
    [program.write(0, `${directory}/iommu_group\0`), call('readlink', program.at(0), program.at(256), 256)],
    [
      program.write(0, '/dev/vfio/vfio\0'),
      program.write(64, '/dev/vfio/0\0'),
      program.write(128, `${name}\0`),
      call('open', program.at(0), 2),
      call('open', program.at(64), 2),
    ],
    [
      program.write(192, Buffer.from([0, 0, 0, 3])),
      call('ioctl', 4, 0x3b68, program.at(192)),
      call('ioctl', 3, 0x3b66, 3),
      call('ioctl', 4, 0x3b6a, program.at(128)),
    ],
    [program.write(256, Buffer.from([0, 0, 0, 16])), call('ioctl', 5, 0x3b6b, program.at(256)), program.read(256, 16)],
  ];
}

async function deviceScenario(machine: LinuxMachine): Promise<void> {
  const program = await startedOn(machine, [device]);
  for (const batch of deviceBatches(program)) await program.machine.perform(batch);
  await program.machine.stop();
}

/** The same calls in a program that is there already, each waited for. */
async function bareDeviceScenario(program: Program): Promise<number> {
  const calls = deviceBatches(program)
    .flat()
    .filter(({ verb }) => verb === 'call');
  for (const entry of calls) await program.machine.perform([entry]);
  await program.machine.perform([call('close', 5), call('close', 4), call('close', 3)]);
  return calls.length;
}

export async function measureGuest(count = 50): Promise<GuestFigures> {
  const machine = await createLinuxMachine();
  try {
    const before = performance.now();
    const bootCpu = await cpuOf(machine, async () => (await startedOn(machine)).machine.stop());
    const bootWall = (performance.now() - before) / 1000;
    await repeated(5, () => deviceScenario(machine));
    const program = await startedOn(machine, [device]);
    for (const batch of deviceBatches(program)) await program.machine.perform(batch);
    await program.machine.perform([call('close', 5), call('close', 4), call('close', 3)]);
    const roundTrip = await cpuOf(machine, () => repeated(count * 10, () => program.perform(call('dup', -1))));
    const many = Array.from({ length: 1000 }, () => call('dup', -1));
    const pipelined = await cpuOf(machine, () => repeated(10, () => program.machine.perform(many)));
    let deviceCalls = 0;
    const bare = await cpuOf(machine, () =>
      repeated(count, async () => {
        deviceCalls = await bareDeviceScenario(program);
      }),
    );
    await program.machine.stop();
    const empty = await cpuOf(machine, () => repeated(count, async () => (await startedOn(machine)).machine.stop()));
    const whole = await cpuOf(machine, () => repeated(count, () => deviceScenario(machine)));
    return {
      bootWall,
      bootCpu: bootCpu / 1000,
      roundTrip: roundTrip / (count * 10),
      pipelinedCall: pipelined / 10_000,
      emptyScenario: empty / count,
      deviceScenario: whole / count,
      bareDeviceScenario: bare / count,
      deviceCalls,
    };
  } finally {
    await machine.close();
  }
}
