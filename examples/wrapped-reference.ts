/**
 * The smallest complete machine: it hands every verb on to another one. Replace `inner` by your own implementation.
 * A machine module exports a `Machine`, or a function that makes one, as `default` or as `machine`.
 */
import type { Machine } from '../src/contract/machine';
import { createReferenceMachine } from '../src/reference';

const inner = createReferenceMachine();

export const machine: Machine = {
  async manifest() {
    return { ...(await inner.manifest()), name: 'wrapped-reference', title: 'An example that wraps the reference machine' };
  },
  async start(fixture) {
    const answer = await inner.start(fixture);
    if (answer.kind === 'unsupported') return answer;
    const { machine: running } = answer;
    return {
      ...answer,
      machine: {
        perform: (batch, deadline) => running.perform(batch, deadline),
        stop: () => running.stop(),
      },
    };
  },
  close: () => inner.close(),
};
