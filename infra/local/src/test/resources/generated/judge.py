"""Reads deliveries, one JSON object a line, and answers what examples/verify_webhook.py says of each."""

import base64
import json
import sys

from verify_webhook import InvalidSignature, verify_delivery, verify_lanonasis_signature, verify_webhook_signature


def judged(delivery):
    headers, secret = delivery["headers"], delivery["secret"]

    def own(payload):
        if delivery["format"] == "lanonasis":
            return verify_lanonasis_signature(payload, headers["X-Lanonasis-Signature"], secret)
        signature, timestamp = headers["X-Continuum-Signature"], headers["X-Continuum-Timestamp"]
        return verify_webhook_signature(payload, signature, timestamp, secret)

    def standard(payload):
        try:
            return verify_delivery(headers, payload, secret) == headers["webhook-id"]
        except InvalidSignature:
            return False

    body = base64.b64decode(delivery["body"])
    changed = bytearray(body)
    changed[delivery["at"]] ^= delivery["bits"]
    parsed = json.loads(body)
    published = json.loads(base64.b64decode(delivery["published"]))
    return {
        "raw": own(body) and standard(body),
        "changed": own(changed) or standard(bytes(changed)),
        "same": same(parsed["data"], published["data"]),
        "PYTHON": own(json.dumps(parsed, sort_keys=True, separators=(",", ":"))),
        "PYTHON_UTF8": own(json.dumps(parsed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)),
        "PYTHON_PARSED": own(parsed),
    }


def same(one, other):
    """Whether the value that arrived, one, is the other: an integer all its digits, any other number the same double."""
    if isinstance(one, dict):
        return isinstance(other, dict) and one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(other, float):
        return type(one) in (int, float) and float(one) == other
    return type(one) is type(other) and one == other


for line in sys.stdin:
    print(json.dumps(judged(json.loads(line))))
