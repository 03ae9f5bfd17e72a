/** What must be known of an instruction before it runs. */
interface Look {
  readonly changesPrefix: boolean;
  readonly loadsPsw: boolean;
  readonly makesPending: boolean;
}

/** By the first two bytes; a mask tells which bits count. */
const noted: readonly (readonly [bits: number, mask: number, look: Partial<Look>])[] = [
  [0xb210, 0xffff, { changesPrefix: true }], // SPX
  [0x8200, 0xff00, { loadsPsw: true }], // LPSW
  [0xb2b2, 0xffff, { loadsPsw: true }], // LPSWE
  [0xae00, 0xff00, { makesPending: true }], // SIGP
  [0x8300, 0xff00, { makesPending: true }], // DIAGNOSE
  [0xb220, 0xffff, { makesPending: true }], // SERVC
  [0xb206, 0xffff, { makesPending: true }], // SCKC
  [0xb208, 0xffff, { makesPending: true }], // SPT
];

export function lookAt(instruction: Uint8Array): Look {
  const bits = (instruction[0]! << 8) | instruction[1]!;
  const found = noted.find(([value, mask]) => (bits & mask) === value)?.[2];
  return { changesPrefix: false, loadsPsw: false, makesPending: false, ...found };
}

/** Second-operand address of an S-format instruction, in the addressing mode of the PSW. */
export function operandAddress(instruction: Uint8Array, state: Buffer, generalRegisters: number, mask: bigint): bigint {
  const view = Buffer.from(instruction).readUInt16BE(2);
  const base = view >> 12;
  const address = (base === 0 ? 0n : state.readBigUInt64BE(generalRegisters + base * 8)) + BigInt(view & 0xfff);
  if ((mask >> 32n) & 1n) return BigInt.asUintN(64, address);
  return BigInt.asUintN((mask >> 31n) & 1n ? 31 : 24, address);
}
