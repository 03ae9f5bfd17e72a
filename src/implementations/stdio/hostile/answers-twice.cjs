'use strict';
require('./honest.cjs')({
  turn({ id, raw }) {
    raw(`${JSON.stringify({ jsonrpc: '2.0', id, result: { answers: [{ kind: 'done' }] } })}\n`.repeat(2));
  },
});
