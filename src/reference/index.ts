import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../contract/documents/manifest';
import type { Machine } from '../contract/machine';
import { packageRoot } from '../package-root';
import { faultNamed } from './faults';
import { kvmClaims } from './kernel/kvm/claims';
import { implementedFacilities } from './machine/facilities';
import { features } from './machine/features';
import { starter } from './machine/start';
import { architecture } from './model';
import { positionNamed } from './positions';

export interface ReferenceOptions {
  /** Named one-place defects, to show that rules can fail. */
  readonly faults?: readonly string[];
  /** The facilities to offer; all that are implemented where absent. */
  readonly facilities?: readonly number[];
  /** The behaviour to have where opinions differ; that of Linux 6.12 where absent. */
  readonly position?: string;
}

/** The reference machine. */
export function createReferenceMachine(options: ReferenceOptions = {}): Machine {
  const offered = options.facilities ?? implementedFacilities;
  const { position } = options;
  const chosen = position === undefined ? architecture : positionNamed(position).apply(architecture);
  const model = (options.faults ?? []).reduce((sound, name) => faultNamed(name).apply(sound), chosen);
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
