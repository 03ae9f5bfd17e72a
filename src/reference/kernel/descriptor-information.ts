import { attribute, type Directory, type Leaf, type Node } from './file-system';
import type { FileTable } from './file-table';

function information(table: FileTable, fd: number): Leaf {
  return attribute({
    show: () => {
      const description = table.get(BigInt(fd));
      return `pos:\t${description?.position ?? 0n}\nflags:\t0${(description?.flags ?? 0).toString(8)}\n`;
    },
  });
}

/** /proc/self/fdinfo: position and flags of each descriptor. Source: Linux 6.12 fs/proc/fd.c seq_show. */
export const descriptorInformation = (table: FileTable): Directory => ({
  type: 'directory',
  get entries() {
    return new Map(table.numbers().map((fd): [string, Node] => [String(fd), information(table, fd)]));
  },
});
