"""What examples/verify_webhook.py makes of secrets: the keys that the server signs with."""

import base64
import hashlib
import hmac
import json
import time

from verify_webhook import verify_delivery

with open("standard-keys.json", encoding="utf-8") as file:
    cases = json.load(file)
for case in cases:
    now = str(int(time.time()))
    made = hmac.new(bytes.fromhex(case["key"]), ("d.%s.{}" % now).encode(), hashlib.sha256).digest()
    headers = {
        "webhook-id": "d",
        "webhook-timestamp": now,
        "webhook-signature": "v1," + base64.b64encode(made).decode(),
    }
    try:
        verify_delivery(headers, b"{}", case["secret"])
    except Exception as error:
        raise SystemExit("%s: %r" % (case["name"], error))
print("%d keys" % len(cases))
