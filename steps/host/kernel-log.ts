import { openFlags } from '../../src/uapi/open-flags';
import { demand } from '../expectation';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';

const record = 8192;
const most = 100_000;

/** Every record of /dev/kmsg. */
async function linesOf({ host }: TckWorld): Promise<string[]> {
  await host.ready();
  const name = '/dev/kmsg';
  await host.open(name, name, 'file', BigInt(openFlags.O_NONBLOCK));
  const fd = BigInt(host.file(name).fd);
  const lines: string[] = [];
  await host.briefly(async () => {
    const address = host.reserve(record);
    for (let count = 0; count < most; count += 1) {
      const { value, seen } = await host.done('read /dev/kmsg', 'read', [fd, address, BigInt(record)], {
        address,
        after: record,
      });
      if (value <= 0n) return;
      lines.push(Buffer.from(seen!.subarray(0, Number(value))).toString('latin1'));
    }
  });
  await host.must('closing /dev/kmsg', 'close', [fd]);
  return lines;
}

/** A WARN of the kernel, as its backtrace names the function; the last call stays the last one. */
Then('the kernel log has a WARN of {word}', async function (this: TckWorld, name: string) {
  const { last } = this.host;
  const found = (await linesOf(this)).some((line) => /;WARNING: /.test(line) && line.includes(name));
  if (last !== undefined) this.host.last = last;
  const expected = `a WARNING that names ${name}`;
  demand(`the kernel log has no WARN of ${name}`, [this.compare('kernel log', expected, found ? expected : 'none')]);
});
