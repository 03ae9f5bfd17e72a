import { MachineAbsent } from '../../contract/judgement';

/** Debian's package for each program that is run. */
const packages: Readonly<Record<string, string>> = {
  'apt-get': 'apt (the kernel is fetched with it: only Debian and its relatives can build)',
  'apt-cache': 'apt (the kernel is fetched with it: only Debian and its relatives can build)',
  dpkg: 'dpkg',
  'dpkg-deb': 'dpkg',
  tar: 'tar',
  xz: 'xz-utils',
  make: 'make',
  's390x-linux-gnu-gcc': 'gcc-s390x-linux-gnu and libc6-dev-s390x-cross',
  's390x-linux-gnu-objcopy': 'binutils-s390x-linux-gnu',
  cc: 'gcc and libc6-dev',
  setpriv: 'util-linux',
  'qemu-system-s390x': 'qemu-system-misc on Debian 12, qemu-system-s390x on Debian 13',
};

export function noTool(name: string): MachineAbsent {
  const known = packages[name];
  return new MachineAbsent(`${name} is not there${known === undefined ? '' : `: install ${known}`}.`);
}

export function noSpace(folder: string): MachineAbsent {
  return new MachineAbsent(`the disk is full: ${folder} needs about 1 GB while the kernel is built, 15 MB afterwards.`);
}

export function toolFailed(name: string, words: string): MachineAbsent {
  const last = words.trim().split('\n').slice(-3).join('; ').replaceAll(/\s+/g, ' ').slice(-400).replace(/\.$/, '');
  return new MachineAbsent(`${name} failed: ${last === '' ? 'it said nothing' : last}`);
}

export function notBuilt(): MachineAbsent {
  return new MachineAbsent('there is no Linux kernel yet: run "s390-tck linux build" once.');
}

export function builtForAnother(): MachineAbsent {
  return new MachineAbsent(
    'the Linux kernel was built by another version of the kit: run "s390-tck linux build" again.',
  );
}
