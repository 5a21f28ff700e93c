// Reads deliveries, one JSON object a line, and answers what examples/verify_webhook.js says of each.
'use strict';

const fs = require('node:fs');
const verifiers = require('./verify_webhook');

function judged({ format, secret, headers, body, at, bits }) {
  const own = (payload) =>
    format === 'lanonasis'
      ? verifiers.verifyLanonasisSignature(payload, headers['X-Lanonasis-Signature'], secret)
      : verifiers.verifyContinuumSignature(
          payload,
          headers['X-Continuum-Signature'],
          headers['X-Continuum-Timestamp'],
          secret,
        );
  const standard = (payload) => {
    try {
      return verifiers.verifyDelivery(headers, payload, secret) === headers['webhook-id'];
    } catch (e) {
      if (e instanceof verifiers.InvalidSignature) return false;
      throw e;
    }
  };
  const raw = Buffer.from(body, 'base64');
  const changed = Buffer.from(raw);
  changed[at] ^= bits;
  const parsed = JSON.parse(raw.toString());
  return {
    raw: own(raw) && own(new Uint8Array(raw)) && own(raw.toString()) && standard(raw),
    changed: own(changed) || standard(changed),
    JAVASCRIPT: own(JSON.stringify(parsed)) && own(parsed),
  };
}

const answers = fs
  .readFileSync(0)
  .toString()
  .trimEnd()
  .split('\n')
  .map((line) => JSON.stringify(judged(JSON.parse(line))));
process.stdout.write(answers.join('\n') + '\n');
