import type { Fault } from './fault';
import { absoluteAccessFaults } from './kvm/absolute-access';
import { absoluteCheckOnlyFaults } from './kvm/absolute-check-only';
import { absoluteCheckFaults } from './kvm/absolute-checks';
import { exchangeFaults } from './kvm/exchange';
import { guestKeyFaults } from './kvm/guest-keys';
import { injectionFaults } from './kvm/injection';
import { interfaceFaults } from './kvm/interface';
import { logicalAccessFaults } from './kvm/logical-access';
import { logicalCheckFaults } from './kvm/logical-checks';
import { positionFaults } from './kvm/positions';
import { secureAreaFaults } from './kvm/secure-area';

/** Faults of KVM, in the order of its rules. */
export const kvmFaults: readonly Fault[] = [
  ...guestKeyFaults,
  ...interfaceFaults,
  ...absoluteCheckFaults,
  ...absoluteAccessFaults,
  ...absoluteCheckOnlyFaults,
  ...exchangeFaults,
  ...logicalCheckFaults,
  ...logicalAccessFaults,
  ...injectionFaults,
  ...secureAreaFaults,
  ...positionFaults,
];
