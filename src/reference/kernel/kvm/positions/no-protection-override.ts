import type { KvmBehaviour } from '../behaviour';
import { largestMemOp } from '../capabilities';
import { flag } from '../mem-op/argument';
import { accessRegisterInRange, commonChecks, notWiderThanQuadword } from '../mem-op/checks';

/** The next free bit of the flags; the proposal named none. */
export const noOverride = 8n;

/**
 * The flag that was thought of on 27 January 2022 and never added: keys count although an override is on. There are no
 * overrides for absolute accesses, so the VM operation takes the flag and ignores it.
 */
export function noProtectionOverride(right: KvmBehaviour): Partial<KvmBehaviour> {
  return {
    absoluteChecks: commonChecks(flag.checkOnly | flag.storageKey | noOverride, largestMemOp),
    exchangeChecks: [...commonChecks(flag.storageKey | noOverride, largestMemOp), notWiderThanQuadword],
    logicalChecks: [
      ...commonChecks(flag.checkOnly | flag.injectException | flag.storageKey | noOverride, largestMemOp),
      accessRegisterInRange,
    ],
    withOverrides: (memOp) => right.withOverrides(memOp) && !memOp.has(noOverride),
  };
}
