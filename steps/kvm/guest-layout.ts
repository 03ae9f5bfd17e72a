/**
 * Guest-absolute storage that the suite uses for itself in a virtual machine, and, where DAT is on, mapped one to one.
 * Scenarios keep their own frames outside 0x8000-0x9FFF and the translation tables.
 */
export const guestLayout = {
  /** Instructions that end KVM_RUN; the vCPU stands before one of them whenever a scenario looks at it. */
  code: 0x8000,
  /** The address in the program-new PSW, with more of them. */
  handler: 0x9000,
  /** Length of each of the two. */
  codeLength: 0x1000,
  /** Translation tables and access lists. */
  tables: 0xe00000,
  tablesEnd: 0x1000000,
} as const;

/** DIAG 0,0,0x501, which KVM leaves to the program; its self-tests do the same. Source: Linux 6.12 tools/testing/selftests/kvm/include/s390x/ucall.h. */
export const leaveGuest = Uint8Array.of(0x83, 0x00, 0x05, 0x01);
