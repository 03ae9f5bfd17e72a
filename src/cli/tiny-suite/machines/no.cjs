'use strict';
const machine = require('../machine.cjs');

// Escape sequences and markup in whatever it says.
module.exports = machine({
  manifest: { title: 'A \u001b[31mred\u001b[0m machine' },
  answer: (question) => (question === 2 ? { kind: 'returned', value: 0n, errno: 0 } : { kind: 'done' }),
});
