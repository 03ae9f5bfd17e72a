import type { ProfileResult } from '../../contract/documents/report';

/** A profile, resolved against the specification: which rules it comes to, and how many examples each must have run. */
export type DemandedProfile = Omit<ProfileResult, 'candidate' | 'certified' | 'why'>;
