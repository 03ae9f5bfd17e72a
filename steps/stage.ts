import type { InterruptionClass } from '../src/architecture/lowcore';

/**
 * Storage the suite uses for itself in every scenario, absolute and, where DAT is on, mapped one to one.
 * Scenarios keep their own frames outside 0x8000-0xFFFF and the tables.
 */
export const stage = {
  /** The instruction to execute. */
  code: 0x8000,
  /** Operands that a step needs and the scenario does not name. */
  work: 0x9000,
  /** Addresses in the new PSWs; nothing is ever executed there. */
  handlers: 0xa000,
  /** Behind the last of these frames. */
  end: 0xc000,
  /** Translation tables. */
  tables: 0xc00000,
  tablesLength: 0x100000,
} as const;

/** The instruction address in the new PSW of each interruption class. */
export const handlerAddress: Readonly<Record<InterruptionClass, number>> = {
  restart: stage.handlers,
  external: stage.handlers + 0x100,
  'supervisor-call': stage.handlers + 0x200,
  program: stage.handlers + 0x300,
  'machine-check': stage.handlers + 0x400,
  'input-output': stage.handlers + 0x500,
};

/** Absolute storage the suite wants from every machine. */
export const stageRanges = [
  { start: 0, length: 0x2000 },
  { start: stage.code, length: 0x3000 },
] as const;

/** Registers that steps use for operands; scenarios that name registers use others or set these themselves. */
export const scratch = { data: 1, address: 2, source: 3 } as const;
