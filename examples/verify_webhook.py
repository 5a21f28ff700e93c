"""Verify deliveries of Continuum Webhooks in Python 3.9 or later. Standard library only, but for webhooks that sign with
Ed25519: those need `pip install cryptography`.

    from verify_webhook import Inbox, event_type, verify_delivery

    inbox = Inbox()
    delivery_id = verify_delivery(headers, raw_body, [SECRET])          # any format, by Standard Webhooks
    outcome = inbox.once(delivery_id, lambda: ...)                      # deliveries come at least once

Always verify the raw body, before anything parsed it. One that was parsed is written again here as it was, except that
Python has other words for numbers from 1e-9 up to 0.0001 (1e-07 for 1e-7): those fail.
"""

import base64
import binascii
import hashlib
import hmac
import itertools
import json
import re
import threading
import time

TOLERANCE = 300  # seconds that the signed time may be away from now, both ways

# Seconds for which a delivery may come again: it can be sent anew while its record lives, 30 days (RETENTION_DAYS), and
# is then tried for at most 7 more (4 of schedule, 3 of waiting).
COMES_AGAIN = 37 * 24 * 3600

PUBLIC_KEY = "whpk_"


class InvalidSignature(Exception):
    """The delivery must be answered with a 4xx and not be acted upon. Its text is for your log."""


def verify_webhook_signature(payload, signature, timestamp, secret, max_age=TOLERANCE):
    """Tell whether X-Continuum-Signature is right.

    payload: the raw body as bytes or str; or what a JSON parser made of it, as older receivers have it
    signature, timestamp: the headers X-Continuum-Signature and X-Continuum-Timestamp
    secret: the webhook's secret; during a rotation a list of the new and the old one
    max_age: seconds; None to accept any time
    """
    timestamp = str(timestamp)
    try:
        signed_at = _seconds(timestamp)
    except ValueError:
        return False
    if max_age is not None and abs(time.time() - signed_at) > max_age:
        return False
    message = timestamp.encode() + b"." + _bytes(payload)
    return _any_made(signature, _not_empty(secret), message)


def verify_lanonasis_signature(payload, signature, secret):
    """Tell whether X-Lanonasis-Signature is right. It covers the body only: neither time nor X-Lanonasis-Delivery."""
    return _any_made(signature, _not_empty(secret), _bytes(payload))


def verify_delivery(headers, body, keys, tolerance=TOLERANCE):
    """Verify a delivery of any format but slack and discord, and return its id, the same for every attempt.

    headers: a mapping; names in any case
    body: the raw body as bytes
    keys: the webhook's secret (`secret` or `standard_secret`), or its `public_key` (whpk_...) if it signs with Ed25519;
        during a rotation a list of the new and the old one
    """
    given = {}
    for name, value in headers.items():
        if name.lower().startswith("webhook-") and name.lower() in given:
            raise InvalidSignature("header %s is there twice" % name)
        given[name.lower()] = value
    try:
        delivery_id = given["webhook-id"]
        timestamp = given["webhook-timestamp"]
        signatures = given["webhook-signature"].split(" ")
        signed_at = _seconds(timestamp)
    except (KeyError, ValueError) as error:
        raise InvalidSignature("a header is missing or malformed: %s" % error) from None
    if abs(time.time() - signed_at) > tolerance:
        raise InvalidSignature("signed too long ago, or a clock is wrong")
    message = ("%s.%s." % (delivery_id, timestamp)).encode() + body
    verifiers = _verifiers(keys)
    if not any(verifies(signature, message) for signature in signatures for verifies in verifiers):
        raise InvalidSignature("no signature is right")
    return delivery_id


def event_type(headers, event, binary=False):
    """Return the type of a delivery's event; `event` is the parsed body.

    binary: whether the webhook's format is cloudevents-binary. Only then the type is read from the header ce-type, and
        not from the body, which is nothing but the data. That header is not signed: in any other format, where the
        body has the type, whoever passes a delivery on could add one.
    """
    if binary:
        return {name.lower(): value for name, value in headers.items()}.get("ce-type")
    return event.get("event") or event.get("type")


def check_keys(keys):
    """Raise ValueError if there is no key, one is empty, or a public key is malformed. Call it when your service starts."""
    _verifiers(keys)


