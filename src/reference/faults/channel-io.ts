import { channelProgramFaults } from './channel-io/channel-programs';
import { choiceFaults } from './channel-io/choices';
import { functionFaults } from './channel-io/functions';
import { instructionFaults } from './channel-io/instructions';
import { loadingFaults } from './channel-io/loading';
import { operandFaults } from './channel-io/operands';
import { operationFaults } from './channel-io/operations';
import { statusFaults } from './channel-io/status';
import type { Fault } from './fault';

/** Faults of the system channel I/O, in the order of its rules. */
export const channelFaults: readonly Fault[] = [
  ...instructionFaults,
  ...operandFaults,
  ...functionFaults,
  ...statusFaults,
  ...channelProgramFaults,
  ...operationFaults,
  ...loadingFaults,
  ...choiceFaults,
];
