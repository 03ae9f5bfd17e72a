import { type Configuration, keyOf } from './configuration';
import { bringUp, endInstance, type Instance, type Launch } from './instance';

/**
 * Keeps one machine of the last configuration started ahead. A spare that fails is dropped in silence: the next start
 * then meets the same failure itself and reports it.
 */
export class SparePool {
  private spare: { key: string; instance: Promise<Instance | undefined> } | undefined;
  private closed = false;
  starts = 0;
  hits = 0;

  constructor(
    private readonly launch: Launch,
    private readonly keepSpare: boolean,
  ) {}

  /** A started machine; another one is begun at once if the pool keeps a spare. */
  async take(configuration: Configuration): Promise<Instance> {
    this.starts += 1;
    const key = keyOf(configuration);
    const held = this.spare;
    this.spare = undefined;
    let instance = held?.key === key ? await held.instance : undefined;
    if (held !== undefined && held.key !== key) void held.instance.then(discard);
    if (instance !== undefined && instance.process.exit !== undefined) {
      await discard(instance);
      instance = undefined;
    }
    if (instance !== undefined) this.hits += 1;
    instance ??= await bringUp(this.launch, configuration);
    if (this.keepSpare && !this.closed)
      this.spare = { key, instance: bringUp(this.launch, configuration).catch(() => undefined) };
    return instance;
  }

  async close(): Promise<void> {
    this.closed = true;
    const held = this.spare;
    this.spare = undefined;
    await discard(await held?.instance);
  }
}

async function discard(instance: Instance | undefined): Promise<void> {
  if (instance !== undefined) await endInstance(instance);
}
