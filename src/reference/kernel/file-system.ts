import { errno } from '../../uapi/errno';
import type { Kernel } from './kernel';
import { type OpenFile, readFrom } from './open-file';
import type { Result } from './operation';

export interface Directory {
  readonly type: 'directory';
  readonly entries: Map<string, Node>;
}
export interface Link {
  readonly type: 'link';
  readonly target: string;
}
/** A device or an attribute. */
export interface Leaf {
  readonly type: 'leaf';
  open(kernel: Kernel, flags: number): OpenFile | number;
}
export type Node = Directory | Link | Leaf;

export const directory = (entries: Readonly<Record<string, Node>> = {}): Directory => ({
  type: 'directory',
  entries: new Map(Object.entries(entries)),
});
export const link = (target: string): Link => ({ type: 'link', target });
export const device = (open: Leaf['open']): Leaf => ({ type: 'leaf', open });

const accessMode = 3;

/** A sysfs attribute; without `show` or `store` it cannot be opened for that, whoever asks. */
export function attribute(behaviour: { show?: () => string; store?: (text: string, kernel: Kernel) => Result }): Leaf {
  const { show, store } = behaviour;
  return {
    type: 'leaf',
    open: (_kernel, flags) => {
      const mode = flags & accessMode;
      if ((mode !== 1 && show === undefined) || (mode !== 0 && store === undefined)) return -errno.EACCES;
      return {
        kind: 'attribute',
        ...(show === undefined
          ? {}
          : {
              read: (kernel, buffer, length, position) =>
                readFrom(kernel, Buffer.from(show()), buffer, length, position, -errno.EFAULT),
            }),
        ...(store === undefined
          ? {}
          : {
              write: (kernel, buffer, length) => {
                const bytes = kernel.memory.copyIn(buffer, Math.min(length, 4095));
                if (bytes === undefined) return -errno.EFAULT;
                const result = store(Buffer.from(bytes).toString('latin1'), kernel);
                return result === 0 ? bytes.length : result;
              },
            }),
      };
    },
  };
}

const longestName = 255;
const mostLinks = 40;

export interface Resolved {
  readonly path: readonly string[];
  readonly node: Node;
}

/** Names and the nodes behind them. Paths are absolute; sysfs, /dev and what devices add. */
export class FileSystem {
  readonly root: Directory = directory();

  /** The node at a path, or a negated error number. A link at the end is followed unless asked not to. */
  resolve(path: string, followLast = true): Resolved | number {
    if (path === '') return -errno.ENOENT;
    let links = 0;
    const todo = path.split('/').filter((name) => name !== '' && name !== '.');
    const at: string[] = [];
    let node: Node = this.root;
    const walk = (): Node => at.reduce<Node>((now, name) => (now as Directory).entries.get(name)!, this.root);
    while (todo.length > 0) {
      const name = todo.shift()!;
      if (name.length > longestName) return -errno.ENAMETOOLONG;
      if (node.type !== 'directory') return -errno.ENOTDIR;
      if (name === '..') {
        at.pop();
        node = walk();
        continue;
      }
      const next: Node | undefined = node.entries.get(name);
      if (next === undefined) return -errno.ENOENT;
      if (next.type !== 'link' || (todo.length === 0 && !followLast)) {
        at.push(name);
        node = next;
        continue;
      }
      links += 1;
      if (links > mostLinks) return -errno.ELOOP;
      if (next.target.startsWith('/')) at.length = 0;
      node = walk();
      todo.unshift(...next.target.split('/').filter((part) => part !== '' && part !== '.'));
    }
    return { path: at, node };
  }

  /** Places a node, making the directories above it. */
  place(path: string, node: Node): void {
    const names = path.split('/').filter((name) => name !== '');
    const last = names.pop()!;
    let here = this.root;
    for (const name of names) {
      let next = here.entries.get(name);
      if (next === undefined) {
        next = directory();
        here.entries.set(name, next);
      }
      if (next.type !== 'directory') throw new Error(`${path}: ${name} is no directory`);
      here = next;
    }
    here.entries.set(last, node);
  }

  remove(path: string): void {
    const parent = this.resolve(path.slice(0, path.lastIndexOf('/')));
    if (typeof parent === 'object' && parent.node.type === 'directory')
      parent.node.entries.delete(path.slice(path.lastIndexOf('/') + 1));
  }
}
