'use strict';

const manifest = {
  name: 'tiny',
  title: 'A machine for tests',
  version: '1.0',
  faces: ['guest'],
  byteOrder: 'big',
  wordSize: 64,
  facilities: [],
  features: {},
  environment: {},
};

/** A machine that answers yes, except for what is changed. `answer(n)` gives the answer to the n-th question. */
module.exports = ({ answer = () => ({ kind: 'done' }), ...changes } = {}) => {
  let questions = 0;
  const running = { perform: async () => [await answer(++questions)], stop: async () => {} };
  return {
    manifest: async () => ({ ...manifest, ...changes.manifest }),
    start: async () => ({ kind: 'started', reserved: [], machine: running }),
    close: async () => {},
    ...changes.verbs,
  };
};
