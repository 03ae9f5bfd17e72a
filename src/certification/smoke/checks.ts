import type { Fixture } from '../../contract/documents/fixture';
import type { Manifest } from '../../contract/documents/manifest';
import type { Machine } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import { validated } from '../../contract/validate';
import { guestChecks } from './guest-checks';
import { hostChecks } from './host-checks';
import { onInstance } from './on-machine';
import type { SmokeCheck } from './smoke-check';

const inventedFeature = 'no-machine-has-this';

async function refuseFeature(machine: Machine): Promise<string> {
  const fixture: Fixture = { ...plainFixture, features: { [inventedFeature]: true } };
  const answer = await machine.start(fixture);
  if (answer.kind === 'unsupported') return `unsupported: ${answer.what}`;
  await answer.machine.stop();
  throw new Error(`it started with the feature "${inventedFeature}", which nobody has`);
}

export const manifestCheck: SmokeCheck = {
  name: 'tells a valid manifest',
  async run(machine) {
    const { name, title, version } = validated<Manifest>('manifest', await machine.manifest(), 'the manifest');
    return `${name}: ${title}, ${version}`;
  },
};

/** What a machine with these faces must do. The last one closes the machine. */
export const checksOf = (faces: Manifest['faces']): readonly SmokeCheck[] => [
  { name: 'starts and stops an instance', run: onInstance(async () => '') },
  ...(faces.includes('guest') ? guestChecks : []),
  ...(faces.includes('host') ? hostChecks : []),
  { name: 'refuses a feature that it cannot know', run: refuseFeature },
  {
    name: 'ends when it is told to',
    async run(machine) {
      await machine.close();
      return '';
    },
  },
];
