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
OUT_OF_SIGHT = "600"  # seconds, in which a message is not met again
UNTOLD = "(moved by SQS)"


def sqs(command, *arguments):
    """Runs the AWS CLI and returns its answer; ends with its message if it fails."""
    done = subprocess.run(["aws", "sqs", command, *arguments, "--output", "json"], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(done.returncode)
    return json.loads(done.stdout or "{}")


def receive(url):
    """Returns the next visible messages, ten at most; none if there are no more."""
    answer = sqs("receive-message", "--queue-url", url, "--max-number-of-messages", "10", "--wait-time-seconds", "2",
                 "--visibility-timeout", OUT_OF_SIGHT, "--message-attribute-names", "All",
                 "--attribute-names", "SentTimestamp")
    return answer.get("Messages", [])


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


def delete(url, message):
    sqs("delete-message", "--queue-url", url, "--receipt-handle", message["ReceiptHandle"])


class Round:
    """Every message looked at once: until there are none, or one is met again, whose time out of sight was over."""

    def __init__(self, url, send):
        self.url, self.send = url, send
        self.begun = (time.time() + LATE) * 1000
        self.urls = {}
        self.counts = collections.Counter()
        self.met = set()
        self.stay = {}  # the newest receipt handle by id
        self.over = False

    def go(self):
        while not self.over and (batch := receive(self.url)):
            for message in batch:
                if message["MessageId"] in self.met:
                    self.again(message)
                else:
                    self.met.add(message["MessageId"])
                    self.first(message)

    def first(self, message):
        source, reason = attribute(message, "source"), attribute(message, "reason")
        self.counts[source or UNTOLD, reason] += 1
        # What comes straight back is not sent again by the same run, which would never end.
        came_back = int(message.get("Attributes", {}).get("SentTimestamp", "0")) > self.begun
        if self.send and source and not came_back:
            give_back(queue_url(source, self.urls), message["Body"])
            delete(self.url, message)
        else:
            self.stay[message["MessageId"]] = message["ReceiptHandle"]

    def again(self, message):
        self.over = True
        if message["MessageId"] in self.stay:
            self.stay[message["MessageId"]] = message["ReceiptHandle"]
        else:
            # It was sent back, and SQS, which may hand out what is deleted, must forget it once more.
            delete(self.url, message)


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--send"]):
        sys.exit(__doc__)
    url = sys.argv[1]
    done = Round(url, len(sys.argv) == 3)
    done.go()
    for handle in done.stay.values():
        sqs("change-message-visibility", "--queue-url", url, "--receipt-handle", handle, "--visibility-timeout", "0")
    for (source, reason), count in sorted(done.counts.items()):
        print(f"{count:>7}  {source}  {reason}")
    print(f"{sum(done.counts.values()) - len(done.stay)} sent back, {len(done.stay)} left")
    if done.over:
        print("A message was met again, so this ended there: run it once more for what may be left.")


if __name__ == "__main__":
    main()
