import type { Answer, Entry } from './entries';
import { MachineFailed } from './judgement';

/** The kinds of answer each verb may get, `unsupported` aside. */
const allowed: Readonly<Record<Entry['verb'], readonly Answer['kind'][]>> = {
  read: ['bytes'],
  write: ['done'],
  execute: ['ended'],
  run: ['ended'],
  settle: ['done'],
  load: ['done', 'ended'],
  reset: ['done'],
  call: ['returned', 'blocked'],
  collect: ['returned', 'blocked'],
  stimulate: ['done'],
  observe: ['accesses'],
  pause: ['done'],
};

/** Spaces that are lists: a read answers what there is, up to the length. */
const lists: ReadonlySet<string> = new Set(['pending', 'changed']);

function breach(index: number, entry: Entry, what: string): never {
  throw new MachineFailed('protocol', `the answer to entry ${index + 1} (${entry.verb}) ${what}`);
}

const touchesUserMemory = (entry: Entry): boolean =>
  (entry.verb === 'read' || entry.verb === 'write') && entry.space === 'user';

function check(index: number, entry: Entry, answer: Answer): void {
  if (typeof answer !== 'object' || answer === null)
    breach(index, entry, `is ${answer === null ? 'null' : typeof answer}`);
  if (answer.kind === 'unsupported') {
    if (typeof answer.what !== 'string') breach(index, entry, 'is unsupported without saying what');
    return;
  }
  if (answer.kind === 'faulted' && touchesUserMemory(entry)) return;
  if (!allowed[entry.verb].includes(answer.kind)) breach(index, entry, `is of kind "${String(answer.kind)}"`);
  if (answer.kind === 'ended' && !(answer.psw instanceof Uint8Array && answer.psw.length === 16))
    breach(index, entry, 'has no PSW of 16 bytes');
  if (answer.kind === 'blocked' && entry.verb === 'call' && entry.task === 0)
    breach(index, entry, 'is blocked: calls of task 0 run to their end');
  if (answer.kind === 'returned' && (typeof answer.value !== 'bigint' || (answer.errno !== 0 && answer.value !== -1n)))
    breach(index, entry, `is the value ${String(answer.value)} with errno ${String(answer.errno)}`);
  if (answer.kind !== 'bytes' || entry.verb !== 'read') return;
  if (!(answer.bytes instanceof Uint8Array)) breach(index, entry, 'has no bytes');
  const { length } = answer.bytes;
  if (lists.has(entry.space) ? length > entry.length : length !== entry.length) {
    breach(index, entry, `has ${length} bytes of ${entry.space}, not ${entry.length}`);
  }
}

/**
 * Holds the answers of a machine against the contract: one for each entry, in kind and length, ending early only with `unsupported`.
 * @throws MachineFailed of kind `protocol`
 */
export function checkAnswers(batch: readonly Entry[], answers: readonly Answer[]): void {
  if (!Array.isArray(answers))
    throw new MachineFailed('protocol', 'the machine answered a batch with no list of answers');
  if (answers.length > batch.length)
    throw new MachineFailed('protocol', `${answers.length} answers to ${batch.length} entries`);
  for (let index = 0; index < answers.length; index += 1) check(index, batch[index]!, answers[index]!);
  if (answers.length < batch.length && answers[answers.length - 1]?.kind !== 'unsupported') {
    throw new MachineFailed(
      'protocol',
      `${answers.length} answers to ${batch.length} entries, and the last does not say unsupported`,
    );
  }
}
