// Receive deliveries with Express. Run it with:
//
//   npm install
//   WEBHOOK_SECRET=whs_... node express_receiver.js
//
// WEBHOOK_SECRET is the webhook's secret, or its public key (whpk_...) if it signs with Ed25519; during a rotation the
// new and the old one, separated by a comma. For a webhook of the format cloudevents-binary set WEBHOOK_FORMAT to that name.
'use strict';

const express = require('express');
const { verifyDelivery, checkKeys, eventType, Inbox, InvalidSignature } = require('./verify_webhook');

/** What you do with an event. Throw to have it delivered again. */
async function actUpon(type, event) {
  console.log('received', type);
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    // Its own message quotes the body, which is nothing for a log.
    throw new Error('the body is no JSON');
  }
}

function start(handler) {
  const keys = (process.env.WEBHOOK_SECRET ?? '').split(',').filter((key) => key !== '');
  try {
    checkKeys(keys);
  } catch (error) {
    throw new Error(`WEBHOOK_SECRET: ${error.message}`);
  }
  const binary = process.env.WEBHOOK_FORMAT === 'cloudevents-binary';
  const inbox = new Inbox();
  const app = express();

  // The raw body: signatures are over bytes, not over what a parser makes of them.
  app.post('/webhooks', express.raw({ type: '*/*', limit: '1mb' }), async (req, res) => {
    let id;
    try {
      // Express leaves the body undefined where there is none.
      id = verifyDelivery(req.headers, req.body ?? '', keys);
    } catch (error) {
      if (!(error instanceof InvalidSignature)) throw error;
      console.log('refused:', error.message);
      return res.status(401).json({ error: 'Invalid signature' });
    }
    let status;
    try {
      status = await inbox.once(id, async () => {
        const event = parsed(req.body);
        await handler(eventType(req.headers, event, binary), event);
      });
    } catch (error) {
      console.log('failed:', error?.name ?? typeof error, error?.message ?? '');
      return res.status(500).type('text').send('try again');
    }
    if (status === 'busy') res.status(503).set('Retry-After', '1');
    return res.json({ status });
  });

  // A body that is too large or broken off: Express's own answer would show the stack. It needs all four parameters.
  app.use((error, req, res, next) => {
    res.status(error.status ?? 500).type('text').send(error.expose ? error.message : 'try again');
  });

  const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', (error) => {
    if (error) throw error;
    console.log(`LISTENING ${server.address().port}`);
  });
}

if (require.main === module) start(actUpon);

module.exports = { start };
