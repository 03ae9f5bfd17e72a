'use strict';
require('./honest.cjs')({
  turn({ raw }) {
    const line = `${JSON.stringify({ jsonrpc: '2.0', method: 'progress', params: {} })}\n`.repeat(1000);
    const more = () => raw(line, more);
    more();
  },
});
