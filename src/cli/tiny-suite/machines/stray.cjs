'use strict';
const machine = require('../machine.cjs');

const { setTimeout: sleep } = require('node:timers/promises');
module.exports = machine({
  async answer(question) {
    if (question === 2)
      setTimeout(() => {
        throw new Error('stray');
      }, 1);
    await sleep(20);
    return { kind: 'done' };
  },
});
