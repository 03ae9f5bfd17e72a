'use strict';
require('./honest.cjs')({
  turn({ id, raw }) {
    raw(
      `{"jsonrpc":"2.0","id":${id},"result":{"answers":[{"kind":"ended","ending":"completed","psw":"${'00'.repeat(16)}","instructions":1e999}]}}\n`,
    );
  },
});
