'use strict';
const machine = require('../machine.cjs');

// Ends the process at its second question, and is another version in the next one.
module.exports = machine({
  manifest: { version: String(process.pid) },
  answer: (question) => (question === 2 ? process.exit(0) : { kind: 'done' }),
});
