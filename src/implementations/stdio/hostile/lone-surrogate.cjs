'use strict';
require('./honest.cjs')({
  turn({ id, raw }) {
    raw(`{"jsonrpc":"2.0","id":${id},"result":{"answers":[{"kind":"unsupported","what":"\\ud800"}]}}\n`);
  },
});
