import type { Result } from '../operation';
import type { Capability } from './argument';

/** One region of a device. */
export interface Region {
  /** As `observe` names it. */
  readonly name: string;
  /** Bytes; 0 for a region that is not there. */
  readonly size: number;
  /** VFIO_REGION_INFO_FLAG_*. */
  readonly flags: number;
  readonly capabilities?: readonly Capability[];
  /** VFIO_DEVICE_GET_REGION_INFO answers EINVAL, as for the VGA region of a device that is no display. */
  readonly refused?: true;
  /** The error for an access that begins behind the end; what reaches beyond it is cut, or refused where `whole`. */
  readonly beyond: number;
  readonly whole?: true;
  /** Bytes that lie in the region, or a negated error number. */
  read?(offset: number, length: number): Uint8Array | number;
  /** 0 or a negated error number. */
  write?(offset: number, bytes: Uint8Array): Result;
  /** The page at an offset where it is plain memory that a mapping may share. */
  page?(offset: number): Uint8Array | undefined;
}
