// Verify deliveries of Continuum Webhooks in Node.js 18 or later, without any package.
//
//   const { verifyDelivery, Inbox } = require('./verify_webhook');
//   const deliveryId = verifyDelivery(headers, rawBody, [secret]);   // any format, by Standard Webhooks
//   const inbox = new Inbox();                                       // one for all deliveries
//   const outcome = await inbox.once(deliveryId, async () => { ... });   // deliveries come at least once
//
// Always verify the raw body, before anything parsed it.
'use strict';

const crypto = require('node:crypto');

/** Seconds that the signed time may be away from now, both ways. */
const TOLERANCE = 300;

/**
 * Seconds for which a delivery may come again: it can be sent anew while its record lives, 30 days (RETENTION_DAYS), and
 * is then tried for at most 7 more (4 of schedule, 3 of waiting).
 */
const COMES_AGAIN = 37 * 24 * 3600;

const PUBLIC_KEY = 'whpk_';

/** The delivery must be answered with a 4xx and not be acted upon. Its message is for your log. */
class InvalidSignature extends Error {}

/**
 * Verifies a delivery of any format but slack and discord, and returns its id, the same for every attempt.
 *
 * @param {object} headers names in any case
 * @param {Buffer|string} body the raw body
 * @param {string|string[]} keys `secret` or `standard_secret`, or `public_key` (whpk_...) of a webhook that signs with
 *   Ed25519; during a rotation the new and the old one
 */
function verifyDelivery(headers, body, keys, tolerance = TOLERANCE) {
  const given = lowerCase(headers);
  const id = one(given, 'webhook-id');
  const timestamp = one(given, 'webhook-timestamp');
  const signatures = one(given, 'webhook-signature').split(' ');
  fresh(timestamp, tolerance);
  const message = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);
  const verifiers = verifiersOf(keys);
  const right = signatures.some((signature) => verifiers.some((verifies) => verifies(signature, message)));
  if (!right) throw new InvalidSignature('no signature is right');
  return id;
}

/** Tells whether X-Continuum-Signature is right; `payload` is the raw body, or what a JSON parser made of it. */
function verifyContinuumSignature(payload, signature, timestamp, secrets, tolerance = TOLERANCE) {
  try {
    fresh(timestamp, tolerance);
  } catch {
    return false;
  }
  return anyMade(signature, secrets, Buffer.concat([Buffer.from(`${timestamp}.`), bytes(payload)]));
}

/** Tells whether X-Lanonasis-Signature is right. It covers the body only: neither time nor delivery id. */
function verifyLanonasisSignature(payload, signature, secrets) {
  return anyMade(signature, secrets, bytes(payload));
}

/** Throws if there is no key, one is empty, or a public key is malformed. Call it when your service starts. */
function checkKeys(keys) {
  verifiersOf(keys);
}

/**
 * Returns the type of a delivery's event; `event` is the parsed body.
 *
 * @param {boolean} binary whether the webhook's format is cloudevents-binary. Only then the type is read from the header
 *   ce-type, and not from the body, which is nothing but the data. That header is not signed: in any other format, where
 *   the body has the type, whoever passes a delivery on could add one.
 */
function eventType(headers, event, binary = false) {
  return binary ? lowerCase(headers)['ce-type'] : (event.event ?? event.type);
}

/**
 * Has each delivery handled once, as long as this process lives: in memory, so neither shared nor kept.
 *
 * A real service replaces it by its database: `once` is then one transaction that inserts the id, which is unique, and
 * does the work, so that both are kept or neither is.
 */
class Inbox {
  #keep;
  #most;
  #handling = new Set();
  #handled = new Map(); // by id, when it was handled; the oldest first

  /** `most` ids; beyond them the oldest are forgotten before their time. */
  constructor(keepSeconds = COMES_AGAIN, most = 100_000) {
    this.#keep = keepSeconds * 1000;
    this.#most = most;
  }

  /**
   * Calls work() and returns 'received'; or returns why not: 'duplicate' after it ended well, 'busy' until it ends.
   * Answer 'busy' with 503, so that the next attempt finds out how it ended. If work() throws, the delivery is forgotten
   * and its next attempt is handled again.
   */
  async once(id, work) {
    this.#forgetOld();
    if (this.#handled.has(id)) return 'duplicate';
    if (this.#handling.has(id)) return 'busy';
    this.#handling.add(id);
    try {
      await work();
      this.#handled.set(id, Date.now());
    } finally {
      this.#handling.delete(id);
    }
    return 'received';
  }

  #forgetOld() {
    for (const [id, at] of this.#handled) {
      if (at >= Date.now() - this.#keep && this.#handled.size <= this.#most) break;
      this.#handled.delete(id);
    }
  }
}

function lowerCase(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function one(headers, name) {
  const value = headers[name];
  if (typeof value !== 'string' || value === '') throw new InvalidSignature(`header ${name} is missing or there twice`);
  return value;
}

function fresh(timestamp, tolerance) {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > tolerance) {
    throw new InvalidSignature('signed too long ago, or a clock is wrong');
  }
}

function anyMade(signature, secrets, message) {
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const raw = Buffer.from(signature, 'hex');
  return all(secrets).some((secret) => {
    if (secret.startsWith(PUBLIC_KEY)) throw new TypeError('this header is made with the secret, never with a key pair');
    return same(raw, hmac(Buffer.from(secret), message));
  });
}

/** Anybody can sign with an empty secret: a forgotten setting must not open the door. */
function all(keys) {
  const list = [].concat(keys);
  if (list.length === 0 || list.some((key) => typeof key !== 'string' || key === '')) {
    throw new TypeError('at least one secret is needed, and none may be empty');
  }
  return list;
}

function bytes(payload) {
  if (payload instanceof Uint8Array || typeof payload === 'string') return Buffer.from(payload);
  return Buffer.from(JSON.stringify(payload));
}

function verifiersOf(keys) {
  // A public key is no secret: it must never be taken for the key of an HMAC.
  return all(keys).map((key) => (key.startsWith(PUBLIC_KEY) ? ed25519(key) : standardHmac(key)));
}

/** Returns what tells whether the secret made a signature (v1,...) of a message. */
function standardHmac(secret) {
  const key = standardKey(secret);
  return (signature, message) =>
    signature.startsWith('v1,') && same(Buffer.from(signature.slice(3), 'base64'), hmac(key, message));
}

/** The same for a public key and its signatures (v1a,...). */
function ed25519(publicKey) {
  const point = decoded(publicKey.slice(PUBLIC_KEY.length));
  if (point?.length !== 32) throw new TypeError('a public key is whpk_ and the base64 of 32 bytes');
  const x = point.toString('base64url');
  const key = crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return (signature, message) =>
    signature.startsWith('v1a,') && crypto.verify(null, message, key, Buffer.from(signature.slice(4), 'base64'));
}

function hmac(key, message) {
  return crypto.createHmac('sha256', key).update(message).digest();
}

function same(a, b) {
  return a.length === b.length && crypto.timingSafeEqual(a, b);
}

function standardKey(secret) {
  const key = secret.startsWith('whsec_') ? decoded(secret.slice(6)) : null;
  return key?.length >= 16 ? key : Buffer.from(secret);
}

/** Decodes base64 as the server does: padded in full or not at all, whatever the bits that are left over; else null. */
function decoded(text) {
  const right = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text);
  return right ? Buffer.from(text, 'base64') : null;
}

module.exports = {
  verifyDelivery,
  verifyContinuumSignature,
  verifyLanonasisSignature,
  checkKeys,
  eventType,
  Inbox,
  InvalidSignature,
  TOLERANCE,
};
