'use strict';
require('./honest.cjs')({
  turn({ answer }) {
    answer({ answers: [{ kind: 'unsupported', what: '\u001b[31m<script>alert(1)</script>\u202e]]>' }] });
  },
});
