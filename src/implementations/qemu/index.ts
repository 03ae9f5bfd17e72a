import type { Fixture } from '../../contract/documents/fixture';
import type { Manifest } from '../../contract/documents/manifest';
import { MachineFailed } from '../../contract/judgement';
import type { Machine, StartAnswer } from '../../contract/machine';
import { type Configuration, keyOf } from './configuration';
import { planFor } from './demand';
import { readFacilities } from './facility-list';
import type { Patience } from './gdb-client';
import { endInstance, type Instance } from './instance';
import { manifestOf } from './manifest';
import { type Probe, probe } from './probe';
import { Guest, QemuRunningMachine } from './running-machine';
import { SparePool } from './spare-pool';

export interface QemuOptions {
  /** The emulator; `qemu-system-s390x` on the PATH where absent. */
  readonly path?: string;
  /** Whether a machine is started ahead of the scenario that needs it. */
  readonly spare?: boolean;
  /** When QEMU counts as hung. */
  readonly patience?: Patience;
}

/** `qemu-system-s390x` under TCG, driven through its gdb stub. */
export class QemuMachine implements Machine {
  readonly pool: SparePool;
  private described: Promise<Manifest> | undefined;
  /** Facilities of the command lines that switch some off. */
  private readonly verified = new Map<string, readonly number[]>();

  constructor(
    private readonly probed: Probe,
    options: QemuOptions,
  ) {
    const { path, filled } = probed;
    const launch = options.patience === undefined ? { path, filled } : { path, filled, patience: options.patience };
    this.pool = new SparePool(launch, options.spare ?? true);
  }

  /** The emulator that was probed. */
  get path(): string {
    return this.probed.path;
  }

  manifest(): Promise<Manifest> {
    this.described ??= manifestOf(this.probed);
    return this.described;
  }

  async start(fixture: Fixture): Promise<StartAnswer> {
    const plan = planFor(fixture, this.probed.facilities);
    if (plan.kind === 'unsupported') return plan;
    const { configuration, reserved } = plan;
    const narrowed = configuration.without.length > 0;
    let instance: Instance;
    try {
      instance = await this.pool.take(configuration);
    } catch (error) {
      if (narrowed && error instanceof MachineFailed) return { kind: 'unsupported', what: error.message };
      throw error;
    }
    if (narrowed) {
      const offered = await this.facilitiesOf(configuration, instance, reserved.start);
      const kept = fixture.facilities.absent.find((facility) => offered.includes(facility));
      const lost = fixture.facilities.present.find((facility) => !offered.includes(facility));
      if (kept !== undefined || lost !== undefined) {
        await endInstance(instance);
        const what = `facilities ${fixture.facilities.present} without ${fixture.facilities.absent}`;
        return { kind: 'unsupported', what };
      }
    }
    const machine = new QemuRunningMachine(instance, this.probed.map, reserved.start, () =>
      this.pool.take(configuration),
    );
    return { kind: 'started', machine, reserved: [reserved] };
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  /** What STFLE says where facilities were switched off; asked once for each command line. */
  private async facilitiesOf(
    configuration: Configuration,
    instance: Instance,
    page: number,
  ): Promise<readonly number[]> {
    const key = keyOf({ ...configuration, storageSize: 0 });
    const known = this.verified.get(key);
    if (known !== undefined) return known;
    const facilities = await readFacilities(new Guest(instance, this.probed.map, page).hidden);
    this.verified.set(key, facilities);
    return facilities;
  }
}

/**
 * Finds out what the QEMU is and tests it before handing it out.
 * @throws MachineAbsent with one sentence that names what is missing
 */
export async function createQemuMachine(options: QemuOptions = {}): Promise<QemuMachine> {
  return new QemuMachine(await probe(options.path ?? 'qemu-system-s390x'), options);
}
