#!/usr/bin/env python3
"""Sends what functions put into the infrastructure queue back to where it came from. See docs/operations.md, Redrive.

    ./redrive-infrastructure.py QUEUE_URL          shows how many there are, by source and reason
    ./redrive-infrastructure.py QUEUE_URL --send   sends those with a source back there, and removes them here

Needs the AWS CLI and its credentials. A message is removed only once its queue has taken it, so that one may come twice and
none is lost. Messages without a source were moved by SQS and stay: `aws sqs start-message-move-task` takes them.
"""
import collections
import json
import subprocess
import sys
import tempfile
import time

LATE = 5  # seconds by which clocks may differ
OUT_OF_SIGHT = "600"  # seconds in which each message is seen once
UNTOLD = "(moved by SQS)"


def sqs(command, *arguments):
    """Runs the AWS CLI and returns its answer; ends with its message if it fails."""
    done = subprocess.run(["aws", "sqs", command, *arguments, "--output", "json"], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(done.returncode)
    return json.loads(done.stdout or "{}")


def messages(url):
    """Yields each visible message once."""
    while True:
        answer = sqs("receive-message", "--queue-url", url, "--max-number-of-messages", "10", "--wait-time-seconds", "2",
                     "--visibility-timeout", OUT_OF_SIGHT, "--message-attribute-names", "All",
                     "--attribute-names", "SentTimestamp")
        if not answer.get("Messages"):
            return
        yield from answer["Messages"]


def attribute(message, name):
    return message.get("MessageAttributes", {}).get(name, {}).get("StringValue", "")


def queue_url(arn, known):
    """Returns the URL of a queue of this account."""
    if arn not in known:
        known[arn] = sqs("get-queue-url", "--queue-name", arn.rsplit(":", 1)[1])["QueueUrl"]
    return known[arn]


def give_back(url, body):
    """Sends by way of a file: an argument may not be as long as a message, and the CLI would open one like file://…"""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="") as file:
        file.write(body)
        file.flush()
        sqs("send-message", "--queue-url", url, "--message-body", "file://" + file.name)


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--send"]):
        sys.exit(__doc__)
    url, send = sys.argv[1], len(sys.argv) == 3
    urls = {}
    counts = collections.Counter()
    stay = []
    begun = (time.time() + LATE) * 1000
    for message in messages(url):
        source, reason = attribute(message, "source"), attribute(message, "reason")
        counts[source or UNTOLD, reason] += 1
        # What comes straight back is not sent again by the same run, which would never end.
        came_back = int(message.get("Attributes", {}).get("SentTimestamp", "0")) > begun
        if send and source and not came_back:
            give_back(queue_url(source, urls), message["Body"])
            sqs("delete-message", "--queue-url", url, "--receipt-handle", message["ReceiptHandle"])
        else:
            stay.append(message["ReceiptHandle"])
    for handle in stay:
        sqs("change-message-visibility", "--queue-url", url, "--receipt-handle", handle, "--visibility-timeout", "0")
    for (source, reason), count in sorted(counts.items()):
        print(f"{count:>7}  {source}  {reason}")
    print(f"{sum(counts.values()) - len(stay)} sent back, {len(stay)} left")


if __name__ == "__main__":
    main()
