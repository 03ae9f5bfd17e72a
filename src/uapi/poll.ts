/** Linux 6.12 include/uapi/asm-generic/poll.h. */
import { flags, hostStructure, s16, s32 } from '../codec/host-structure';

export const pollEvents = {
  POLLIN: 0x1,
  POLLPRI: 0x2,
  POLLOUT: 0x4,
  POLLERR: 0x8,
  POLLHUP: 0x10,
  POLLNVAL: 0x20,
  POLLRDNORM: 0x40,
  POLLRDBAND: 0x80,
  POLLWRNORM: 0x100,
  POLLWRBAND: 0x200,
  POLLMSG: 0x400,
  POLLREMOVE: 0x1000,
  POLLRDHUP: 0x2000,
} as const;

export const pollfd = hostStructure('pollfd', 8, 'Linux 6.12 include/uapi/asm-generic/poll.h', {
  fd: s32(0),
  events: s16(4, flags(pollEvents)),
  revents: s16(6, flags(pollEvents)),
});
