import { exitCodes } from '../certification/exit-codes';
import { plainLines } from '../reporting/terminal/plain';

/** Errors that carry a sentence for the user, and how the command ends. Anything else is a defect of the kit. */
const sentences: Readonly<Record<string, number>> = {
  UsageError: exitCodes.usage,
  MachineAbsent: exitCodes.usage,
  BadSelection: exitCodes.usage,
  BadKey: exitCodes.usage,
  Incomparable: exitCodes.usage,
  BadDeviations: exitCodes.usage,
  InvalidDocument: exitCodes.usage,
  UnwritableFolder: exitCodes.usage,
  FolderInUse: exitCodes.usage,
  BadProfile: exitCodes.usage,
  BadShard: exitCodes.usage,
  NoRun: exitCodes.usage,
  EditedRun: exitCodes.usage,
  CannotMerge: exitCodes.usage,
  MissingShard: exitCodes.incomplete,
  CannotResume: exitCodes.usage,
  UnreadableFeature: exitCodes.suiteError,
  InvalidReport: exitCodes.suiteError,
  EmptySelection: exitCodes.nothingRun,
  Interrupted: exitCodes.incomplete,
};

/** Tells the user on stderr. @returns the exit code */
export function reportFault(error: unknown): number {
  if (!(error instanceof Error)) return tell(String(error), exitCodes.suiteError);
  // Commander has printed its help, version or complaint already.
  if (error.name === 'CommanderError')
    return (error as Error & { exitCode: number }).exitCode === 0 ? 0 : exitCodes.usage;
  if (error.name === 'Refused')
    return tell(
      error.message,
      (error as Error & { by: string }).by === 'machine' ? exitCodes.usage : exitCodes.suiteError,
    );
  const code = sentences[error.name];
  return code === undefined ? tell(error.stack ?? error.message, exitCodes.suiteError) : tell(error.message, code);
}

function tell(message: string, code: number): number {
  process.stderr.write(`${plainLines(message).join('\n')}\n`);
  return code;
}
