'use strict';
const machine = require('../machine.cjs');

module.exports = machine({ answer: () => process.exit(7) });
