'use strict';
const machine = require('../machine.cjs');

const { appendFileSync, readFileSync, existsSync } = require('node:fs');
// Ends the process at its second question, once.
const memory = process.env.TINY_MEMORY;
module.exports = machine({
  answer(question) {
    if (question !== 2 || (existsSync(memory) && readFileSync(memory, 'utf8') !== '')) return { kind: 'done' };
    appendFileSync(memory, 'x');
    console.error('last words');
    process.exit(0);
  },
});
