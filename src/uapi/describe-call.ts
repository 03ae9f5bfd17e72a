import { readNumber, textOf } from '../codec/host-field';
import type { ByteOrder } from '../codec/host-structure';
import { type ArgumentKind, type CallName, callArguments } from './call-arguments';
import { describeArgument, describeChange } from './describe-argument';
import { errnoName } from './errno';
import { type FileKind, type Ioctl, ioctlOf } from './ioctls';
import { pollfd } from './poll';

/** One system call as it was seen. */
export interface SeenCall {
  readonly name: CallName;
  /** In the order of the C library; 64 bits each. */
  readonly arguments: readonly bigint[];
  /** What the first argument stands for, where it is a file descriptor. */
  readonly file?: FileKind;
  /** The bytes at the first pointer of the call, before it and after it; absent where the memory could not be read. */
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
  /** −1 with an error number, or what the C library returns; absent while the call waits. */
  readonly value?: bigint;
  readonly errno?: number;
}

/** Bytes of data that a line shows. */
const longestData = 32;

const hex = (value: bigint): string => (value === 0n ? 'NULL' : `0x${value.toString(16)}`);
const signed32 = (value: bigint): bigint => BigInt.asIntN(32, value);

function textAt(image: Uint8Array | undefined, pointer: bigint): string {
  if (image === undefined) return hex(pointer);
  const end = image.indexOf(0);
  return JSON.stringify(Buffer.from(end < 0 ? image : image.subarray(0, end)).toString('utf8'));
}

function dataAt(
  file: FileKind | undefined,
  image: Uint8Array | undefined,
  pointer: bigint,
  length: bigint,
  order: ByteOrder,
): string {
  if (image === undefined) return hex(pointer);
  if (file === 'eventfd' && image.length >= 8 && length >= 8n) return `[${readNumber(image, 0, 8, order)}]`;
  const count = Math.max(0, Math.min(image.length, Number(length), longestData));
  const more = length > BigInt(count) ? '…' : '';
  return `"${Buffer.from(image.subarray(0, count)).toString('hex')}${more}"`;
}

function structureAt(call: SeenCall, { argument }: Ioctl, pointer: bigint, order: ByteOrder): string {
  if (argument.kind !== 'structure') return hex(pointer);
  const { structure, part, direction } = argument;
  const { before, after } = call;
  if (before === undefined) return hex(pointer);
  if (direction === 'out') {
    return call.value === -1n || after === undefined ? hex(pointer) : describeArgument(structure, part, after, order);
  }
  const text = describeArgument(structure, part, before, order);
  const change = after === undefined || direction === 'in' ? '' : describeChange(structure, part, before, after, order);
  return change === '' ? text : `${text} => ${change}`;
}

function ioctlArgument(call: SeenCall, value: bigint, order: ByteOrder): string | undefined {
  const ioctl =
    call.file === undefined ? undefined : ioctlOf(call.file, Number(BigInt.asUintN(32, call.arguments[1] ?? 0n)));
  if (ioctl === undefined) return hex(value);
  const { argument } = ioctl;
  switch (argument.kind) {
    case 'none':
      return value === 0n ? undefined : hex(value);
    case 'number':
      return textOf(value, argument.meaning);
    case 'descriptor':
      return call.before === undefined || call.before.length < 4
        ? hex(value)
        : `[${readNumber(call.before, 0, 4, order, true)}]`;
    case 'text':
      return textAt(call.before, value);
    case 'structure':
      return structureAt(call, ioctl, value, order);
  }
}

function pollfds(call: SeenCall, pointer: bigint, order: ByteOrder): string {
  const { before, after = before } = call;
  if (before === undefined || after === undefined) return hex(pointer);
  const count = Math.min(Number(BigInt.asUintN(32, call.arguments[1] ?? 0n)), Math.floor(after.length / pollfd.size));
  const texts = Array.from({ length: count }, (_, index) =>
    describeArgument(pollfd, undefined, after.subarray(index * pollfd.size, (index + 1) * pollfd.size), order),
  );
  return `[${texts.join(', ')}]`;
}

function requestText(call: SeenCall, value: bigint): string {
  const request = Number(BigInt.asUintN(32, value));
  const known = call.file === undefined ? undefined : ioctlOf(call.file, request);
  return known?.name ?? `0x${request.toString(16)}`;
}

/** A file descriptor with what it stands for, as `strace -y` writes it. */
function fileText(call: SeenCall, value: bigint, position: number): string {
  const number = signed32(value).toString();
  return call.file === undefined || position !== 0 ? number : `${number}<${call.file}>`;
}

function argumentText(call: SeenCall, kind: ArgumentKind, position: number, order: ByteOrder): string | undefined {
  const value = BigInt.asUintN(64, call.arguments[position] ?? 0n);
  switch (kind.kind) {
    case 'file':
      return fileText(call, value, position);
    case 'number':
      return value.toString();
    case 'signed':
      return BigInt.asIntN(64, value).toString();
    case 'octal':
      return `0${value === 0n ? '' : value.toString(8)}`;
    case 'address':
      return hex(value);
    case 'named':
      return textOf(value, kind.meaning).replaceAll(' | ', '|');
    case 'path':
      return textAt(call.before, value);
    case 'input':
      return dataAt(call.file, call.before, value, call.arguments[position + 1] ?? 0n, order);
    case 'output':
      return call.value === undefined || call.value <= 0n || call.name === 'readlink'
        ? hex(value)
        : dataAt(call.file, call.after, value, call.value, order);
    case 'pollfds':
      return pollfds(call, value, order);
    case 'request':
      return requestText(call, value);
    case 'ioctl':
      return ioctlArgument(call, value, order);
  }
}

function resultText({ name, value, errno = 0 }: SeenCall): string {
  if (value === undefined) return '?';
  const result = BigInt.asIntN(64, value);
  if (result === -1n && errno !== 0) return `-1 ${errnoName(errno)}`;
  return name === 'mmap' ? hex(BigInt.asUintN(64, value)) : result.toString();
}

/**
 * One line of a trace: `ioctl(7<device>, VFIO_DEVICE_FEATURE, {argsz=16, flags=SET|MIG_DEVICE_STATE, device_state=STOP,
 * data_fd=-1}) = 0`. What the kernel changed in an argument stands behind `=>`; a call that waits ends in `= ?`.
 */
export function describeCall(call: SeenCall, order: ByteOrder): string {
  const kinds: readonly ArgumentKind[] = callArguments[call.name];
  const texts = kinds.flatMap((kind, position) => argumentText(call, kind, position, order) ?? []);
  return `${call.name}(${texts.join(', ')}) = ${resultText(call)}`;
}
