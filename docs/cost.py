#!/usr/bin/env python3
"""What a deployment costs a month, from list prices and from what the code does. No dependencies.

    python3 docs/cost.py                          one million deliveries, published by the library
    python3 docs/cost.py --events 0 --webhooks 0  what the stack costs while it does nothing
    python3 docs/cost.py --events 5e6 --fan-out 2 --ingest rest --webhooks 40 --receiver-ms 800
    python3 docs/cost.py --table                  the cases of docs/operations.md

Prices: us-east-1, November 2026, no free tier, no discount; a month has 30 days, over which traffic is spread evenly.
Units: docs/adr/0001-data-model.md. Not in it: taxes, support, answers beyond 1 KB that records keep, events above 200 KB,
a domain, a web ACL and its requests, provisioned pollers, what people read (queries, GET requests).

Against the design's estimate (2.60 per million by library: 0.81 to publish, 1.79 to deliver) this counts more, because
  - functions have 1,024 MB, not 512;
  - an event's tasks are sent when the event is fanned out, so that at fan-out 1 each is a request of its own, not a tenth;
  - an event of 1 KB is an item of 1.4 KB, two units; there it was one;
  - Lambda's own log lines, metric lines and X-Ray's traces are in it;
  - storage is in it, with point-in-time recovery, which is charged by the table's size.
"""
import argparse
import math

MILLION = 1_000_000
GB = 1_000_000_000
DAYS = 30
MINUTES = DAYS * 24 * 60
SECONDS = MINUTES * 60

# USD; where no unit is named: per request.
SQS = 0.40 / MILLION
SQS_FAIR = 0.10 / MILLION  # on top, for messages of a group; read here as per message, the dearer way
WRITE = 0.625 / MILLION  # WRU, 1 KB
READ = 0.125 / MILLION  # RRU, 4 KB
STORAGE = 0.25 + 0.20  # per GB and month: the table, and its point-in-time recovery
REST = 3.50 / MILLION
HTTP = 1.00 / MILLION
BUS = 1.00 / MILLION  # EventBridge, per 64 KB
INVOCATION = 0.20 / MILLION
GB_SECOND = {"arm64": 0.0000133334, "x86_64": 0.0000166667}
LOGS = 0.50  # per GB taken in
LOGS_KEPT = 0.03 * 0.15  # per GB and month, compressed as AWS's price list assumes
TRACE = 5.00 / MILLION
EGRESS = 0.09  # per GB
SECRET = 0.40  # per secret and month
ALARM = 0.10  # per metric that an alarm reads
METRIC = 0.30  # per custom metric
DASHBOARD = 3.00
KEY = 1.00  # of KMS: it encrypts the topic of the alarms

# What the stack has: held by CostFiguresTest of infra/cdk.
MAPPINGS = 4  # event-source mappings: events; high, normal and low deliveries
POLLS = 648_000  # a mapping's receives while there is nothing: five pollers, one call in 20 s
ALARM_METRICS = 34  # of 23 alarms
OWN_SECRETS = 3  # the first admin key, the deployment's key, the keyring
BY_LANE = 7  # metrics that are written by format and by priority too
PRIORITIES = 3
BY_STAGE = 8  # metrics of the whole stage alone
GAUGES = 2  # those of them that are written every minute, whatever happens

# What the code writes, in bytes. Measured: EmfMetrics, docs/architecture.md.
ATTEMPT_LINE = 363  # a success
FANNED_LINE = 190  # event.fanned_out
DELIVERY_METRICS = (459, 8)  # a batch's line: 467 with one delivery, 54 for each of ten
PUBLISH_METRICS = 205
EMITTER_METRICS = 290
GAUGE_METRICS = 250
# Estimates, not measured on AWS: its two lines around each invocation; headers of a delivery; items; milliseconds.
PLATFORM_LINES = 600
REQUEST_HEADERS = 900
RECORD = 0.9  # KB stored per delivery, DynamoDB's 100 bytes an item included
EVENT_MORE = 0.4  # KB of an event's item besides its data
ITEM = 0.1  # KB that DynamoDB adds to what is stored
CALL_MS = 8  # of one call of DynamoDB or SQS
BASE_MS = 4  # of an invocation's own work
API_CALLS = 4  # key, event types' version, event, message
TICK_CALLS = 18  # two readings of eight shards, the move's item, the dead-letter queue
TICK_READS = 9  # RRU: 16 queries of an empty index, one item


def chunks(kilobytes):
    """SQS and EventBridge bill a request per 64 KB begun."""
    return max(1, math.ceil(kilobytes / 64))


def function(milliseconds, o):
    """An invocation."""
    return INVOCATION + milliseconds / 1000 * o.memory / 1024 * GB_SECOND[o.arch]


def lines(size):
    """Log lines of so many bytes, kept for 30 days."""
    return size / GB * (LOGS + LOGS_KEPT)


