'use strict';
require('./honest.cjs')({
  turn({ answer }) {
    answer({ answers: [{ kind: 'bytes', bytes: 'abc' }] });
  },
});
