'use strict';
// Keeps the answer to the first batch back until there is a second one, and sends the two in one piece.
const write = process.stdout.write.bind(process.stdout);
let kept;
process.stdout.write = (line) => {
  if (!line.includes('"answers"')) return write(line);
  if (kept === undefined) kept = line;
  else write(line + kept);
};
require('./honest.cjs')();
