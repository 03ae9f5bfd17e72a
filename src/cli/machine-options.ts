import { type Command, Option } from 'commander';
import { quoted } from '../reporting/terminal/failure';
import { isShipped, type MachineChoice } from './machines';
import { UsageError } from './usage-error';

/** The options of every command that takes a machine. */
export interface MachineOptions {
  readonly machine: string;
  readonly machineCommand?: string;
  readonly deadline?: string;
  readonly qemu?: string;
  readonly fault?: readonly string[];
}

export function addMachineOptions(command: Command): Command {
  return command
    .option(
      '--machine <machine>',
      'reference, qemu, hercules, linux, linux-local, or the path of a module',
      'reference',
    )
    .addOption(
      new Option('--machine-command <command>', 'a program that is the machine, for the shell to run').conflicts(
        'machine',
      ),
    )
    .option('--deadline <seconds>', 'for each answer of such a program (default: 10)')
    .option('--qemu <path>', "path of one's own qemu-system-s390x")
    .addOption(new Option('--fault <name...>', 'named defects of the reference').hideHelp());
}

/** @throws UsageError */
export function choiceOf({ machine, machineCommand, deadline, qemu, fault }: MachineOptions): MachineChoice {
  if (qemu !== undefined && machine !== 'qemu' && machine !== 'linux')
    throw new UsageError('--qemu goes with --machine qemu or linux');
  if (deadline !== undefined && machineCommand === undefined)
    throw new UsageError('--deadline goes with --machine-command');
  const seconds = Number(deadline ?? 1);
  if (!(seconds > 0 && seconds <= 3600)) throw new UsageError(`--deadline: ${deadline} is no number of seconds`);
  return {
    machine,
    ...(machineCommand === undefined ? {} : { command: machineCommand }),
    ...(deadline === undefined ? {} : { deadline: seconds * 1000 }),
    ...(qemu === undefined ? {} : { qemu }),
    ...(fault === undefined ? {} : { faults: fault }),
  };
}

/** The machine as the command line names it. */
export function machineWords({ machine, machineCommand, deadline, qemu, fault }: MachineOptions): string[] {
  return [
    ...(machineCommand === undefined ? [] : ['--machine-command', quoted(machineCommand)]),
    ...(deadline === undefined ? [] : ['--deadline', quoted(deadline)]),
    ...(machineCommand !== undefined || machine === 'reference' ? [] : ['--machine', quoted(machine)]),
    ...(qemu === undefined ? [] : ['--qemu', quoted(qemu)]),
    ...(fault ?? []).map((name) => `--fault ${quoted(name)}`),
  ];
}

/** The name of the machine where it is one of the kit's own. */
export function shippedName({ machine, machineCommand }: MachineOptions): string | undefined {
  return machineCommand === undefined && isShipped(machine) ? machine : undefined;
}
