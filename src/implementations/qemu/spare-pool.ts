import { type Configuration, keyOf } from './configuration';
import { type Arrival, bringUp, bringUpAhead, endInstance, type Instance, type Launch } from './instance';

/**
 * Keeps one machine of the last configuration started ahead. A spare that fails is dropped in silence: the start that
 * would have used it meets the same failure itself and reports it.
 */
export class SparePool {
  private spare: { readonly key: string; readonly arrival: Arrival } | undefined;
  private closed = false;
  starts = 0;
  hits = 0;

  constructor(
    private readonly launch: Launch,
    private readonly keepsSpare: boolean,
  ) {}

  /** A started machine; the next one is begun at once. */
  async take(configuration: Configuration): Promise<Instance> {
    this.starts += 1;
    const key = keyOf(configuration);
    const ahead = await this.claimed(key);
    if (ahead !== undefined) this.hits += 1;
    const instance = ahead ?? (await bringUp(this.launch, configuration));
    if (this.keepsSpare && !this.closed && this.spare === undefined) {
      const arrival = bringUpAhead(this.launch, configuration);
      arrival.instance.catch(() => undefined);
      this.spare = { key, arrival };
    }
    return instance;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.drop();
  }

  /** The spare, if it fits and lives. */
  private async claimed(key: string): Promise<Instance | undefined> {
    if (this.spare?.key !== key) {
      await this.drop();
      return undefined;
    }
    const { arrival } = this.spare;
    this.spare = undefined;
    arrival.process.claim();
    const instance = await arrival.instance.catch(() => undefined);
    arrival.process.release();
    if (instance === undefined || (await answers(instance))) return instance;
    await endInstance(instance);
    return undefined;
  }

  private async drop(): Promise<void> {
    const arrival = this.spare?.arrival;
    this.spare = undefined;
    if (arrival === undefined) return;
    await arrival.process.kill();
    const instance = await arrival.instance.catch(() => undefined);
    if (instance !== undefined) await endInstance(instance);
  }
}

/** Whether it still lives: its end may have come so late that nothing tells of it yet. */
async function answers({ client }: Instance): Promise<boolean> {
  client.queue('?', () => undefined);
  return client.exchange().then(
    () => true,
    () => false,
  );
}
