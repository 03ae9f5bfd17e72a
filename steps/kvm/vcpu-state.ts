import { cr0 } from '../../src/architecture/control-registers';
import { psw } from '../../src/architecture/psw';
import { encode, type Values } from '../../src/codec/codec';
import { kvmSyncFlags } from '../../src/uapi/kvm/run';
import { bigEndian, fromBigEndian } from '../registers';
import { guestLayout } from './guest-layout';

/** Control registers after initial CPU reset that are not zero. */
const resetControls: ReadonlyMap<number, bigint> = new Map([
  [0, 0xe0n],
  [14, 0xc2000000n],
]);

/** What a scenario says of a vCPU, as fields of struct kvm_run. */
export interface VcpuState {
  readonly prefix: number;
  readonly run: Values;
}

const switches: Readonly<Record<string, string>> = {
  'low-address protection': 'lowAddressProtection',
  'fetch-protection override': 'fetchProtectionOverride',
  'storage-protection override': 'storageProtectionOverride',
};

const spaces = ['primary', 'access-register', 'secondary', 'home'];
const addressing: Readonly<Record<string, Record<string, number>>> = {
  '24-bit': { extendedAddressing: 0, basicAddressing: 0 },
  '31-bit': { extendedAddressing: 0, basicAddressing: 1 },
  '64-bit': { extendedAddressing: 1, basicAddressing: 1 },
};

const isOn = (text: string): number => {
  if (text !== 'on' && text !== 'off') throw new Error(`"${text}" is neither on nor off`);
  return text === 'on' ? 1 : 0;
};

function indexIn(list: readonly string[], text: string): number {
  const index = list.indexOf(text);
  if (index < 0) throw new Error(`"${text}" is none of ${list.join(', ')}`);
  return index;
}

interface Draft {
  prefix: number;
  psw: Record<string, number>;
  controls: Record<string, number>;
  registers: Record<string, bigint>;
}

const lines: Readonly<Record<string, (draft: Draft, text: string) => void>> = {
  prefix: (draft, text) => {
    draft.prefix = Number(text);
  },
  'PSW key': (draft, text) => {
    draft.psw.key = Number(text);
  },
  DAT: (draft, text) => {
    draft.psw.dat = isOn(text);
  },
  'address space': (draft, text) => {
    draft.psw.addressSpace = indexIn(spaces, text);
  },
  'addressing mode': (draft, text) => {
    const mode = addressing[text];
    if (mode === undefined) throw new Error(`"${text}" is none of ${Object.keys(addressing).join(', ')}`);
    Object.assign(draft.psw, mode);
  },
  ...Object.fromEntries(
    Object.entries(switches).map(([name, field]) => [
      name,
      (draft: Draft, text: string) => {
        draft.controls[field] = isOn(text);
      },
    ]),
  ),
};

const members: Readonly<Record<string, string>> = { GR: 'gprs', AR: 'acrs', CR: 'crs' };

function setLine(draft: Draft, name: string, text: string): void {
  const register = /^(GR|AR|CR)(\d{1,2})$/.exec(name);
  const set = lines[name];
  if (register !== null) draft.registers[`s.regs.${members[register[1]!]}[${register[2]}]`] = BigInt(text);
  else if (set !== undefined) set(draft, text);
  else throw new Error(`a vCPU has no "${name}": ${Object.keys(lines).join(', ')}, or GR0 to CR15`);
}

/** Reads the lines `what | value`; control registers are those of the address spaces unless a line says otherwise. */
export function vcpuState(rows: Readonly<Record<string, string>>, controls: ReadonlyMap<number, bigint>): VcpuState {
  const draft: Draft = {
    prefix: 0,
    psw: { ...addressing['64-bit'], address: guestLayout.code },
    controls: {},
    registers: Object.fromEntries(
      [...resetControls, ...controls].map(([number, value]) => [`s.regs.crs[${number}]`, value]),
    ),
  };
  for (const [name, text] of Object.entries(rows)) setLine(draft, name, text);
  const image = encode(psw, draft.psw);
  const first = bigEndian(draft.registers['s.regs.crs[0]']!, 8);
  return {
    prefix: draft.prefix,
    run: {
      psw_mask: fromBigEndian(image.subarray(0, 8)),
      psw_addr: fromBigEndian(image.subarray(8)),
      's.regs.prefix': draft.prefix,
      ...draft.registers,
      's.regs.crs[0]': fromBigEndian(encode(cr0, draft.controls, first)),
      kvm_dirty_regs: kvmSyncFlags.KVM_SYNC_PREFIX | kvmSyncFlags.KVM_SYNC_CRS,
    },
  };
}
