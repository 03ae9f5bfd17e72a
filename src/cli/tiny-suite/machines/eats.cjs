'use strict';
const machine = require('../machine.cjs');

// Takes all the memory it can get at its second question.
const eaten = [];
module.exports = machine({
  async answer(question) {
    for (; question === 2; await new Promise((resolve) => setTimeout(resolve, 20)))
      eaten.push(Buffer.alloc(32 << 20, 1));
    return { kind: 'done' };
  },
});
