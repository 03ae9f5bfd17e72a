'use strict';
/**
 * A machine that says "done" to everything, and the base of the hostile ones: `turn(tools)` is called instead of the honest
 * answer to the batch after a first one that settles (or to the method named by `at`).
 */
const { createInterface } = require('node:readline');

const manifest = {
  name: 'peer',
  title: 'A peer for tests',
  faces: ['guest'],
  byteOrder: 'big',
  wordSize: 64,
  facilities: [],
  features: {},
  environment: {},
};

let version = '1';

const answers = {
  done: { kind: 'done' },
  ended: { kind: 'ended', ending: 'completed', psw: '00'.repeat(16), instructions: 1 },
};

/** What an honest machine answers to an entry. */
function answerTo(entry) {
  if (entry.verb === 'read') return { kind: 'bytes', bytes: '00'.repeat(entry.length) };
  return entry.verb === 'execute' ? answers.ended : answers.done;
}

let instances = 0;
const methods = {
  initialize: () => ({ protocol: 1 }),
  manifest: () => ({ ...manifest, version }),
  start: ({ fixture }) => {
    const [feature] = Object.keys(fixture.features);
    if (feature !== undefined) return { kind: 'unsupported', what: 'a feature', missing: { feature } };
    return { kind: 'started', instance: `i${++instances}`, reserved: [] };
  },
  perform: ({ batch }) => ({ answers: batch.map(answerTo) }),
  stop: () => ({}),
  shutdown: () => ({}),
};

const raw = (bytes, done) => process.stdout.write(bytes, done);
const send = (message) => raw(`${JSON.stringify(message)}\n`);

module.exports = ({ turn, at = 'perform', cancel = () => {}, version: own = version } = {}) => {
  version = own;
  let armed = false;
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => {
    const { id, method, params } = JSON.parse(line);
    if (method === 'cancel') return cancel({ id: params.id, send });
    const answer = (result) => send({ jsonrpc: '2.0', id, result });
    const honest = () => answer(methods[method](params));
    if (turn !== undefined && method === at && (at !== 'perform' || armed))
      turn({ id, params, answer, honest, send, raw, input, manifest: methods.manifest(), ...answers });
    else honest();
    if (method === 'perform') armed = params.batch[0]?.verb === 'settle';
    if (method === 'shutdown') process.exit(0);
  });
  input.on('close', () => process.exit(0));
};
