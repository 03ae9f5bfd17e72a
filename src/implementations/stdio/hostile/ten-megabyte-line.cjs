'use strict';
require('./honest.cjs')({
  turn({ answer }) {
    answer({ answers: [{ kind: 'unsupported', what: 'x'.repeat(10 << 20) }] });
  },
});
