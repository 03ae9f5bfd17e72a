import type { Fault } from './fault';
import { frameManagementFaults } from './storage-keys/frame-management';
import { frameFaults } from './storage-keys/frames';
import { identificationFaults } from './storage-keys/identification';
import { insertAndResetFaults } from './storage-keys/insert-and-reset';
import { keyRemovalFaults } from './storage-keys/key-removal';
import { lowAddressFaults } from './storage-keys/low-address';
import { moveFaults } from './storage-keys/moves';
import { overrideFaults } from './storage-keys/overrides';
import { prefixingFaults } from './storage-keys/prefixing';
import { protectionFaults } from './storage-keys/protection';
import { pswKeyFaults } from './storage-keys/psw-key';
import { realStorageFaults } from './storage-keys/real-storage';
import { recordingFaults } from './storage-keys/recording';
import { setStorageKeyFaults } from './storage-keys/set-storage-key';
import { testProtectionFaults } from './storage-keys/test-protection';

/** Faults of the system storage keys, in the order of its rules. */
export const storageKeyFaults: readonly Fault[] = [
  ...frameFaults,
  ...protectionFaults,
  ...overrideFaults,
  ...lowAddressFaults,
  ...prefixingFaults,
  ...identificationFaults,
  ...setStorageKeyFaults,
  ...insertAndResetFaults,
  ...recordingFaults,
  ...testProtectionFaults,
  ...frameManagementFaults,
  ...moveFaults,
  ...pswKeyFaults,
  ...realStorageFaults,
  ...keyRemovalFaults,
];
