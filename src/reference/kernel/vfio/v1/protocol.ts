import { errno } from '../../../../uapi/errno';

/** What implementations of the migration region differ in. */
export interface V1Protocol {
  /** Bit 3, NDMA, is offered. */
  readonly ndma: boolean;
  /** Where the data area begins. */
  readonly dataOffset: number;
  readonly dataSize: number;
  /** The error for a write to a register that is read only. */
  readonly readOnly: number;
  /** The error for an access to the reserved word, or nothing where it reads 0 and ignores writes. */
  readonly reserved?: number;
  /** data_size answers only while the device saves and is stopped. */
  readonly strictDataSize: boolean;
  /** Pre-copy has nothing to send. */
  readonly emptyPreCopy: boolean;
}

/** As the uAPI text of Linux 5.8 to 5.17 describes it. */
export const v1: V1Protocol = {
  ndma: false,
  dataOffset: 0x1000,
  dataSize: 0x1000,
  readOnly: errno.EINVAL,
  strictDataSize: false,
  emptyPreCopy: false,
};

/** The drafts of November and December 2021. */
export const v1Ndma: V1Protocol = { ...v1, ndma: true };

/** The mlx5 driver of October 2021. */
export const v1Mlx5: V1Protocol = {
  ndma: false,
  dataOffset: 0x20,
  dataSize: 128 << 10,
  readOnly: errno.EFAULT,
  reserved: errno.EFAULT,
  strictDataSize: true,
  emptyPreCopy: true,
};
