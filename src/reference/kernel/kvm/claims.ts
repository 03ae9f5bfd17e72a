import { memOpExtensions } from '../../../uapi/kvm/mem-op';
import type { Model } from '../../model';

/** What the manifest says of KVM. */
export const kvmClaims = ({ kvm }: Model): Readonly<Record<string, boolean>> => ({
  'kvm.mem-op-cmpxchg': (kvm.memOpExtensions & memOpExtensions.KVM_S390_MEMOP_EXTENSION_CAP_CMPXCHG) !== 0,
});
