'use strict';
// `npx cucumber-js` runs the specification on the reference machine.
require('./scripts/typescript.cjs');

module.exports = {
  default: {
    paths: ['features/**/*.feature'],
    require: ['src/cli/cucumber-support.ts', 'steps/**/!(*.test).ts'],
    format: ['progress'],
  },
};
