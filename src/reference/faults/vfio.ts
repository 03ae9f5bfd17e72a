import type { Fault } from './fault';
import { deviceStateFaults } from './vfio/device-state';
import { deviceFaults } from './vfio/devices';
import { dirtyTrackingFaults } from './vfio/dirty-tracking';
import { featureFaults } from './vfio/feature';
import { informationFaults } from './vfio/information';
import { interruptFaults } from './vfio/interrupts';
import { preCopyFaults } from './vfio/pre-copy';
import { regionProtocolFaults } from './vfio/region-protocol';
import { sessionFaults } from './vfio/sessions';
import { streamFaults } from './vfio/streams';
import { transitionFaults } from './vfio/transitions';
import { whileStoppedFaults } from './vfio/while-stopped';

/** Faults of the system VFIO migration, in the order of its rules. */
export const vfioFaults: readonly Fault[] = [
  ...informationFaults,
  ...featureFaults,
  ...deviceStateFaults,
  ...transitionFaults,
  ...sessionFaults,
  ...streamFaults,
  ...preCopyFaults,
  ...interruptFaults,
  ...dirtyTrackingFaults,
  ...deviceFaults,
  ...whileStoppedFaults,
  ...regionProtocolFaults,
];
