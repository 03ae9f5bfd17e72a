import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

const started: number[] = [];
after(() => {
  for (const pid of started)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone, as it should be.
    }
});

const alive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
};

/** A group of its own that carries the mark, or does not. */
function sleeper(mark: string): number {
  const { pid } = spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env: { ...process.env, TCK_MARK: mark } });
  started.push(pid!);
  return pid!;
}

/** A process that guards a group, and ends or lets go when it is told to. */
async function guardian(group: number, mark: string): Promise<ChildProcess> {
  const text = `const release = require(${JSON.stringify(join(__dirname, 'guard'))}).guardProcesses(${group}, ${JSON.stringify(mark)});
    process.stdin.on('data', () => { release(); setTimeout(() => process.exit(), 100); });
    console.log('guarding');`;
  const child = spawn(process.execPath, [...process.execArgv, '-e', text], { stdio: ['pipe', 'pipe', 'inherit'] });
  started.push(child.pid!);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

const ended = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('exit', resolve));

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && alive(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  return !alive(pid);
}

test('kill -9 of the guarding process ends the group and what carries the mark, and nothing else', async () => {
  const mark = randomUUID();
  const [group, elsewhere, other] = [sleeper(mark), sleeper(mark), sleeper(randomUUID())];
  const child = await guardian(group, `TCK_MARK=${mark}`);
  child.kill('SIGKILL');
  await ended(child);
  assert.ok(await gone(group), 'the group');
  assert.ok(await gone(elsewhere), 'what carries the mark');
  assert.ok(alive(other), 'what does not');
});

test('without a mark the group alone', async () => {
  const mark = randomUUID();
  const [group, elsewhere] = [sleeper(mark), sleeper(mark)];
  const child = await guardian(group, '');
  child.kill('SIGKILL');
  await ended(child);
  assert.ok(await gone(group));
  assert.ok(alive(elsewhere));
});

test('what is let go of lives on', async () => {
  const mark = randomUUID();
  const group = sleeper(mark);
  const child = await guardian(group, `TCK_MARK=${mark}`);
  child.stdin!.write('x');
  await ended(child);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.ok(alive(group));
});
