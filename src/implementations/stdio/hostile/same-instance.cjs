'use strict';
require('./honest.cjs')({
  at: 'start',
  turn({ answer }) {
    answer({ kind: 'started', instance: 'always', reserved: [] });
  },
});
