'use strict';
/** The other end of the benchmark: `echo` sends a prepared line for each line, `protocol` reads the message first. */
const answers = JSON.parse(process.env.TCK_BENCH_ANSWERS);
const lineOf = (id, result) => `${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`;

const methods = {
  initialize: () => ({ protocol: 1 }),
  start: () => ({ kind: 'started', instance: 'i1', reserved: [] }),
  perform: () => ({ answers }),
};

const prepared = lineOf(1, { answers });
const echo = () => prepared;
const protocol = (line) => {
  const { id, method } = JSON.parse(line);
  return lineOf(id, methods[method]?.() ?? {});
};

const reply = process.argv[2] === 'echo' ? echo : protocol;
let rest = '';
process.stdin.setEncoding('latin1').on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop();
  for (const line of lines) process.stdout.write(reply(line));
});
