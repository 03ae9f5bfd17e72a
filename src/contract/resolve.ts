import type { Address, Answer } from './entries';

function bytesOf(answer: Answer | undefined): Uint8Array | undefined {
  if (answer?.kind === 'bytes') return answer.bytes;
  if (answer?.kind === 'ended') return answer.psw;
  if (answer?.kind !== 'returned') return undefined;
  const value = new DataView(new ArrayBuffer(8));
  value.setBigInt64(0, answer.value);
  return new Uint8Array(value.buffer);
}

/**
 * The number an address stands for, given the answers of the batch so far.
 * @throws RangeError when it refers to an answer that does not exist or has no such bytes
 */
export function resolveAddress(address: Address, answers: readonly Answer[]): bigint {
  if (typeof address === 'bigint') return address;
  const answer = answers[address.entry];
  const bytes = bytesOf(answer);
  if (bytes === undefined) throw new RangeError(`entry ${address.entry} has no bytes to take a number from`);
  if (address.offset < 0 || address.length < 1 || address.length > 8 || address.offset + address.length > bytes.length)
    throw new RangeError(
      `entry ${address.entry} answered ${bytes.length} bytes: no number of ${address.length} bytes at ${address.offset}`,
    );
  let number = 0n;
  for (let index = 0; index < address.length; index += 1)
    number = (number << 8n) | BigInt(bytes[address.offset + index]!);
  return BigInt.asUintN(64, number + (address.plus ?? 0n));
}
