// What examples/verify_webhook.js makes of secrets: the keys that the server signs with.
'use strict';

const assert = require('node:assert');
const { createHmac } = require('node:crypto');
const cases = require('./standard-keys.json');
const { verifyDelivery } = require('./verify_webhook');

for (const { name, secret, key } of cases) {
  const now = `${Math.floor(Date.now() / 1000)}`;
  const made = createHmac('sha256', Buffer.from(key, 'hex')).update(`d.${now}.{}`).digest('base64');
  const headers = { 'webhook-id': 'd', 'webhook-timestamp': now, 'webhook-signature': `v1,${made}` };
  assert.doesNotThrow(() => verifyDelivery(headers, '{}', secret), undefined, name);
}
console.log(`${cases.length} keys`);
