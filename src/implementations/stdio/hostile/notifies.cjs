'use strict';
require('./honest.cjs')({
  turn({ send, honest }) {
    send({ jsonrpc: '2.0', method: '\u001b]0;title\u0007', params: {} });
    honest();
  },
});
