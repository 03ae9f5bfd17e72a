import type { Fixture } from './documents/fixture';

/** One CPU, 16 MiB, nothing demanded: what tests, probes and measurements start from. */
export const plainFixture: Fixture = {
  cpus: 1,
  storage: { size: 16 << 20 },
  facilities: { present: [], absent: [] },
  features: {},
  devices: [],
  ranges: [],
};
