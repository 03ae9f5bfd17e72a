/** Bytes of a vCPU file that can be mapped: struct kvm_run and the rest of its page. */
export const runAreaSize = 4096;
