// What examples/verify_webhook.js keeps, and for how long.
'use strict';

const assert = require('node:assert');
const { Inbox, verifyContinuumSignature, verifyLanonasisSignature } = require('./verify_webhook');

const DAY = 24 * 3600 * 1000;
const nothing = async () => {};

async function all(inbox, ids) {
  const outcomes = [];
  for (const id of ids) outcomes.push(await inbox.once(id, nothing));
  return outcomes;
}

async function main() {
  let inbox = new Inbox(undefined, 2);
  assert.deepEqual(await all(inbox, 'abab'), ['received', 'received', 'duplicate', 'duplicate']);
  assert.deepEqual(await all(inbox, 'cba'), ['received', 'duplicate', 'received']);

  const before = Date.now();
  let now = before;
  Date.now = () => now;
  inbox = new Inbox();
  assert.equal(await inbox.once('a', nothing), 'received');
  now = before + 37 * DAY;
  assert.equal(await inbox.once('a', nothing), 'duplicate');
  now += 1;
  assert.equal(await inbox.once('a', nothing), 'received');

  const key = `whpk_${'A'.repeat(43)}=`;
  const signature = '0'.repeat(64);
  assert.throws(() => verifyContinuumSignature('', signature, `${Math.floor(now / 1000)}`, key), TypeError);
  assert.throws(() => verifyLanonasisSignature('', signature, key), TypeError);
}

main();
