'use strict';
require('./honest.cjs')({
  turn({ answer }) {
    answer({ answers: [{ kind: '<script>alert(1)</script>' }] });
  },
});
