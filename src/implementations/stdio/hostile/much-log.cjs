'use strict';
require('./honest.cjs')({
  turn({ honest }) {
    process.stderr.write('log '.repeat(3e6), honest);
  },
});
