import { NotObservable } from '../../src/contract/judgement';
import { errno as errnos } from '../../src/uapi/errno';
import { openFlags } from '../../src/uapi/open-flags';
import type { TckWorld } from '../world';

const log = 'kernel log';
const longestRecord = 8192;
/** What the kernel says when something is wrong with itself, at the beginning of a record. */
const complaints =
  /;(?:WARNING:|BUG:|Oops|Unable to handle|list_(?:add|del) corruption|watchdog:|rcu: INFO|Kernel panic)/;

/** A record of the kernel log, nothing where there is none, empty where older ones were overwritten meanwhile. */
async function record(world: TckWorld): Promise<string | undefined> {
  const { host } = world;
  return host.briefly(async () => {
    const address = host.reserve(longestRecord);
    const fd = BigInt(host.file(log).fd);
    const { value, errno, seen } = await host.done(log, 'read', [fd, address, BigInt(longestRecord)], {
      address,
      after: longestRecord,
    });
    if (errno === errnos.EAGAIN || value === 0n) return undefined;
    if (errno === errnos.EPIPE) return '';
    if (errno !== 0) throw new NotObservable('whether the host is harmed: the kernel log cannot be read');
    return Buffer.from(seen!.subarray(0, Number(value))).toString('latin1');
  });
}

/** What the kernel has complained of since this was last asked. */
export async function kernelComplaints(world: TckWorld): Promise<string[]> {
  const { host } = world;
  if (!host.files.has(log)) await openLog(world);
  const found: string[] = [];
  for (let next = await record(world); next !== undefined; next = await record(world))
    if (complaints.test(next)) found.push(next.split('\n')[0] ?? '');
  return found;
}

async function openLog({ host }: TckWorld): Promise<void> {
  await host.briefly(async () => {
    const { address, before } = host.text('/dev/kmsg');
    const flags = BigInt(openFlags.O_NONBLOCK);
    const { value, errno } = await host.done('opening the kernel log', 'open', [address, flags, 0n], {
      address,
      before,
    });
    if (errno !== 0) throw new NotObservable('whether the host is harmed: the kernel log cannot be read');
    host.files.set(log, { fd: Number(value), kind: 'file' });
  });
}
