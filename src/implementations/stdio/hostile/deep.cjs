'use strict';
require('./honest.cjs')({
  turn({ raw }) {
    raw(`${'{"a":['.repeat(200000)}\n`);
  },
});
