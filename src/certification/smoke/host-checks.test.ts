import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Entry } from '../../contract/entries';
import type { Machine } from '../../contract/machine';
import { hostChecks } from './host-checks';

const arena = { start: 0x10000, length: 1 << 20 };

/** The least host program: memory of one arena, eventfds that hold one. */
function machineOf(
  change: (entry: Entry, answer: Answer) => Answer = (_entry, answer) => answer,
  own = arena,
): Machine {
  const started = () => {
    const memory = new Uint8Array(arena.length);
    const open = new Map<bigint, bigint>();
    const returned = (value: bigint, errno = 0): Answer => ({
      kind: 'returned',
      value: errno === 0 ? value : -1n,
      errno,
    });
    function call(name: string, parameters: readonly bigint[]): Answer {
      const [first] = parameters;
      if (name === 'eventfd') {
        open.set(3n, first!);
        return returned(3n);
      }
      if (name === 'open') return returned(0n, 14);
      if (!open.has(first!)) return returned(0n, 9);
      if (name === 'close') open.delete(first!);
      if (name !== 'read') return returned(0n);
      const count = open.get(first!)!;
      open.set(first!, 0n);
      return count === 0n ? returned(0n, 11) : returned(8n);
    }
    function answer(entry: Entry): Answer {
      if (entry.verb === 'call')
        return call(
          entry.name,
          entry.arguments.map((one) => (typeof one === 'bigint' ? one : 3n)),
        );
      if (entry.verb !== 'read' && entry.verb !== 'write') return { kind: 'unsupported', what: entry.verb };
      const at = Number(entry.address) - arena.start;
      if (at < 0) return { kind: 'faulted', signal: 'SIGSEGV' };
      if (entry.verb === 'read') return { kind: 'bytes', bytes: memory.slice(at, at + entry.length) };
      memory.set(entry.bytes, at);
      return { kind: 'done' };
    }
    return {
      perform: async (batch: readonly Entry[]) => batch.map((entry) => change(entry, answer(entry))),
      stop: async () => {},
    };
  };
  return {
    manifest: () => Promise.reject(new Error('not asked')),
    start: async () => ({ kind: 'started', machine: started(), reserved: [], arena: own }),
    close: async () => {},
  };
}

test('the least machine passes', async () => {
  for (const { run } of hostChecks) await run(machineOf());
});

const is = (entry: Entry, name: string): boolean => entry.verb === 'call' && entry.name === name;
const wrong: readonly (readonly [string, Machine, number, RegExp])[] = [
  ['has a small arena', machineOf(undefined, { start: 0x10000, length: 4096 }), 0, /at least 1 MiB/],
  [
    'loses what is written',
    machineOf((entry, answer) =>
      entry.verb === 'read' && answer.kind === 'bytes'
        ? { kind: 'bytes', bytes: new Uint8Array(entry.length) }
        : answer,
    ),
    0,
    /seen 0000000000000000, done, 0000000000000000/,
  ],
  [
    'never closes',
    machineOf((entry, answer) => (is(entry, 'close') ? { kind: 'returned', value: 0n, errno: 0 } : answer)),
    1,
    /seen 8, EAGAIN, 0, 0/,
  ],
  [
    'knows no bad memory',
    machineOf((entry, answer) =>
      answer.kind === 'faulted' && entry.verb === 'read'
        ? { kind: 'bytes', bytes: new Uint8Array(entry.length) }
        : answer,
    ),
    2,
    /answered with bytes, not faulted/,
  ],
  [
    'opens anything',
    machineOf((entry, answer) => (is(entry, 'open') ? { kind: 'returned', value: 5n, errno: 0 } : answer)),
    2,
    /does not give EFAULT/,
  ],
  [
    'leaves files open',
    machineOf((entry, answer) => (is(entry, 'dup') ? { kind: 'returned', value: 4n, errno: 0 } : answer)),
    3,
    /is open in the second/,
  ],
];
for (const [what, machine, check, message] of wrong)
  test(`a machine that ${what} fails "${hostChecks[check]!.name}"`, async () => {
    await assert.rejects(hostChecks[check]!.run(machine), message);
  });
