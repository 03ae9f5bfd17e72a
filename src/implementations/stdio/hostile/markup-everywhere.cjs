'use strict';
require('./honest.cjs')({
  at: 'manifest',
  turn({ answer, manifest }) {
    const evil = '\u001b[31m<script>alert(1)</script>\u202e]]>&\u0000\u0085';
    answer({ ...manifest, title: evil, version: evil, features: { [evil]: evil }, environment: { [evil]: evil } });
  },
});
