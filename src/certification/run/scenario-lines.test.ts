import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenarioLines } from './scenario-lines';

const cell = (value: string) => ({ value });
const steps = [
  { text: 'a guest', type: 'Context' },
  { text: 'GR1 is 0x1', type: 'Context' },
  { text: 'the guest executes:', type: 'Action', argument: { docString: { content: 'SSKE 1,2\nISKE 3,2' } } },
  {
    text: 'the TEID has:',
    type: 'Outcome',
    argument: {
      dataTable: { rows: [{ cells: [cell('bits'), cell('values')] }, { cells: [cell('0-51'), cell('0')] }] },
    },
  },
];

test('a scenario is shown with its keywords, texts and tables', () => {
  assert.deepEqual(scenarioLines({ steps } as never), [
    'Given a guest',
    'And GR1 is 0x1',
    'When the guest executes:',
    '  SSKE 1,2',
    '  ISKE 3,2',
    'Then the TEID has:',
    '  | bits | values |',
    '  | 0-51 | 0      |',
  ]);
});