def event_units(o):
    return math.ceil(o.kilobytes + EVENT_MORE)


def publishing(o):
    """USD per event until it is in the events queue."""
    if o.ingest == "library":
        return {"SQS": SQS * chunks(10 * o.kilobytes) / 10}
    if o.ingest == "eventbridge":
        return {"EventBridge": BUS * chunks(o.kilobytes), "SQS": SQS * chunks(o.kilobytes)}
    return {
        "API Gateway": REST if o.ingest == "rest" else HTTP,
        "Lambda": function(BASE_MS + API_CALLS * CALL_MS, o),
        "SQS": SQS * chunks(o.kilobytes),
        "DynamoDB": 2 * READ + (event_units(o) + (1 if o.users else 0)) * WRITE,
        "Logs": lines(PUBLISH_METRICS + PLATFORM_LINES),
    }


def fanning_out(o):
    """USD per event from the events queue to the delivery queues."""
    # What came by the API is stored already: only its matches are noted.
    stored = o.ingest in ("rest", "http")
    writes = math.ceil(max(1, o.fan_out) / 1000) if stored else event_units(o) + (1 if o.users else 0)
    sends = math.ceil(o.fan_out / 10)
    billed = o.fan_out / 10 * chunks(10 * o.kilobytes) if o.fan_out >= 10 else chunks(o.fan_out * o.kilobytes)
    milliseconds = BASE_MS + CALL_MS * (1 + o.batch * (1 + sends))
    return {
        "SQS": SQS * (chunks(o.batch * o.kilobytes) + 1) / o.batch + SQS * billed + SQS_FAIR * o.fan_out,
        "DynamoDB": writes * WRITE + READ / o.batch,
        "Lambda": function(milliseconds, o) / o.batch,
        "Logs": lines(FANNED_LINE + (EMITTER_METRICS + PLATFORM_LINES) / o.batch),
    }


def delivering(o):
    """USD per attempt, the first one of a delivery."""
    milliseconds = BASE_MS + o.receiver_ms + CALL_MS * 3
    per_webhook = min(o.per_webhook, o.batch)
    metrics = DELIVERY_METRICS[0] / o.batch + DELIVERY_METRICS[1]
    return {
        "SQS": SQS * (chunks(o.batch * o.kilobytes) + 1) / o.batch,
        "DynamoDB": WRITE + 2 * WRITE / per_webhook,
        "Lambda": function(milliseconds, o) / o.batch,
        "Logs": lines(ATTEMPT_LINE + metrics + PLATFORM_LINES / o.batch),
        "Traffic out": (o.kilobytes * 1024 + REQUEST_HEADERS) / GB * EGRESS,
    }


def retrying(o):
    """USD per attempt after the first: it is sent again, and read first, because it may be a copy."""
    more = {"SQS": SQS * chunks(o.kilobytes) + SQS_FAIR, "DynamoDB": READ}
    first = delivering(o)
    return {name: first[name] + more.get(name, 0) for name in first}


def keeping(o):
    """USD for what is stored, once a month's traffic has lain there for the retention."""
    event = o.kilobytes + EVENT_MORE + ITEM
    kilobytes = o.events * (event + o.fan_out * RECORD)
    return {"DynamoDB": kilobytes * 1024 / GB * STORAGE * o.retention_days / DAYS}


def tracing(o):
    """USD for X-Ray's default rule, per function: one invocation of each second, and 5 % of the others."""
    if not o.tracing:
        return {}
    published = o.events if o.ingest in ("rest", "http") else 0
    delivered = o.events * o.fan_out * (1 + o.failing)
    traces = sum(sampled(n) for n in (published, o.events / o.batch, delivered / o.batch))
    return {"X-Ray": traces * TRACE}


def sampled(invocations):
    return min(invocations, SECONDS) + 0.05 * max(0, invocations - SECONDS)


def standing(o):
    """USD a month for a stack, whether it does something or not; metrics are charged when they are written."""
    metrics = BY_LANE * (1 + o.formats + PRIORITIES) + BY_STAGE if o.events else GAUGES
    tick = function(BASE_MS + TICK_CALLS * CALL_MS, o) + TICK_READS * READ + SQS
    tick += lines(GAUGE_METRICS + PLATFORM_LINES) + (TRACE if o.tracing else 0)
    return {
        "Alarms": ALARM * ALARM_METRICS,
        "Metrics": METRIC * metrics,
        "Dashboard": DASHBOARD if o.dashboard else 0,
        "Key of the alarms' topic": KEY,
        "Polling of empty queues": POLLS * MAPPINGS * SQS,
        "Secrets": SECRET * (OWN_SECRETS + (0 if o.secret_storage == "keyring" else o.webhooks)),
        "The minute's work": tick * MINUTES,
    }


