import type { Rows } from '../row';
import { accessRegisters } from './access-registers';
import { addressingModes } from './addressing-modes';
import { arithmetic } from './arithmetic';
import { branches } from './branches';
import { compareAndSwaps } from './compare-and-swap';
import { controlRegisters, cpuControl } from './control';
import { executes } from './execute';
import { frameManagement } from './frame-management';
import { inputOutput } from './input-output';
import { inputOutputServiceCall } from './input-output-chsc';
import { inputOutputSubsystem } from './input-output-subsystem';
import { loads } from './loads';
import { moves } from './moves';
import { movesWithKeys } from './moves-with-keys';
import { protectionTest } from './protection-test';
import { addressSpaces, pswKeys, psws, systemMasks } from './psw';
import { realAddresses } from './real-addresses';
import { storageKeys } from './storage-keys';
import { stores } from './stores';

/** Every instruction of the reference machine. */
export const rows: Rows = {
  ...storageKeys,
  ...frameManagement,
  ...protectionTest,
  ...movesWithKeys,
  ...pswKeys,
  ...psws,
  ...systemMasks,
  ...addressSpaces,
  ...addressingModes,
  ...controlRegisters,
  ...cpuControl,
  ...inputOutput,
  ...inputOutputSubsystem,
  ...inputOutputServiceCall,
  ...realAddresses,
  ...accessRegisters,
  ...executes,
  ...loads,
  ...stores,
  ...moves,
  ...compareAndSwaps,
  ...arithmetic,
  ...branches,
};
