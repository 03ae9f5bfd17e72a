import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startAgent } from './agent-process';
import { encodeBatch } from './batch-frame';
import { encodeFrame } from './frames';
import { agentOnHost, localAgent } from './local';
import { call, returnedBy } from './on-linux';

/** Answers of an agent that are none of the contract: the batch is wrong. */
const wrong = [100, 101, 102];

test('a batch that is cut off anywhere is answered, and the agent lives', async () => {
  const { connection, hello } = await startAgent(agentOnHost(await localAgent()));
  await connection.exchange('B', encodeFrame('B'), 5);
  const at = BigInt(hello.arena.start);
  const batch = encodeBatch(
    [
      { verb: 'write', space: 'user', address: at, bytes: Buffer.from('some bytes') },
      call('eventfd', 0, 0),
      call('close', returnedBy(1)),
      { verb: 'read', space: 'user', address: at, length: 10 },
    ],
    hello.calls,
  ).subarray(5);
  const codes = new Set<number>();
  for (let cut = 0; cut < batch.length; cut += 1) {
    const answer = await connection.exchange('P', encodeFrame('P', batch.subarray(0, cut)), 5);
    codes.add(answer.at(-1) ?? 0);
  }
  assert.ok(wrong.some((code) => codes.has(code)));
  const whole = await connection.exchange('P', encodeFrame('P', batch), 5);
  assert.equal(whole.toString('latin1', whole.length - 10), 'some bytes');
  await connection.close();
});

test('entries, tasks and calls that nobody knows are refused one by one', async () => {
  const { connection } = await startAgent(agentOnHost(await localAgent()));
  await connection.exchange('B', encodeFrame('B'), 5);
  const entries = ['00', 'ff', `03${'00000000'}ff`, `03${'00000007'}ff`, '0400000009', '05'];
  for (const entry of entries) {
    const body = Buffer.from(`00000001${entry}`, 'hex');
    const answer = await connection.exchange('P', encodeFrame('P', body), 5);
    assert.ok(wrong.includes(answer[0]!), `${entry}: ${answer.toString('hex')}`);
    assert.equal(answer.length, 1);
  }
  const tooMany = await connection.exchange('P', encodeFrame('P', Buffer.from('ffffffff', 'hex')), 5);
  assert.equal(tooMany.toString('hex'), '66');
  await connection.close();
});
