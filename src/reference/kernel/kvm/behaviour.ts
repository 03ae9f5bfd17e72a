/** Small behaviours of KVM that rules are about. Each is one place; a fault replaces one of them. */
export const kvmBehaviour = {};

export type KvmBehaviour = typeof kvmBehaviour;
