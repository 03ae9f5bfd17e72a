import { errno } from '../../uapi/errno';
import type { Kernel } from './kernel';
import type { Operation, Result } from './operation';
import { readWord, writeWord } from './words';

/** struct pollfd: 0 s32 fd, 4 u16 events, 6 u16 revents. Source: include/uapi/asm-generic/poll.h. */
const entrySize = 8;
const invalid = 0x20;
/** POLLERR and POLLHUP are always looked for. */
const always = 0x18;
/** What a file without a poll operation is. Source: Linux include/linux/poll.h DEFAULT_POLLMASK. */
const ready = 0x145;
const mostDescriptors = 1024;

export function poll(kernel: Kernel, fds: bigint, count: bigint, timeout: bigint): Result {
  const number = Number(BigInt.asUintN(32, count));
  if (number > mostDescriptors) return -errno.EINVAL;
  const bytes = kernel.memory.copyIn(fds, number * entrySize);
  if (bytes === undefined) return -errno.EFAULT;
  const look = (): number => {
    let found = 0;
    for (let at = 0; at < bytes.length; at += entrySize) {
      const fd = Number(BigInt.asIntN(32, readWord(bytes, at, 4, kernel.order)));
      const wanted = Number(readWord(bytes, at + 4, 2, kernel.order)) | always;
      const description = fd < 0 ? undefined : kernel.descriptors.get(BigInt(fd));
      const events = fd < 0 ? 0 : description === undefined ? invalid : (description.file.poll?.() ?? ready) & wanted;
      bytes.set(writeWord(BigInt(events), 2, kernel.order), at + 6);
      if (events !== 0) found += 1;
    }
    return found;
  };
  const finish = (): number => {
    const found = look();
    return kernel.memory.copyOut(fds, bytes) ? found : -errno.EFAULT;
  };
  const milliseconds = Number(BigInt.asIntN(32, timeout));
  if (look() > 0 || milliseconds === 0) return finish();
  const deadline = kernel.clock.now + BigInt(milliseconds) * 1_000_000n;
  return (function* (): Operation {
    yield { until: () => look() > 0, ...(milliseconds < 0 ? {} : { deadline }) };
    return finish();
  })();
}
