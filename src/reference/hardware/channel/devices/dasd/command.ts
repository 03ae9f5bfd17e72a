import type { Operation } from '../device';
import type { Dasd } from './dasd';

/** A command of the disk. What `begin` throws is a unit check in place of acceptance. */
export interface DasdCommand {
  readonly begin: (device: Dasd, code: number) => Operation;
  /** Operations of Locate Record inside whose domain it may come. */
  readonly domains?: readonly number[];
  /** It uses up one record of the domain. */
  readonly transfers?: true;
  readonly searches?: true;
  /** A successful search before it still counts behind it. */
  readonly keepsFound?: true;
}

export const multitrack = (code: number): boolean => (code & 0x80) !== 0;