class Inbox:
    """Has each delivery handled once, as long as this process lives: in memory, so neither shared nor kept.

    A real service replaces it by its database: `once` is then one transaction that inserts the id, which is unique, and
    does the work, so that both are kept or neither is.
    """

    def __init__(self, keep=COMES_AGAIN, most=100_000):
        """keep: seconds; most: ids, beyond which the oldest are forgotten before their time."""
        self._keep = keep
        self._most = most
        self._handling = set()
        self._handled = {}  # id: when it was handled; the oldest first
        self._lock = threading.Lock()

    def once(self, delivery_id, work):
        """Call work() and return "received"; or return why not: "duplicate" after it ended well, "busy" until it ends.

        Answer "busy" with 503, so that the next attempt finds out how it ended. If work() raises, the delivery is
        forgotten and its next attempt is handled again.
        """
        with self._lock:
            self._forget_old()
            if delivery_id in self._handled:
                return "duplicate"
            if delivery_id in self._handling:
                return "busy"
            self._handling.add(delivery_id)
        try:
            work()
            with self._lock:
                self._handled[delivery_id] = time.monotonic()
        finally:
            with self._lock:
                self._handling.discard(delivery_id)
        return "received"

    def _forget_old(self):
        oldest_kept = time.monotonic() - self._keep
        for old, at in list(itertools.takewhile(lambda one: one[1] < oldest_kept, self._handled.items())):
            del self._handled[old]
        while len(self._handled) > self._most:
            del self._handled[next(iter(self._handled))]


def _seconds(timestamp):
    if not re.fullmatch("[0-9]{1,12}", timestamp):
        raise ValueError("a timestamp is whole seconds")
    return int(timestamp)


def _any_made(signature, secrets, message):
    try:
        raw = binascii.unhexlify(signature)
    except (TypeError, ValueError):
        return False
    found = False
    for secret in secrets:
        if secret.startswith(PUBLIC_KEY):
            raise ValueError("this header is made with the secret, never with a key pair")
        found |= hmac.compare_digest(raw, hmac.new(secret.encode(), message, hashlib.sha256).digest())
    return found


def _not_empty(keys):
    keys = [keys] if isinstance(keys, str) else list(keys)
    if not keys or not all(keys):
        # Anybody can sign with an empty one: a forgotten setting must not open the door.
        raise ValueError("at least one secret is needed, and none may be empty")
    return keys


def _bytes(payload):
    if isinstance(payload, (bytes, bytearray)):
        return bytes(payload)
    if isinstance(payload, str):
        return payload.encode()
    # Not sorted: parsers keep the order in which keys came, and that is not Python's where keys are numbers or beyond
    # U+FFFF.
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def _verifiers(keys):
    # A public key is no secret: it must never be taken for the key of an HMAC.
    return [_ed25519(key) if key.startswith(PUBLIC_KEY) else _hmac(key) for key in _not_empty(keys)]


def _hmac(secret):
    """Return what tells whether the secret made a signature (v1,...) of a message."""
    key = _standard_key(secret)
    return lambda signature, message: hmac.compare_digest(
        _signature("v1,", signature), hmac.new(key, message, hashlib.sha256).digest()
    )


def _ed25519(public_key):
    """The same for a public key and its signatures (v1a,...)."""
    from cryptography import exceptions
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    point = _decoded(public_key[len(PUBLIC_KEY) :])
    if point is None or len(point) != 32:
        raise ValueError("a public key is whpk_ and the base64 of 32 bytes")
    key = Ed25519PublicKey.from_public_bytes(point)

    def verifies(signature, message):
        try:
            key.verify(_signature("v1a,", signature), message)
            return True
        except exceptions.InvalidSignature:
            return False

    return verifies


def _signature(version, text):
    """Return the bytes of a signature; none if it is of another version, or no base64."""
    try:
        return base64.b64decode(text[len(version) :], validate=True) if text.startswith(version) else b""
    except ValueError:  # binascii.Error is one; so is what characters beyond ASCII raise
        return b""


def _standard_key(secret):
    key = _decoded(secret[6:]) if secret.startswith("whsec_") else None
    return secret.encode() if key is None or len(key) < 16 else key


def _decoded(text):
    """Decode base64 as the server does: padded in full or not at all, whatever the bits that are left over; else None."""
    if not re.fullmatch("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?", text):
        return None
    digits = text.rstrip("=")
    return base64.b64decode(digits + "=" * (-len(digits) % 4))
