import type { Structure } from '../../src/codec/structure';
import { type IoctlArgument, ioctls } from '../../src/uapi/ioctls';
import type { VariablePart } from '../../src/uapi/variable-part';

type StructureArgument = Extract<IoctlArgument, { kind: 'structure' }>;

const byName = new Map(ioctls.map((ioctl) => [ioctl.name, ioctl]));

/** What a request's argument points to. */
export function argumentStructure(request: string): StructureArgument {
  const argument = byName.get(request)?.argument;
  if (argument?.kind !== 'structure')
    throw new Error(
      `the argument of ${request} is ${argument === undefined ? 'unknown' : `no structure but ${argument.kind}`}`,
    );
  return argument;
}

/** The structure itself, or the view of a union that a field selects. */
export function viewOf({ structure, part }: StructureArgument, given: (field: string) => bigint): Structure {
  return part?.kind === 'view' ? (part.views.get(Number(given(part.field))) ?? structure) : structure;
}

/** The structure that follows, if a field selects one. */
export function followingStructure(
  part: VariablePart | undefined,
  given: (field: string) => bigint,
): Structure | undefined {
  return part?.kind === 'structure' ? part.structures.get(Number(given(part.field)) & part.mask) : undefined;
}

/** Bytes of one element of the array that follows; one byte where the flags leave it open. */
export function elementSize(part: VariablePart | undefined, given: (field: string) => bigint): number {
  if (part?.kind !== 'elements') throw new Error('no elements follow this structure');
  const element = part.elements.get(Number(given(part.field)) & part.mask);
  if (element === undefined) return 1;
  return 'size' in element ? element.size : Math.max(element.length, 1);
}
