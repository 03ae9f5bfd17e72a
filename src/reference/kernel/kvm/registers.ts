import { kvmSyncFlags as sync } from '../../../uapi/kvm/run';
import { run } from './run-area';
import type { Vcpu } from './vcpu';

/** Offsets in the state of a CPU (architecture/cpu-state). */
const at = { psw: 0x100, fpc: 0x11c, todpr: 0x124, cpuTimer: 0x128, clockComparator: 0x130 } as const;

/** What the program has changed in the run area since the CPU last ran. PSW, general and access registers always count. */
export function loadRegisters(vcpu: Vcpu): void {
  const { cpu, area } = vcpu;
  const { image } = area;
  const dirty = image.long(run.kvm_dirty_regs);
  const changed = (flag: number): boolean => (dirty & BigInt(flag)) !== 0n;
  if (changed(sync.KVM_SYNC_PREFIX)) cpu.prefix = Number(BigInt.asUintN(32, image.long(run['s.regs.prefix'])));
  if (changed(sync.KVM_SYNC_CRS))
    for (let number = 0; number < 16; number += 1) cpu.setCr(number, image.long(run.crs, number * 8));
  if (changed(sync.KVM_SYNC_ARCH0)) {
    cpu.view.setBigUint64(at.cpuTimer, image.long(run['s.regs.cputm']));
    cpu.view.setBigUint64(at.clockComparator, image.long(run['s.regs.ckc']));
    cpu.view.setUint32(at.todpr, Number(BigInt.asUintN(32, image.long(run['s.regs.todpr']))));
    vcpu.programParameter = image.long(run['s.regs.pp']);
    vcpu.breakingEvent = image.long(run['s.regs.gbea']);
  }
  for (let number = 0; number < 16; number += 1) cpu.setGr(number, image.long(run.gprs, number * 8));
  vcpu.loadAccessRegisters();
  cpu.view.setBigUint64(at.psw, image.long(run.psw_mask));
  cpu.view.setBigUint64(at.psw + 8, image.long(run.psw_addr));
  cpu.view.setUint32(at.fpc, image.number(run['s.regs.fpc']));
  image.put(run.kvm_dirty_regs, 0);
}

/** The state of the CPU as the program finds it after the CPU has run. */
export function storeRegisters(vcpu: Vcpu): void {
  const { cpu, area } = vcpu;
  const { image } = area;
  image.put(run.psw_mask, cpu.view.getBigUint64(at.psw)).put(run.psw_addr, cpu.view.getBigUint64(at.psw + 8));
  image.put(run['s.regs.prefix'], cpu.prefix);
  for (let number = 0; number < 16; number += 1) {
    image.put(run.gprs, cpu.gr(number), number * 8);
    image.put(run.acrs, cpu.ar(number), number * 4);
    image.put(run.crs, cpu.cr(number), number * 8);
  }
  image.put(run['s.regs.cputm'], cpu.view.getBigUint64(at.cpuTimer));
  image.put(run['s.regs.ckc'], cpu.view.getBigUint64(at.clockComparator));
  image.put(run['s.regs.todpr'], cpu.view.getUint32(at.todpr));
  image.put(run['s.regs.pp'], vcpu.programParameter).put(run['s.regs.gbea'], vcpu.breakingEvent);
  image.put(run['s.regs.fpc'], cpu.view.getUint32(at.fpc));
}
