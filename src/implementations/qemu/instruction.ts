/** What the adapter must know of an instruction before it runs. Nothing here judges whether the instruction is valid. */
export type Kind = 'execute' | 'load-psw' | 'load-psw-extended' | 'other';

export function kindOf(instruction: Uint8Array): Kind {
  const [first, second] = instruction as unknown as [number, number];
  if (first === 0x44 || (first === 0xc6 && (second & 0x0f) === 0)) return 'execute';
  if (first === 0x82) return 'load-psw';
  if (first === 0xb2 && second === 0xb2) return 'load-psw-extended';
  return 'other';
}

/** SPX, SIGP and DIAGNOSE can change the prefix; SCKC, SPT and SCKPF the timing state; an unread instruction anything. */
export function changesUnshownState(instruction: Uint8Array): boolean {
  const [first, second] = instruction as unknown as [number, number];
  if (first === 0xae || first === 0x83) return true;
  if (first === 0xb2) return second === 0x10 || second === 0x06 || second === 0x08;
  return first === 0x01 && second === 0x07;
}

/** SIGP and DIAGNOSE can stop the CPU. */
export function canStop(instruction: Uint8Array): boolean {
  return instruction[0] === 0xae || instruction[0] === 0x83;
}

/** SERVC, SIGP, DIAGNOSE, SCKC and SPT can leave an interruption pending on a machine without devices. */
export function canMakePending(instruction: Uint8Array): boolean {
  const [first, second] = instruction as unknown as [number, number];
  if (first === 0xae || first === 0x83) return true;
  return first === 0xb2 && (second === 0x20 || second === 0x06 || second === 0x08);
}

type GeneralRegister = (number: number) => bigint;

/** Wraps an address as the addressing mode of a PSW demands. */
export function wrapped(address: bigint, pswMask: bigint): bigint {
  if ((pswMask >> 32n) & 1n) return BigInt.asUintN(64, address);
  return BigInt.asUintN((pswMask >> 31n) & 1n ? 31 : 24, address);
}

/** Second-operand address of an S-format instruction (base and 12-bit displacement at byte 2). */
export function baseAndDisplacement(instruction: Uint8Array, gr: GeneralRegister): bigint {
  const base = instruction[2]! >> 4;
  const displacement = BigInt(((instruction[2]! & 0x0f) << 8) | instruction[3]!);
  return (base === 0 ? 0n : gr(base)) + displacement;
}

/** Address of the instruction that EXECUTE or EXECUTE RELATIVE LONG designates. */
export function executeTarget(instruction: Uint8Array, address: bigint, gr: GeneralRegister): bigint {
  if (instruction[0] === 0xc6) return address + 2n * BigInt(Buffer.from(instruction).readInt32BE(2));
  const index = instruction[1]! & 0x0f;
  return (index === 0 ? 0n : gr(index)) + baseAndDisplacement(instruction, gr);
}

/** The instruction that EXECUTE runs: the designated one with its second byte modified. */
export function modifiedTarget(execute: Uint8Array, target: Uint8Array, gr: GeneralRegister): Uint8Array {
  const register = execute[1]! >> 4;
  const modified = Uint8Array.from(target);
  if (register !== 0) modified[1]! |= Number(gr(register) & 0xffn);
  return modified;
}
