'use strict';
const machine = require('../machine.cjs');

const { spawn } = require('node:child_process');
// Leaves a process behind, too.
module.exports = machine({
  answer(question) {
    if (question !== 2) return { kind: 'done' };
    console.log(`sleeper ${spawn('sleep', ['600'], { stdio: 'inherit' }).pid}`);
    return new Promise(() => setInterval(() => {}, 1000));
  },
});
