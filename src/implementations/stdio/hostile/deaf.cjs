'use strict';
require('./honest.cjs')({
  turn({ input }) {
    input.pause();
    process.stdin.pause();
  },
});
