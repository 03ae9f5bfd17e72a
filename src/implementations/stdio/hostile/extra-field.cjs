'use strict';
require('./honest.cjs')({
  turn({ answer }) {
    answer({ answers: [{ kind: 'done', '\u001b[2J': 1 }] });
  },
});
