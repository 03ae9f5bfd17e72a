import type { Fixture } from '../../../contract/documents/fixture';
import { prefetchPolicy } from './program/prefetched';
import type { ChannelSubsystem } from './subsystem';

type Demand = Fixture['features'][string];

interface Setting {
  /** What a machine has unless a fixture asks for something else. */
  readonly offered: Demand;
  /** @returns false when the demand makes no sense */
  readonly apply: (css: ChannelSubsystem, demand: Demand) => boolean;
}

/**
 * Features of the channel subsystem that a fixture chooses.
 * - `channel.prefetch`: whether CCWs are fetched before they take control, where the ORB permits it: `never`, `whole` (all of
 *   the program when it starts) or `random:<seed>` (a depth that the seed decides, at each CCW).
 * - `channel.midaw`: the MIDAW facility is installed.
 */
export const channelSettings: Readonly<Record<string, Setting>> = {
  'channel.prefetch': {
    offered: 'never',
    apply: (css, demand) => {
      const policy = typeof demand === 'string' ? prefetchPolicy(demand) : undefined;
      if (policy !== undefined) css.prefetch = policy;
      return policy !== undefined;
    },
  },
  'channel.midaw': {
    offered: true,
    apply: (css, demand) => {
      if (typeof demand !== 'boolean') return false;
      css.midaws = demand;
      return true;
    },
  },
};

/** Applies what a fixture chooses. @returns the name of a feature whose value makes no sense */
export function applySettings(css: ChannelSubsystem, demands: Fixture['features']): string | undefined {
  for (const [name, demand] of Object.entries(demands))
    if (Object.hasOwn(channelSettings, name) && !channelSettings[name]!.apply(css, demand)) return name;
  return undefined;
}
