import type { ExampleResult } from '../../contract/documents/report';
import { plain } from '../terminal/plain';

/** Why an example has its verdict, on one line. */
export function whyOf(example: ExampleResult): string {
  const first = example.evidence?.differences[0];
  const told = example.reason ?? example.evidence?.message ?? '';
  const difference = first === undefined ? '' : `${first.where}: expected ${first.expected}, seen ${first.seen}`;
  return plain([told, difference].filter((part) => part !== '').join(' — '));
}

/** The evidence as lines: step, differences, what the machine was made to do. */
export function evidenceText({ evidence }: ExampleResult): string[] {
  if (evidence === undefined) return [];
  const { step, message, differences, sweep, transcript, machine } = evidence;
  return [
    ...(step === undefined ? [] : [`step: ${step.text}`]),
    ...(message === '' ? [] : [message]),
    ...differences.map(({ where, expected, seen }) => `${where}: expected ${expected}, seen ${seen}`),
    ...(sweep === undefined ? [] : [`${sweep.failedCount} of ${sweep.checked} rows differ`]),
    ...transcript.flatMap(({ request, text }) =>
      request['verb'] === 'read' || request['verb'] === 'write' ? [] : [`machine: ${text}`],
    ),
    ...Object.entries(machine ?? {}).map(([name, text]) => `${name}: ${text}`),
  ];
}
