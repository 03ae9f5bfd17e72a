import { type Arrival, bringUp, endInstance, type Instance, type Launch, type Layout } from './instance';

const sameLayout = (a: Layout, b: Layout): boolean => a.storageSize === b.storageSize && a.page === b.page;

/**
 * Keeps one machine of the last layout started ahead. A spare that fails is dropped in silence: the start that would
 * have used it meets the same failure itself and reports it.
 */
export class SparePool {
  private spare: { readonly layout: Layout; readonly arrival: Arrival } | undefined;
  private closed = false;
  starts = 0;
  hits = 0;

  constructor(
    private readonly launch: Launch,
    private readonly keepsSpare: boolean,
  ) {}

  /** A started machine; the next one is begun at once. */
  async take(layout: Layout): Promise<Instance> {
    this.starts += 1;
    const ahead = await this.claimed(layout);
    if (ahead !== undefined) this.hits += 1;
    const instance = ahead ?? (await bringUp(this.launch, layout).instance);
    if (this.keepsSpare && !this.closed && this.spare === undefined) {
      const arrival = bringUp(this.launch, layout, true);
      arrival.instance.catch(() => undefined);
      this.spare = { layout, arrival };
    }
    return instance;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.drop();
  }

  /** The spare, if it fits and lives. */
  private async claimed(layout: Layout): Promise<Instance | undefined> {
    if (this.spare === undefined || !sameLayout(this.spare.layout, layout)) {
      await this.drop();
      return undefined;
    }
    const { arrival } = this.spare;
    this.spare = undefined;
    arrival.console.process.claim();
    const instance = await arrival.instance.catch(() => undefined);
    arrival.console.process.release();
    // Its end may have come so late that nothing tells of it yet.
    const lives = await instance?.console.exchange().then(
      () => true,
      () => false,
    );
    if (lives) return instance;
    await arrival.console.process.kill();
    return undefined;
  }

  private async drop(): Promise<void> {
    const arrival = this.spare?.arrival;
    this.spare = undefined;
    if (arrival === undefined) return;
    await arrival.console.process.kill();
    const instance = await arrival.instance.catch(() => undefined);
    if (instance !== undefined) await endInstance(instance);
  }
}
