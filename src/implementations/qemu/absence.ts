import { MachineAbsent } from '../../contract/judgement';

const packages = 'qemu-system-misc and qemu-system-data on Debian 12, qemu-system-s390x on Debian 13';

export function noBinary(path: string): MachineAbsent {
  return new MachineAbsent(`${path} is not there: install ${packages}, or name another QEMU.`);
}

export function notExecutable(path: string): MachineAbsent {
  return new MachineAbsent(`${path} cannot be run: it is not an executable file for this host.`);
}

export function noQemu(path: string): MachineAbsent {
  return new MachineAbsent(`${path} is not QEMU: it does not answer --version as QEMU does.`);
}

export function noSetpriv(): MachineAbsent {
  return new MachineAbsent(
    'setpriv is not there: install util-linux; without it a QEMU could outlive a test run that was killed.',
  );
}

export function selfTestFailed(path: string, what: string): MachineAbsent {
  return new MachineAbsent(`${path} failed the adapter's self test: ${what}.`);
}

/** Why a QEMU that exists did not start, from what it said last. */
export function didNotStart(path: string, reason: string): MachineAbsent {
  if (/bootloader|s390-ccw\.img/.test(reason))
    return new MachineAbsent(`${path} does not find its firmware s390-ccw.img: install ${packages}.`);
  if (/machine type|s390-ccw-virtio/.test(reason))
    return new MachineAbsent(`${path} has no machine s390-ccw-virtio: a qemu-system-s390x is needed.`);
  const sentence = reason.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  return new MachineAbsent(`${path} cannot be used: ${sentence}.`);
}
