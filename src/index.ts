/** What a program outside the kit builds on: the contract, the codec, the layouts and the reference machine. */
export { assemble, disassemble } from './architecture/assembly';
export { cpuState, cpuStateOffset } from './architecture/cpu-state';
export { decode, describe, diff, encode } from './codec/codec';
export type * from './contract/documents/fixture';
export type * from './contract/documents/manifest';
export type * from './contract/documents/report';
export type * from './contract/entries';
export { MachineAbsent, MachineFailed } from './contract/judgement';
export type * from './contract/machine';
export { createReferenceMachine } from './reference';
