'use strict';
const machine = require('../machine.cjs');

module.exports = machine({
  verbs: {
    close() {
      throw new Error('something is still open');
    },
  },
});
