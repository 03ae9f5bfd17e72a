import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../contract/documents/manifest';
import type { Machine } from '../contract/machine';
import { packageRoot } from '../package-root';
import { prefetchText } from './hardware/channel/program/prefetched';
import { kvmClaims } from './kernel/kvm/claims';
import { implementedFacilities } from './machine/facilities';
import { features } from './machine/features';
import { starter } from './machine/start';
import { architecture, type Model } from './model';
import { positionNamed } from './positions';

export interface ReferenceOptions {
  /** Named one-place defects, to show that rules can fail. */
  readonly faults?: readonly string[];
  /** The facilities to offer; all that are implemented where absent. */
  readonly facilities?: readonly number[];
  /** The behaviour to have where opinions differ; that of Linux 6.12 where absent. */
  readonly position?: string;
}

/** Hundreds of faults are loaded only when one is asked for. @throws MachineAbsent when there is no fault of a name */
function faulty(sound: Model, names: readonly string[]): Model {
  if (names.length === 0) return sound;
  const { faultNamed } = require('./faults') as typeof import('./faults');
  return names.reduce((model, name) => faultNamed(name).apply(model), sound);
}

/** The reference machine. */
export function createReferenceMachine(options: ReferenceOptions = {}): Machine {
  const offered = options.facilities ?? implementedFacilities;
  const { position } = options;
  const chosen = position === undefined ? architecture : positionNamed(position).apply(architecture);
  const model = faulty(chosen, options.faults ?? []);
  const start = starter(model, offered);
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const manifest: Manifest = {
    name: position === undefined ? 'reference' : `reference:${position}`,
    title: 'Reference machine of s390-tck',
    version,
    faces: ['guest', 'host', 'device', 'trace'],
    byteOrder: 'big',
    wordSize: 64,
    facilities: [...offered],
    features: {
      ...features,
      'channel.prefetch': prefetchText(chosen.channel.prefetch),
      ...kvmClaims(chosen),
      ...(position === undefined ? {} : { [`position.${position}`]: true }),
    },
    channel: { progress: 'stepped' },
    environment: {},
  };
  return {
    manifest: async () => manifest,
    start: async (fixture) => start(fixture),
    close: async () => {},
  };
}
