/** Small behaviours of VFIO that rules are about. Each is one place; a fault replaces one of them. */
export const vfioBehaviour = {};

export type VfioBehaviour = typeof vfioBehaviour;
