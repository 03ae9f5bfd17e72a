'use strict';
const machine = require('../machine.cjs');

const { existsSync, writeFileSync } = require('node:fs');
// Hangs at its second question, once.
const memory = process.env.TINY_MEMORY;
module.exports = machine({
  answer(question) {
    if (question !== 2 || existsSync(memory)) return { kind: 'done' };
    writeFileSync(memory, 'x');
    return new Promise(() => setInterval(() => {}, 1000));
  },
});
