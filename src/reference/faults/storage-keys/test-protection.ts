import { secondAddress } from '../../cpu/addresses';
import { privileged } from '../../cpu/checks';
import { ProgramCheck } from '../../cpu/program-check';
import { setConditionCode } from '../../cpu/psw';
import { Kind } from '../../storage/access';
import { acting, behaves, type Fault, row, without } from '../fault';

/** TPROT: KEY-88 to KEY-97. */
export const testProtectionFaults: readonly Fault[] = [
  {
    name: 'tprot-ignores-key',
    describes: 'TPROT answers for access key 0 whatever key it is given, as QEMU does.',
    breaks: ['KEY-88', 'KEY-97'],
    apply: behaves(() => ({ testedKey: () => 0 })),
  },
  {
    name: 'tprot-tests-psw-key',
    describes: 'TPROT tests the key of the PSW.',
    breaks: ['KEY-88', 'KEY-97'],
    apply: behaves(() => ({ testedKey: (cpu) => (cpu.view.getUint8(0x101) >> 4) & 0xf })),
  },
  {
    name: 'tprot-never-answers-two',
    describes: 'TPROT says "fetch" where neither is allowed.',
    breaks: ['KEY-88'],
    apply: behaves(() => ({ fetchIsAllowed: () => true })),
  },
  {
    name: 'tprot-ignores-fpo',
    describes: 'TPROT does not know the fetch-protection override.',
    breaks: ['KEY-89'],
    apply: behaves((right) => ({
      fetchIsAllowed: (cpu, access) => {
        access.kind = Kind.fetch;
        const storageKey = cpu.storage.key(access.absolute);
        return (
          !right.keyControlledProtection(access.key, storageKey, false) ||
          right.storageProtectionOverride(cpu, storageKey, access.key)
        );
      },
    })),
  },
  {
    name: 'tprot-ignores-spo',
    describes: 'TPROT does not know the storage-protection override for stores.',
    breaks: ['KEY-90'],
    apply: behaves((right) => ({
      storeIsAllowed: (cpu, access) =>
        right.storeIsAllowed(cpu, access) &&
        !right.keyControlledProtection(access.key, cpu.storage.key(access.absolute), true),
    })),
  },
  {
    name: 'tprot-ignores-lap',
    describes: 'TPROT does not know low-address protection.',
    breaks: ['KEY-91'],
    apply: behaves((right) => ({
      storeIsAllowed: (cpu, access) => {
        access.kind = Kind.store;
        return (
          !(access.dat && access.datProtected) &&
          (!right.keyControlledProtection(access.key, cpu.storage.key(access.absolute), true) ||
            right.storageProtectionOverride(cpu, cpu.storage.key(access.absolute), access.key))
        );
      },
    })),
  },
  {
    name: 'tprot-ignores-dat-protection',
    describes: 'TPROT does not look at the protection bits of the tables.',
    breaks: ['KEY-92'],
    apply: behaves((right) => ({
      storeIsAllowed: (cpu, access) => {
        access.datProtected = false;
        return right.storeIsAllowed(cpu, access);
      },
    })),
  },
  {
    name: 'tprot-recognises-translation-exceptions',
    describes: 'TPROT of an address without translation is interrupted.',
    breaks: ['KEY-93'],
    apply: behaves(() => ({ saysNotTranslatable: () => false })),
  },
  {
    name: 'tprot-answers-three-beyond-storage',
    describes: 'TPROT ends with condition code 3 for an address beyond storage.',
    breaks: ['KEY-94'],
    apply: row(
      'TPROT',
      acting((cpu, right) => {
        try {
          right(cpu);
        } catch (check) {
          if (!(check instanceof ProgramCheck) || check.code !== 0x05) throw check;
          setConditionCode(cpu, 3);
        }
      }),
    ),
  },
  {
    name: 'tprot-answers-three-for-bad-tables',
    describes: 'TPROT ends with condition code 3 where the tables are in error.',
    breaks: ['KEY-95'],
    apply: behaves((right) => ({ saysNotTranslatable: (code) => code === 0x12 || right.saysNotTranslatable(code) })),
  },
  {
    name: 'tprot-not-privileged',
    describes: 'Problem state may use TPROT, as in QEMU.',
    breaks: ['KEY-96'],
    apply: row('TPROT', without(privileged)),
  },
  {
    name: 'tprot-key-in-low-bits',
    describes: 'TPROT takes the key from bits 60-63 of the second-operand address.',
    breaks: ['KEY-97'],
    apply: behaves(() => ({ testedKey: (cpu) => Number(secondAddress(cpu) & 0xfn) })),
  },
];
