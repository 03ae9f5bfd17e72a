import type { Deviation } from '../../contract/documents/deviations';

export interface Recorded {
  readonly deviation: Deviation;
  readonly fingerprint: string;
}

/** The deviations that apply to one version of an implementation. */
export interface KnownDeviations {
  readonly list: readonly Deviation[];
  readonly byExample: ReadonlyMap<string, Recorded>;
}

export const noDeviations: KnownDeviations = { list: [], byExample: new Map() };

export function knownDeviations(list: readonly Deviation[]): KnownDeviations {
  const byExample = new Map<string, Recorded>();
  for (const deviation of list)
    for (const [id, fingerprint] of Object.entries(deviation.examples)) byExample.set(id, { deviation, fingerprint });
  return { list, byExample };
}
