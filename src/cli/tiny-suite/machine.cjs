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
  const running = {
    perform: async ([{ verb }]) =>
      verb === 'settle' ? [await answer(++questions)] : [{ kind: 'unsupported', what: verb }],
    stop: async () => {},
  };
  return {
    manifest: async () => ({ ...manifest, ...changes.manifest }),
    start: async (fixture) => {
      const unknown = Object.keys(fixture.features)[0];
      return unknown === undefined
        ? { kind: 'started', reserved: [], machine: running }
        : { kind: 'unsupported', what: `feature ${unknown}`, missing: { feature: unknown } };
    },
    close: async () => {},
    ...changes.verbs,
  };
};
