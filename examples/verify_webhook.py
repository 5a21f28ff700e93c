"""Verify deliveries of Continuum Webhooks in Python. Standard library only, Python 3.9 or later.

    from verify_webhook import Seen, verify_delivery, verify_webhook_signature

    seen = Seen()
    delivery_id = verify_delivery(headers, raw_body, [SECRET])          # any format, by Standard Webhooks
    if seen.first_time(delivery_id): ...                                # deliveries come at least once

Always verify the raw body, before anything parsed it. One that was parsed is written again here as it was, except that
Python has other words for numbers from 1e-9 up to 0.0001 (1e-07 for 1e-7): those fail.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import threading
import time

TOLERANCE = 300  # seconds that the signed time may be away from now, both ways


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
    return _any_made(signature, _secrets(secret), message)


def verify_lanonasis_signature(payload, signature, secret):
    """Tell whether X-Lanonasis-Signature is right. It covers the body only: neither time nor X-Lanonasis-Delivery."""
    return _any_made(signature, _secrets(secret), _bytes(payload))


def verify_delivery(headers, body, secrets, tolerance=TOLERANCE):
    """Verify a delivery of any format but slack and discord, and return its id, the same for every attempt.

    headers: a mapping; names in any case
    body: the raw body as bytes
    secrets: the webhook's secret (`secret` or `standard_secret`), or a list of the new and the old one
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
    made = [hmac.new(_standard_key(one), message, hashlib.sha256).digest() for one in _secrets(secrets)]
    for signature in signatures:
        if not signature.startswith("v1,"):
            continue  # Ed25519, or a version to come
        try:
            raw = base64.b64decode(signature[3:], validate=True)
        except ValueError:  # binascii.Error is one; so is what characters beyond ASCII raise
            continue
        if any(hmac.compare_digest(raw, one) for one in made):
            return delivery_id
    raise InvalidSignature("no signature is right")


class Seen:
    """Remembers delivery ids for at least the tolerance. One process only: share a database between several."""

    def __init__(self, keep=2 * TOLERANCE):
        self._keep = keep
        self._ids = {}
        self._lock = threading.Lock()

    def first_time(self, delivery_id):
        now = time.monotonic()
        with self._lock:
            for old in [one for one, until in self._ids.items() if until < now]:
                del self._ids[old]
            if delivery_id in self._ids:
                return False
            self._ids[delivery_id] = now + self._keep
            return True

    def forget(self, delivery_id):
        """Call it when acting upon the delivery failed, so that its next attempt is acted upon."""
        with self._lock:
            self._ids.pop(delivery_id, None)


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
        found |= hmac.compare_digest(raw, hmac.new(secret.encode(), message, hashlib.sha256).digest())
    return found


def _secrets(secret):
    secrets = [secret] if isinstance(secret, str) else list(secret)
    if not secrets or not all(secrets):
        # Anybody can sign with an empty one: a forgotten setting must not open the door.
        raise ValueError("at least one secret is needed, and none may be empty")
    return secrets


def _bytes(payload):
    if isinstance(payload, (bytes, bytearray)):
        return bytes(payload)
    if isinstance(payload, str):
        return payload.encode()
    # Not sorted: parsers keep the order in which keys came, and that is not Python's where keys are numbers or beyond
    # U+FFFF.
    return json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()


def _standard_key(secret):
    if secret.startswith("whsec_"):
        try:
            key = base64.b64decode(secret[6:], validate=True)
            if len(key) >= 16:
                return key
        except ValueError:
            pass
    return secret.encode()
