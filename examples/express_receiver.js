// Receive deliveries with Express. Run it with:
//
//   npm install
//   WEBHOOK_SECRET=whs_... PORT=3000 node express_receiver.js
//
// During a rotation WEBHOOK_SECRET holds the new and the old secret, separated by a comma.
'use strict';

const express = require('express');
const { verifyDelivery, Seen, InvalidSignature } = require('./verify_webhook');

const secrets = (process.env.WEBHOOK_SECRET ?? '').split(',').filter((secret) => secret !== '');
if (secrets.length === 0) throw new Error('WEBHOOK_SECRET is empty');
const seen = new Seen();
const app = express();

/** What you do with an event. Throw to have it delivered again. */
async function actUpon(event) {
  console.log('received', event.event ?? event.type);
}

// The raw body: signatures are over bytes, not over what a parser makes of them.
app.post('/webhooks', express.raw({ type: '*/*', limit: '1mb' }), async (req, res) => {
  let id;
  try {
    // Express leaves the body undefined where there is none.
    id = verifyDelivery(req.headers, req.body ?? '', secrets);
  } catch (error) {
    if (!(error instanceof InvalidSignature)) throw error;
    console.log('refused:', error.message);
    return res.status(401).json({ error: 'Invalid signature' });
  }
  if (!seen.firstTime(id)) return res.json({ status: 'duplicate' });
  try {
    await actUpon(JSON.parse(req.body));
  } catch (error) {
    seen.forget(id);
    throw error;
  }
  return res.json({ status: 'received' });
});

const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', () => {
  console.log(`LISTENING ${server.address().port}`);
});
