import { errno } from '../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../uapi/vfio/device';
import {
  vfioDeviceFeatureFlags as flags,
  vfioDeviceFeatures as ids,
  vfioDeviceFeature,
  vfioDeviceFeatureMigration,
} from '../../../uapi/vfio/feature';
import type { FeatureStep } from '../../kernel/vfio/feature';
import type { Fault } from '../fault';
import { deviceCall, feature, instead, lenient, peek, poke, then, vfio, without } from './change';

const step = (name: string, decide: (right: FeatureStep['decide']) => FeatureStep['decide']): Fault['apply'] =>
  vfio(({ featureSteps }) => ({
    featureSteps: featureSteps.map((one) => (one.name === name ? { name, decide: decide(one.decide) } : one)),
  }));

/** One step of the decision comes before another. */
const before = (name: string, later: string): Fault['apply'] =>
  vfio(({ featureSteps }) => {
    const moved = featureSteps.find((one) => one.name === name)!;
    return {
      featureSteps: featureSteps
        .filter((one) => one !== moved)
        .flatMap((one) => (one.name === later ? [moved, one] : [one])),
    };
  });

const probes = (value: number): boolean => (value & flags.VFIO_DEVICE_FEATURE_PROBE) !== 0;

/** The order of VFIO_DEVICE_FEATURE: MIG-24 to MIG-40. */
export const featureFaults: readonly Fault[] = [
  {
    name: 'feature-short-header-taken',
    describes: 'VFIO_DEVICE_FEATURE takes an argsz that does not reach behind the header.',
    breaks: ['MIG-24'],
    apply: deviceCall(calls.VFIO_DEVICE_FEATURE, lenient(vfioDeviceFeature, 0, 8)),
  },
  {
    name: 'feature-fault-invalid',
    describes: 'VFIO_DEVICE_FEATURE gives EINVAL for an address where nothing is.',
    breaks: ['MIG-25'],
    apply: deviceCall(
      calls.VFIO_DEVICE_FEATURE,
      instead(errno.EFAULT, -errno.EINVAL, ({ kernel }, address) => kernel.memory.copyIn(address, 8) === undefined),
    ),
  },
  {
    name: 'feature-unknown-flags-ignored',
    describes: 'VFIO_DEVICE_FEATURE ignores flags that it does not know.',
    breaks: ['MIG-26', 'MIG-37'],
    apply: without('featureSteps', 'unknown flags'),
  },
  {
    name: 'feature-get-wins-over-set',
    describes: 'VFIO_DEVICE_FEATURE takes GET and SET at once, and gets.',
    breaks: ['MIG-27'],
    apply: without('featureSteps', 'get and set'),
  },
  {
    name: 'feature-probe-of-get-and-set-refused',
    describes: 'VFIO_DEVICE_FEATURE refuses GET and SET at once, for PROBE too.',
    breaks: ['MIG-28'],
    apply: step(
      'get and set',
      (right) => (call) => right({ ...call, flags: call.flags & ~flags.VFIO_DEVICE_FEATURE_PROBE }),
    ),
  },
  {
    name: 'feature-probe-of-any-operation',
    describes: 'PROBE succeeds for operations that the feature does not have.',
    breaks: ['MIG-29'],
    apply: step('operation', (right) => (call) => (probes(call.flags) ? undefined : right(call))),
  },
  {
    name: 'feature-probe-wants-operation',
    describes: 'PROBE fails when no operation is named.',
    breaks: ['MIG-30'],
    apply: before('no operation', 'probe'),
  },
  {
    name: 'feature-probe-acts',
    describes: 'PROBE does what it is asked about.',
    breaks: ['MIG-31'],
    apply: vfio(({ featureSteps }) => ({
      featureSteps: featureSteps
        .filter(({ name }) => name !== 'probe')
        .map((one) =>
          one.name === 'no operation' || one.name === 'data size'
            ? { ...one, decide: (call) => (probes(call.flags) && call.argsz < 16 ? 0 : one.decide(call)) }
            : one,
        ),
    })),
  },
  {
    name: 'feature-unknown-invalid',
    describes: 'A feature that the device does not have gives EINVAL.',
    breaks: ['MIG-32', 'MIG-33', 'MIG-34', 'MIG-38'],
    apply: step('absent', (right) => (call) => (right(call) === undefined ? undefined : -errno.EINVAL)),
  },
  {
    name: 'feature-probe-before-presence',
    describes: 'PROBE succeeds for features that the device does not have.',
    breaks: ['MIG-32', 'MIG-33', 'MIG-34'],
    apply: before('probe', 'absent'),
  },
  {
    name: 'feature-without-operation-sets',
    describes: 'Without GET and SET the feature is set.',
    breaks: ['MIG-35'],
    apply: without('featureSteps', 'no operation'),
  },
  {
    name: 'feature-data-size-unchecked',
    describes: 'VFIO_DEVICE_FEATURE does not compare argsz with the size of the data.',
    breaks: ['MIG-36'],
    apply: without('featureSteps', 'data size'),
  },
  {
    name: 'feature-presence-before-flags',
    describes: 'A feature that the device does not have gives ENOTTY whatever the flags are.',
    breaks: ['MIG-37'],
    apply: vfio(({ featureSteps }) => {
      const absent = featureSteps.find(({ name }) => name === 'absent')!;
      const [first, ...rest] = featureSteps;
      return { featureSteps: [first!, absent, ...rest.filter((one) => one !== absent)] };
    }),
  },
  {
    name: 'feature-size-before-presence',
    describes: 'A short argsz gives EINVAL before the feature is looked for.',
    breaks: ['MIG-38'],
    apply: vfio(({ featureSteps, features }) => ({
      featureSteps: featureSteps.flatMap((one) =>
        one.name === 'absent'
          ? [
              {
                name: 'size of what may be absent',
                decide: ({ flags: value, argsz, feature: found }) => {
                  const size = features.get(value & 0xffff)?.size ?? 8;
                  return found === undefined && !probes(value) && argsz - 8 < size ? -errno.EINVAL : undefined;
                },
              } satisfies FeatureStep,
              one,
            ]
          : [one],
      ),
    })),
  },
  {
    name: 'migration-without-stop-copy',
    describes: 'The capabilities lack STOP_COPY.',
    breaks: ['MIG-39'],
    apply: feature(ids.VFIO_DEVICE_FEATURE_MIGRATION, (right) => ({
      ...right,
      get: (device, data) =>
        then(right.get!(device, data), (result) => {
          const seen = peek(device.kernel, data, vfioDeviceFeatureMigration, 'flags');
          if (result === 0) poke(device.kernel, data, vfioDeviceFeatureMigration, 'flags', seen & ~1n);
          return result;
        }),
    })),
  },
  {
    name: 'migration-capabilities-can-be-set',
    describes: 'SET of VFIO_DEVICE_FEATURE_MIGRATION succeeds.',
    breaks: ['MIG-40', 'MIG-29'],
    apply: feature(ids.VFIO_DEVICE_FEATURE_MIGRATION, (right) => ({ ...right, set: () => 0 })),
  },
  {
    name: 'data-size-can-be-set',
    describes: 'SET of VFIO_DEVICE_FEATURE_MIG_DATA_SIZE succeeds.',
    breaks: ['MIG-140'],
    apply: feature(ids.VFIO_DEVICE_FEATURE_MIG_DATA_SIZE, (right) => ({ ...right, set: () => 0 })),
  },
];
