import { assemble } from '../../architecture/assembly';
import { cpuStateOffset } from '../../architecture/cpu-state';
import { checkAnswers } from '../../contract/answers';
import type { Entry } from '../../contract/entries';
import type { RunningMachine } from '../../contract/machine';

const code = 0x8000n;
const list = 0x9000n;
const doublewords = 16;
const supervisor64 = 0x0000000180000000n;

function doubleword(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

const cpu = (offset: number, bytes: Uint8Array): Entry => ({
  verb: 'write',
  space: 'cpu',
  cpu: 0,
  address: BigInt(offset),
  bytes,
});

const batch: readonly Entry[] = [
  { verb: 'write', space: 'absolute', address: list, bytes: new Uint8Array(doublewords * 8) },
  { verb: 'write', space: 'absolute', address: code, bytes: assemble('STFLE 0(2)') },
  cpu(cpuStateOffset.gr(0), doubleword(BigInt(doublewords - 1))),
  cpu(cpuStateOffset.gr(2), doubleword(list)),
  cpu(cpuStateOffset.psw, doubleword(supervisor64)),
  cpu(cpuStateOffset.pswAddress, doubleword(code)),
  { verb: 'execute', cpu: 0 },
  { verb: 'read', space: 'absolute', address: list, length: doublewords * 8 },
];

/** Storage this asks the machine to leave alone. */
export const ranges = [
  { start: 0, length: 0x2000 },
  { start: Number(code), length: 0x2000 },
] as const;

/** The facility bits that STFLE stores for a guest; or why there are none to be seen. */
export async function storedFacilities(machine: RunningMachine): Promise<ReadonlySet<number> | string> {
  const answers = await machine.perform(batch);
  checkAnswers(batch, answers);
  const refused = answers.find((answer) => answer.kind === 'unsupported');
  if (refused?.kind === 'unsupported') return `unsupported: ${refused.what}`;
  const [ended, stored] = answers.slice(-2);
  if (ended?.kind !== 'ended' || stored?.kind !== 'bytes') return 'the answers do not fit the contract';
  if (ended.ending !== 'completed') return `STFLE ends with ${ended.ending}`;
  const bits = Array.from({ length: doublewords * 64 }, (_, bit) => bit);
  return new Set(bits.filter((bit) => (stored.bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))));
}
