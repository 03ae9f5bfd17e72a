'use strict';
require('./honest.cjs')({
  turn({ id, raw }) {
    const line = `${JSON.stringify({ jsonrpc: '2.0', id, result: { answers: [{ kind: 'done' }] } })}\n`;
    const next = (at) => at < line.length && raw(line[at], () => setImmediate(next, at + 1));
    next(0);
  },
});
