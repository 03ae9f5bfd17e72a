import type { Rows } from '../row';
import { loads } from './loads';
import { moves } from './moves';
import { storageKeys } from './storage-keys';
import { stores } from './stores';

export const rows = { ...storageKeys, ...moves, ...loads, ...stores } as unknown as Rows;
