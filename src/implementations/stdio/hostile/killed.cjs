'use strict';
require('./honest.cjs')({
  turn() {
    process.kill(process.pid, 'SIGSEGV');
  },
});
