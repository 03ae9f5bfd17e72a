import { encode } from '../../src/codec/codec';
import type { Answer, Entry } from '../../src/contract/entries';
import type { Difference } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { memOp, memOps } from '../../src/uapi/kvm/mem-op';
import { kvmSharedIoctls } from '../../src/uapi/kvm/numbers';
import { demand, hexBytes } from '../expectation';
import { bigEndian } from '../registers';
import { Then, When } from '../vocabulary';
import type { TckWorld } from '../world';

/** A thread that adds to a number of the guest: the old value it knows and the new one. */
interface Adder {
  readonly task: number;
  readonly increment: bigint;
  readonly argument: bigint;
  readonly fresh: bigint;
  readonly old: bigint;
}

/** What one round showed. */
interface Round {
  readonly steps: number;
  readonly results: readonly string[];
  readonly exchanged: readonly boolean[];
  readonly left: bigint;
}

const address = 0x10000;
const start = 0x41n;
/** More pause points than any exchange has. */
const mostSteps = 64;

/** Rounds in which the first thread was stopped, and what its call gave when it did not stop any more. */
interface Contended {
  readonly rounds: readonly Round[];
  readonly unstopped: string;
}

const contended = new WeakMap<TckWorld, Contended>();

const user = (at: bigint, bytes: Uint8Array): Entry => ({ verb: 'write', space: 'user', address: at, bytes });
const look = (at: bigint, length: number): Entry => ({ verb: 'read', space: 'user', address: at, length });
const result = (answer: Answer | undefined): string => {
  if (answer?.kind !== 'returned') return answer?.kind ?? 'nothing';
  return answer.errno === 0 ? String(answer.value) : errnoName(answer.errno);
};
const bytesOf = (answer: Answer | undefined): Uint8Array => {
  if (answer?.kind !== 'bytes') throw new Error('memory of the program cannot be read');
  return answer.bytes;
};

class Contention {
  private readonly adders: readonly Adder[];

  constructor(
    private readonly world: TckWorld,
    private readonly size: number,
  ) {
    const { host } = world;
    const adder = (task: number, increment: bigint): Adder => ({
      task,
      increment,
      argument: host.reserve(memOp.size),
      fresh: host.reserve(16),
      old: host.reserve(16),
    });
    this.adders = [adder(1, 1n), adder(0, 2n)];
  }

  private prepare({ argument, increment, fresh, old }: Adder): Entry[] {
    const { size } = this;
    const values = {
      gaddr: address,
      op: memOps.KVM_S390_MEMOP_ABSOLUTE_CMPXCHG,
      size,
      buf: fresh,
      old_addr: old,
    };
    return [
      user(old, bigEndian(start, size)),
      user(fresh, bigEndian(start + increment, size)),
      user(argument, encode(memOp, values, undefined, this.world.host.order)),
    ];
  }

  private call({ task, argument }: Adder): Entry {
    const fd = BigInt(this.world.host.file('vm').fd);
    return { verb: 'call', task, name: 'ioctl', arguments: [fd, BigInt(kvmSharedIoctls.KVM_S390_MEM_OP), argument] };
  }

  /** The first thread stops after some steps, the second acts, the first goes on. @returns the result of its call once it does not stop any more */
  async round(steps: number): Promise<Round | string> {
    const [first, second] = this.adders as readonly [Adder, Adder];
    const guest = BigInt(this.world.host.named('guest').start + address);
    const { size } = this;
    const answers = await this.world.perform(`the first thread stops after ${steps} steps`, [
      user(guest, bigEndian(start, size)),
      ...this.prepare(first),
      ...this.prepare(second),
      { verb: 'pause', task: first.task, steps },
      this.call(first),
    ]);
    const began = answers[answers.length - 1];
    if (began?.kind !== 'blocked') return result(began);
    const [other, ended, left, firstOld, secondOld] = await this.world.perform('the second thread acts', [
      this.call(second),
      { verb: 'collect', task: first.task },
      look(guest, size),
      look(first.old, size),
      look(second.old, size),
    ]);
    const results = [result(ended), result(other)];
    const kept = [firstOld, secondOld].map((old) => hexBytes(bytesOf(old)) === hexBytes(bigEndian(start, size)));
    return {
      steps,
      results,
      exchanged: kept.map((same, index) => same && results[index] === '0'),
      left: BigInt(`0x${Buffer.from(bytesOf(left)).toString('hex')}`),
    };
  }
}

/** One adds 1, the other 2, to the value both have seen. The first is stopped after 0, 1, 2 … of its steps. */
When(
  'two threads add to the same {int} bytes by ABSOLUTE_CMPXCHG, one stopped after each number of its steps',
  async function (this: TckWorld, size: number) {
    await this.host.ready();
    const contention = new Contention(this, size);
    const rounds: Round[] = [];
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const round = await contention.round(steps);
      if (typeof round === 'string') {
        contended.set(this, { rounds, unstopped: round });
        return;
      }
      rounds.push(round);
    }
    throw new Error(`the exchange has more than ${mostSteps} steps`);
  },
);

const increments = [1n, 2n];

function lost({ steps, exchanged, left }: Round): Difference[] {
  const sum = increments.reduce((total, increment, index) => (exchanged[index] ? total + increment : total), start);
  const where = `stopped after ${steps} steps`;
  const winners = exchanged.filter((one) => one).length;
  return [
    ...(winners === 1 ? [] : [{ where, expected: '1 exchange', seen: `${winners} exchanges` }]),
    ...(left === sum ? [] : [{ where, expected: `${sum} in the guest`, seen: `${left}` }]),
  ];
}

function contentionOf(world: TckWorld): Contended {
  const seen = contended.get(world);
  if (seen === undefined) throw new Error('no threads have added before this step');
  world.expectations += seen.rounds.length + 1;
  return seen;
}

Then('each time exactly one of them has exchanged', function (this: TckWorld) {
  const { rounds, unstopped } = contentionOf(this);
  const stopped = rounds.length > 0 ? [] : [{ where: 'first thread', expected: 'stopped', seen: `gave ${unstopped}` }];
  demand('an update was lost', [...stopped, ...rounds.flatMap(lost)]);
});

Then('no call was answered EAGAIN', function (this: TckWorld) {
  const { rounds, unstopped } = contentionOf(this);
  const all = [...rounds.flatMap(({ results }) => results), unstopped];
  demand('a call was answered EAGAIN', [
    this.compare('answers EAGAIN', 0, all.filter((one) => one === 'EAGAIN').length),
  ]);
});
