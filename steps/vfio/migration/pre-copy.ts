import { type Difference, MachineFailed } from '../../../src/contract/judgement';
import { errnoName } from '../../../src/uapi/errno';
import { demand } from '../../expectation';
import { fieldLeft, withStructure } from '../../host/ioctl';
import { Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { readPiece } from './streams';

const estimates = new WeakMap<TckWorld, bigint[]>();

async function initialBytes(world: TckWorld, file: string): Promise<bigint> {
  await withStructure(world, 'VFIO_MIG_GET_PRECOPY_INFO', file, { argsz: '24' });
  const { errno } = world.host.returned;
  if (errno !== 0) throw new MachineFailed('protocol', `VFIO_MIG_GET_PRECOPY_INFO failed with ${errnoName(errno)}`);
  return fieldLeft(world.host, 'initial_bytes');
}

/** Until a read gives nothing; one more answer at the end. */
When(
  'the program reads {string} to its end, {number} bytes at a time, with VFIO_MIG_GET_PRECOPY_INFO before each',
  async function (this: TckWorld, file: string, piece: bigint) {
    await this.host.ready();
    const seen = estimates.get(this) ?? [];
    estimates.set(this, seen);
    do seen.push(await initialBytes(this, file));
    while ((await readPiece(this.host, file, Number(piece))).length > 0);
  },
);

Then('initial_bytes has never increased', function (this: TckWorld) {
  const seen = estimates.get(this) ?? [];
  const differences: (Difference | undefined)[] = [
    this.compare('answers', 'two or more', seen.length > 1 ? 'two or more' : String(seen.length)),
  ];
  for (const [index, value] of seen.entries()) {
    const before = seen[index - 1] ?? value;
    const expected = `${before} or less`;
    differences.push(
      this.compare(`initial_bytes of answer ${index + 1}`, expected, value <= before ? expected : String(value)),
    );
  }
  demand('initial_bytes has increased', differences);
});
