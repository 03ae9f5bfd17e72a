'use strict';
const machine = require('../machine.cjs');

module.exports = machine({ verbs: { start: async () => ({ kind: 'unsupported', what: 'a guest' }) } });
