import { openSync, readdirSync, readlinkSync } from 'node:fs';
import { SocketChild } from '../../process/socket-child';

/** One QEMU. Its gdb stub talks over the socket, and guest storage is an anonymous memory file reached through /proc. */
export class QemuProcess extends SocketChild {
  constructor(path: string, args: readonly string[], background = false) {
    super(path, args, { background });
  }

  /** Opens guest storage. The process must have answered once: before that it may not have made the file. */
  openStorage(): number {
    const folder = `/proc/${this.pid}/fd`;
    for (const descriptor of readdirSync(folder)) {
      const path = `${folder}/${descriptor}`;
      if (readlinkSync(path).startsWith('/memfd:')) return openSync(path, 'r+');
    }
    throw new Error('its storage is not a memory file');
  }
}
