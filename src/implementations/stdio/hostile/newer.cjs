'use strict';
require('./honest.cjs')({
  at: 'initialize',
  turn({ answer }) {
    answer({ protocol: 2 });
  },
});
