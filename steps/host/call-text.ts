import type { Answer, Entry } from '../../src/contract/entries';
import { describeCall } from '../../src/uapi/describe-call';
import type { TckWorld } from '../world';

/** Calls whose first argument is a descriptor. */
const withoutDescriptor: ReadonlySet<string> = new Set([
  'open',
  'readlink',
  'mmap',
  'munmap',
  'mprotect',
  'poll',
  'eventfd',
]);

type Call = Extract<Entry, { verb: 'call' }>;

/** The number an argument stood for, where it was not taken from an earlier answer. */
function numbers({ arguments: parameters }: Call, answers: readonly Answer[]): bigint[] {
  return parameters.map((one) => {
    if (typeof one === 'bigint') return one;
    const earlier = answers[one.entry];
    return earlier?.kind === 'returned' ? earlier.value : 0n;
  });
}

/** One line of a trace for entry `index` of a batch. */
export function callText(world: TckWorld, batch: readonly Entry[], answers: readonly Answer[], index: number): string {
  const call = batch[index] as Call;
  const answer = answers[index];
  const parameters = numbers(call, answers);
  const isPointer = (address: Entry & { address?: unknown }): boolean =>
    typeof address.address === 'bigint' && parameters.includes(address.address);
  const written = batch[index - 1];
  const looked = batch[index + 1];
  const after = answers[index + 1];
  const before =
    written?.verb === 'write' && written.space === 'user' && isPointer(written) ? written.bytes : undefined;
  const seen =
    looked?.verb === 'read' && looked.space === 'user' && isPointer(looked) && after?.kind === 'bytes'
      ? after.bytes
      : undefined;
  const file = withoutDescriptor.has(call.name)
    ? undefined
    : world.host.kindOf(Number(BigInt.asIntN(32, parameters[0] ?? -1n)));
  const line = describeCall(
    {
      name: call.name,
      arguments: parameters,
      ...(file === undefined ? {} : { file }),
      ...(before === undefined ? {} : { before }),
      ...(seen === undefined ? {} : { after: seen }),
      ...(answer?.kind === 'returned' ? { value: answer.value, errno: answer.errno } : {}),
    },
    world.host.order,
  );
  return call.task === 0 ? line : `[task ${call.task}] ${line}`;
}
