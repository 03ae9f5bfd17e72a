'use strict';
const machine = require('../machine.cjs');

module.exports = machine({ verbs: { close: () => process.exit(7) } });
