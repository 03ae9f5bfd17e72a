import { MachineAbsent } from '../../contract/judgement';

export function noBinary(path: string): MachineAbsent {
  return new MachineAbsent(`${path} is not there: install Debian's package hercules.`);
}

export function noSetpriv(): MachineAbsent {
  return new MachineAbsent(
    'setpriv is not there: install util-linux; without it a Hercules could outlive a test run that was killed.',
  );
}

export function selfTestFailed(path: string, what: string): MachineAbsent {
  return new MachineAbsent(`${path} failed the adapter's self test: ${what}.`);
}

/** Why a Hercules that exists did not start. */
export function didNotStart(path: string, reason: string): MachineAbsent {
  const sentence = reason.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  return new MachineAbsent(`${path} cannot be used: ${sentence}.`);
}
