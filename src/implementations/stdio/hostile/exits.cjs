'use strict';
require('./honest.cjs')({
  turn() {
    process.stderr.write('last \u001b[31mwords\n', () => process.exit(3));
  },
});
