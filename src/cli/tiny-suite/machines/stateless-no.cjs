'use strict';
const machine = require('../machine.cjs');

// Wrong, and in every example in the same way.
module.exports = machine({ answer: () => ({ kind: 'blocked' }) });
