// examples/express_receiver.js with a handler that ends when, and as, a line on standard input says.
'use strict';

const { createInterface } = require('node:readline');
const { start } = require('./express_receiver');

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

start(async (type) => {
  console.log('handling', type);
  if ((await lines.next()).value === 'fail') throw new Error('as told');
});
