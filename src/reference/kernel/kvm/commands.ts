import { decode } from '../../../codec/codec';
import type { Structure } from '../../../codec/structure';
import { errno } from '../../../uapi/errno';
import type { Kernel } from '../kernel';
import type { Result } from '../operation';

/** What one ioctl of a file does; `target` is what the file stands for. */
export type Command<Target> = (target: Target, kernel: Kernel, argument: bigint) => Result;

/** The ioctls of a kind of file by number. */
export type Commands<Target> = Readonly<Record<number, Command<Target>>>;

export type Fields = Readonly<Record<string, bigint>>;

/** A command whose argument points to a structure; an unreadable one is answered before anything else. */
export function reading<Target>(
  structure: Structure,
  act: (target: Target, fields: Fields, kernel: Kernel, bytes: Uint8Array) => Result,
): Command<Target> {
  return (target, kernel, argument) => {
    const bytes = kernel.memory.copyIn(argument, structure.size);
    return bytes === undefined ? -errno.EFAULT : act(target, decode(structure, bytes, kernel.order), kernel, bytes);
  };
}

/** A command that fills the structure its argument points to. */
export function writing<Target>(give: (target: Target, kernel: Kernel) => Uint8Array): Command<Target> {
  return (target, kernel, argument) => (kernel.memory.copyOut(argument, give(target, kernel)) ? 0 : -errno.EFAULT);
}
