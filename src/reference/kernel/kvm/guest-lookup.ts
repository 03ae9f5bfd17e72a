import { type Lookup, lookupOf } from '../../cpu/decode';
import type { Row, Rows } from '../../cpu/row';
import type { Model } from '../../model';
import { GuestStorage } from './guest-storage';

type KeyInstruction = 'SSKE' | 'ISKE' | 'RRBE' | 'RRBM' | 'IRBM' | 'PFMF';

/** PFMF uses keys only where it sets one. */
const setsKeys = 0x20000;

/** The instructions whose first use makes storage keys exist. Source: Linux 6.12 arch/s390/kvm/priv.c try_handle_skey, handle_pfmf. */
const keyInstructions: readonly KeyInstruction[] = ['SSKE', 'ISKE', 'RRBE', 'RRBM', 'IRBM', 'PFMF'];

function enabling(row: Row, name: KeyInstruction): Row {
  return {
    checks: row.checks,
    action: (cpu) => {
      const uses = name !== 'PFMF' || (cpu.low(cpu.instruction.first) & setsKeys) !== 0;
      if (uses && cpu.storage instanceof GuestStorage) cpu.storage.enableKeys();
      row.action(cpu);
    },
  };
}

const lookups = new WeakMap<Model, Lookup>();

/** The instructions of a guest: those of the model, and the keys of the guest exist from the first key instruction on. */
export function guestLookup(model: Model): Lookup {
  let lookup = lookups.get(model);
  if (lookup === undefined) {
    const rows: Record<string, Row> = { ...model.rows };
    for (const name of keyInstructions) rows[name] = enabling(model.rows[name], name);
    lookup = lookupOf(rows as Rows);
    lookups.set(model, lookup);
  }
  return lookup;
}
