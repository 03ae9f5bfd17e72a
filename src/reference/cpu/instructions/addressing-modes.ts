import { demand } from '../checks';
import { addressingMode, instructionAddress, setConditionCode } from '../psw';
import type { Row, Rows } from '../row';

const word0 = 0x100;
const word1 = 0x104;

/** SET ADDRESSING MODE: the next instruction must have an address of that mode. */
const setMode = (mode: 24 | 31 | 64): Row => ({
  checks: [(cpu) => demand(instructionAddress(cpu) >> BigInt(mode) === 0n)],
  action: (cpu) => {
    cpu.view.setUint32(word0, (cpu.view.getUint32(word0) & ~1) | (mode === 64 ? 1 : 0));
    cpu.view.setUint32(word1, mode === 24 ? 0 : 0x80000000);
  },
});

export const addressingModes = {
  SAM24: setMode(24),
  SAM31: setMode(31),
  SAM64: setMode(64),
  TAM: {
    checks: [],
    action: (cpu) => {
      const mode = addressingMode(cpu);
      setConditionCode(cpu, mode === 64 ? 3 : mode === 31 ? 1 : 0);
    },
  },
} satisfies Partial<Rows>;
