/** Version of the protocol. It changes when a machine that keeps the old one could be misunderstood. */
export const protocolVersion = 1;

/** The longest line that is read, in bytes; what is longer is a breach before it is complete. */
export const lineLimit = 8 << 20;

/** Error codes of JSON-RPC 2.0, and two of our own. */
export const errorCodes = {
  unreadable: -32700,
  badRequest: -32600,
  unknownMethod: -32601,
  badParameters: -32602,
  internal: -32603,
  /** `data` says how the machine failed. */
  machineFailed: -32000,
  cancelled: -32800,
} as const;
