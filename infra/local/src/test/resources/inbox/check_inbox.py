"""What examples/verify_webhook.py keeps, and for how long."""

import time

from verify_webhook import Inbox, verify_lanonasis_signature, verify_webhook_signature

DAY = 24 * 3600


def nothing():
    pass


inbox = Inbox(most=2)
assert [inbox.once(one, nothing) for one in "abab"] == ["received", "received", "duplicate", "duplicate"]
assert [inbox.once(one, nothing) for one in "cba"] == ["received", "duplicate", "received"]

now = time.monotonic()
time.monotonic = lambda: now
inbox = Inbox()
assert inbox.once("a", nothing) == "received"
now += 37 * DAY - 1
assert inbox.once("a", nothing) == "duplicate"
now += 2
assert inbox.once("a", nothing) == "received"

for verify in (
    lambda key: verify_webhook_signature(b"", "00", str(int(time.time())), key),
    lambda key: verify_lanonasis_signature(b"", "00", key),
):
    try:
        verify("whpk_" + "A" * 43 + "=")
        raise SystemExit("a public key was taken for a secret")
    except ValueError:
        pass
