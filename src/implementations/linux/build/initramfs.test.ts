import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeArchive, makeInitramfs } from './initramfs';

interface Read {
  readonly name: string;
  readonly mode: string;
  readonly device: string;
  readonly content: string;
}

/** Reads a newc archive by its description alone. */
function readArchive(archive: Buffer): Read[] {
  const entries: Read[] = [];
  for (let at = 0; at < archive.length; ) {
    assert.equal(archive.toString('latin1', at, at + 6), '070701', `an entry at ${at}`);
    const field = (index: number) =>
      Number.parseInt(archive.toString('latin1', at + 6 + index * 8, at + 14 + index * 8), 16);
    const [nameStart, nameSize, size] = [at + 110, field(11), field(6)];
    const contentStart = (nameStart + nameSize + 3) & ~3;
    entries.push({
      name: archive.toString('latin1', nameStart, nameStart + nameSize - 1),
      mode: field(1).toString(8),
      device: `${field(9)}:${field(10)}`,
      content: archive.toString('latin1', contentStart, contentStart + size),
    });
    assert.equal(archive[nameStart + nameSize - 1], 0);
    at = (contentStart + size + 3) & ~3;
  }
  return entries;
}

test('names and contents of every length keep the alignment', () => {
  const wanted = [0, 1, 2, 3, 4, 5].map((n) => ({
    name: 'x'.repeat(n + 1),
    mode: 0o100644,
    content: Buffer.alloc(n, 'y'),
  }));
  const read = readArchive(makeArchive(wanted));
  assert.deepEqual(
    read.map(({ name, content }) => `${name} ${content}`),
    [...wanted.map(({ name, content }) => `${name} ${content}`), 'TRAILER!!! '],
  );
});

test('the agent is the first program, the console a device, the modules a list in their order', () => {
  const archive = makeInitramfs(Buffer.from('agent'), [
    { name: 'vfio', content: Buffer.from('V') },
    { name: 'mdev', content: Buffer.from('M') },
  ]);
  const read = new Map(readArchive(archive).map((entry) => [entry.name, entry]));
  assert.deepEqual(read.get('init'), { name: 'init', mode: '100755', device: '0:0', content: 'agent' });
  assert.deepEqual(read.get('dev/console'), { name: 'dev/console', mode: '20600', device: '5:1', content: '' });
  assert.equal(read.get('modules')?.content, '/lib/vfio.ko\n/lib/mdev.ko\n');
  assert.equal(read.get('lib/mdev.ko')?.content, 'M');
  assert.equal(read.get('proc')?.mode, '40755');
});
