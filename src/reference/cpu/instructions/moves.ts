import { Kind } from '../../storage/access';
import { logical } from '../../storage/operands';
import { moveBytes } from '../../storage/strings';
import { firstAddress, secondAddress } from '../addresses';
import type { Rows } from '../row';

export const moves = {
  MVC: {
    checks: [],
    action: (cpu) => {
      const { lead: length, base1, base2 } = cpu.instruction;
      const from = logical(cpu, Kind.fetch, secondAddress(cpu), length + 1, base2);
      moveBytes(cpu, logical(cpu, Kind.store, firstAddress(cpu), length + 1, base1), from);
    },
  },
} satisfies Partial<Rows>;
