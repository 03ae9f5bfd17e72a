'use strict';
const machine = require('../machine.cjs');

console.log('{"not": "the summary"}');
module.exports = machine({
  answer() {
    console.log('noise');
    console.error('noise');
    return { kind: 'done' };
  },
});