def times(costs, n):
    return {name: value * n for name, value in costs.items()}


def parts(o):
    deliveries = o.events * o.fan_out
    return [
        ("Standing", standing(o)),
        (f"Publishing {o.events:,.0f} events by {o.ingest}", times(publishing(o), o.events)),
        ("Fan-out", times(fanning_out(o), o.events)),
        (f"Delivering, {deliveries:,.0f} first attempts", times(delivering(o), deliveries)),
        ("Retries", times(retrying(o), deliveries * o.failing)),
        (f"Keeping it {o.retention_days:g} days", keeping(o)),
        ("Tracing", tracing(o)),
    ]


def total(costs):
    return sum(costs.values())


def per_million(o):
    """USD per million deliveries, without what stands."""
    return sum(total(costs) for _, costs in parts(o)[1:]) / (o.events * o.fan_out) * MILLION


def report(o):
    print(f"{'USD a month':<46}")
    for title, costs in parts(o):
        if total(costs) == 0:
            continue
        print(f"{title:<46}{total(costs):>10.2f}")
        for name, value in sorted(costs.items(), key=lambda item: -item[1]):
            if value:
                print(f"    {name:<42}{value:>10.2f}")
    print(f"{'All of it':<46}{sum(total(costs) for _, costs in parts(o)):>10.2f}")
    if o.events * o.fan_out:
        print(f"{'Per million deliveries, without standing':<46}{per_million(o):>10.2f}")


def table():
    """The cases of docs/operations.md."""
    idle = ["--events", "0", "--webhooks", "0"]
    print("| standing, with no webhook and no event | USD a month |")
    print("|---|---|")
    for name, more in [
        ("as deployed", []),
        ("`-c dashboard=false`", ["--no-dashboard"]),
        ("`-c dashboard=false -c tracing=false`", ["--no-dashboard", "--no-tracing"]),
    ]:
        print(f"| {name} | {total(standing(arguments(idle + more))):.2f} |")
    print()
    print("| a million deliveries, on top of that | by library | by REST API | by HTTP API | by EventBridge |")
    print("|---|---|---|---|---|")
    for name, more in [
        ("events of 1 KB, one webhook each", []),
        ("the same, `-c tracing=false`", ["--no-tracing"]),
        ("the same, not kept: `RETENTION_DAYS=1`", ["--no-tracing", "--retention-days", "1"]),
        ("ten webhooks an event", ["--events", "1e5", "--fan-out", "10"]),
        ("little traffic: batches of one", ["--batch", "1", "--per-webhook", "1"]),
        ("receivers that take 5 s", ["--receiver-ms", "5000"]),
        ("a tenth tried twice", ["--failing", "0.1"]),
    ]:
        cells = [per_million(arguments(["--ingest", way] + more)) for way in ("library", "rest", "http", "eventbridge")]
        print(f"| {name} | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |")


def arguments(given=None):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--table", action="store_true", help="print the cases of docs/operations.md")
    p.add_argument("--events", type=amount, default=MILLION, help="published a month")
    p.add_argument("--fan-out", type=amount, default=1, help="webhooks that get each event, on average")
    p.add_argument("--ingest", choices=["library", "rest", "http", "eventbridge"], default="library")
    p.add_argument("--kilobytes", type=amount, default=1, help="of an event")
    p.add_argument("--users", action="store_true", help="events name a user_id: one more write each, for erasure")
    p.add_argument("--batch", type=at_least_one, default=10, help="messages that an invocation gets: 1 at low traffic, at most 10")
    p.add_argument("--per-webhook", type=at_least_one, default=3, help="of these, deliveries of one webhook")
    p.add_argument("--receiver-ms", type=amount, default=250, help="the slowest answer of a batch")
    p.add_argument("--failing", type=amount, default=0, help="attempts after the first, per delivery: 0.05 = 5 percent")
    p.add_argument("--memory", type=at_least_one, default=1024, help="MB of the functions")
    p.add_argument("--arch", choices=sorted(GB_SECOND), default="arm64")
    p.add_argument("--webhooks", type=amount, default=10, help="registered")
    p.add_argument("--formats", type=amount, default=1, help="in use")
    p.add_argument("--retention-days", type=amount, default=DAYS)
    p.add_argument("--secret-storage", choices=["secrets-manager", "keyring"], default="secrets-manager")
    p.add_argument("--no-dashboard", dest="dashboard", action="store_false")
    p.add_argument("--no-tracing", dest="tracing", action="store_false")
    return p.parse_args(given)


def amount(text):
    value = float(text)
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError("must be a number from 0")
    return value


def at_least_one(text):
    if not 1 <= amount(text):
        raise argparse.ArgumentTypeError("must be at least 1")
    return amount(text)


def main():
    o = arguments()
    if o.table:
        table()
    else:
        report(o)


if __name__ == "__main__":
    main()
