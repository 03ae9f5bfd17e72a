'use strict';
const machine = require('../machine.cjs');

const died = Object.assign(new Error('the emulator ended with signal SIGSEGV'), {
  name: 'MachineFailed',
  kind: 'died',
});
module.exports = machine({
  answer(question) {
    if (question === 2) throw died;
    return { kind: 'done' };
  },
});
