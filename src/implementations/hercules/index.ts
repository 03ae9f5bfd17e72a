import type { Fixture } from '../../contract/documents/fixture';
import type { Manifest } from '../../contract/documents/manifest';
import type { Machine, StartAnswer } from '../../contract/machine';
import { planFor } from './demand';
import { manifestOf } from './manifest';
import { type Probe, probe } from './probe';
import { HerculesRunningMachine } from './running-machine';
import { SparePool } from './spare-pool';

export interface HerculesOptions {
  /** The emulator; `hercules` on the PATH where absent. */
  readonly path?: string;
  /** Whether a machine is started ahead of the scenario that needs it. */
  readonly spare?: boolean;
  /** Milliseconds without an answer before Hercules counts as hung. */
  readonly patience?: number;
}

/** Hercules 3.13, driven through its console. */
export class HerculesMachine implements Machine {
  readonly pool: SparePool;
  private described: Promise<Manifest> | undefined;

  constructor(
    private readonly probed: Probe,
    { spare = true, patience }: HerculesOptions,
  ) {
    const { path } = probed;
    this.pool = new SparePool(patience === undefined ? { path } : { path, patience }, spare);
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
    const { layout, reserved } = plan;
    const instance = await this.pool.take(layout);
    const machine = new HerculesRunningMachine(instance, () => this.pool.take(layout));
    return { kind: 'started', machine, reserved: [reserved] };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

/**
 * Finds out what the Hercules is and tests it before handing it out.
 * @throws MachineAbsent with one sentence that names what is missing
 */
export async function createHerculesMachine(options: HerculesOptions = {}): Promise<HerculesMachine> {
  return new HerculesMachine(await probe(options.path ?? 'hercules', options.patience), options);
}
