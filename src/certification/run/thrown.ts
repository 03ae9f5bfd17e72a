import { MachineFailed } from '../../contract/judgement';

const longest = 500;

/** Text of whatever a machine threw; the thing itself may throw when it is looked at. */
function textOf(thrown: unknown): string {
  try {
    return String(thrown).slice(0, longest);
  } catch {
    return 'something that cannot be shown';
  }
}

/** Whatever a machine throws is the machine's failure. By name: a plug-in may have its own copy of the contract. */
export function machineFailure(thrown: unknown): Error {
  try {
    if (thrown instanceof Error && thrown.name === 'MachineFailed') return thrown;
    const stack = thrown instanceof Error ? thrown.stack : undefined;
    return new MachineFailed(
      'protocol',
      `the machine threw: ${textOf(thrown)}`,
      typeof stack === 'string' ? { stack } : {},
    );
  } catch {
    return new MachineFailed('protocol', 'the machine threw something that cannot be looked at');
  }
}
