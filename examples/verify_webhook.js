// Verify deliveries of Continuum Webhooks in Node.js 18 or later, without any package.
//
//   const { verifyDelivery, Seen } = require('./verify_webhook');
//   const deliveryId = verifyDelivery(headers, rawBody, [secret]);   // any format, by Standard Webhooks
//
// Always verify the raw body, before anything parsed it.
'use strict';

const crypto = require('node:crypto');

/** Seconds that the signed time may be away from now, both ways. */
const TOLERANCE = 300;

/** The delivery must be answered with a 4xx and not be acted upon. Its message is for your log. */
class InvalidSignature extends Error {}

/**
 * Verifies a delivery of any format but slack and discord, and returns its id, the same for every attempt.
 *
 * @param {object} headers names in any case
 * @param {Buffer|string} body the raw body
 * @param {string|string[]} secrets `secret` or `standard_secret`; during a rotation the new and the old one
 */
function verifyDelivery(headers, body, secrets, tolerance = TOLERANCE) {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const id = one(given, 'webhook-id');
  const timestamp = one(given, 'webhook-timestamp');
  const signatures = one(given, 'webhook-signature').split(' ');
  fresh(timestamp, tolerance);
  const message = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body)]);
  const made = all(secrets).map((secret) => hmac(standardKey(secret), message));
  const right = signatures
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice(3), 'base64'))
    .some((raw) => made.some((expected) => same(raw, expected)));
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

/** Remembers delivery ids for at least the tolerance. One process only: share a database between several. */
class Seen {
  #until = new Map();
  #keep;

  constructor(keepSeconds = 2 * TOLERANCE) {
    this.#keep = keepSeconds * 1000;
  }

  firstTime(id) {
    const now = Date.now();
    for (const [old, until] of this.#until) if (until < now) this.#until.delete(old);
    if (this.#until.has(id)) return false;
    this.#until.set(id, now + this.#keep);
    return true;
  }

  /** Call it when acting upon the delivery failed, so that its next attempt is acted upon. */
  forget(id) {
    this.#until.delete(id);
  }
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
  return all(secrets).some((secret) => same(raw, hmac(Buffer.from(secret), message)));
}

/** Anybody can sign with an empty secret: a forgotten setting must not open the door. */
function all(secrets) {
  const list = [].concat(secrets);
  if (list.length === 0 || list.some((secret) => typeof secret !== 'string' || secret === '')) {
    throw new TypeError('at least one secret is needed, and none may be empty');
  }
  return list;
}

function bytes(payload) {
  if (payload instanceof Uint8Array || typeof payload === 'string') return Buffer.from(payload);
  return Buffer.from(JSON.stringify(payload));
}

function hmac(key, message) {
  return crypto.createHmac('sha256', key).update(message).digest();
}

function same(a, b) {
  return a.length === b.length && crypto.timingSafeEqual(a, b);
}

function standardKey(secret) {
  if (secret.startsWith('whsec_')) {
    const text = secret.slice(6);
    const key = Buffer.from(text, 'base64');
    // Buffer.from skips what is not base64, so the way back shows whether it was.
    if (key.length >= 16 && key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')) return key;
  }
  return Buffer.from(secret);
}

module.exports = {
  verifyDelivery,
  verifyContinuumSignature,
  verifyLanonasisSignature,
  Seen,
  InvalidSignature,
  TOLERANCE,
};
