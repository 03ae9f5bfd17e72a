import type { Mnemonic } from '../../../architecture/instructions';
import { demandKeysInstalled } from '../../cpu/checks';
import type { Cpu } from '../../cpu/cpu';
import { frameChecks } from '../../cpu/instructions/frame-management';
import { pswIsValid } from '../../cpu/psw';
import { behaves, type Fault, rows } from '../fault';

/** The instruction takes no notice of the removal. */
const works = (mnemonic: Mnemonic): Fault => ({
  name: `${mnemonic.toLowerCase()}-with-keys-removed`,
  describes: `${mnemonic} works with a key although storage keys have been removed.`,
  breaks: ['KEY-125'],
  apply: (model) => {
    const right = model.behaviour.keysRemoved;
    let inside = false;
    const removed = behaves(() => ({ keysRemoved: (cpu: Cpu) => !inside && right(cpu) }));
    return rows([mnemonic], (row) => ({
      checks: row.checks
        .filter((check) => check !== demandKeysInstalled && check !== frameChecks.keysInstalled)
        .map((check) => (cpu: Cpu) => within(() => check(cpu))),
      action: (cpu) => within(() => row.action(cpu)),
    }))(removed(model));

    function within(act: () => void): void {
      inside = true;
      try {
        act();
      } finally {
        inside = false;
      }
    }
  },
});

/** Storage-key removal: KEY-125. */
export const keyRemovalFaults: readonly Fault[] = [
  ...(['SSKE', 'ISKE', 'PFMF', 'SPKA', 'TPROT', 'MVCOS', 'LPSWE'] as const).map(works),
  {
    name: 'interruption-with-key-and-keys-removed',
    describes: 'A new PSW with a key is valid although storage keys have been removed.',
    breaks: ['KEY-125'],
    apply: behaves(() => ({
      pswIsValid: (cpu) => {
        const byte = cpu.view.getUint8(0x101);
        cpu.view.setUint8(0x101, byte & 0x0f);
        const valid = pswIsValid(cpu);
        cpu.view.setUint8(0x101, byte);
        return valid;
      },
    })),
  },
];
