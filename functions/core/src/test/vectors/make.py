"""Makes the vectors whose expected values other languages know: run once, results are committed.

    python3 make.py <folder of the seed documents>

Signatures come from Python's hmac and cryptography, canonical JSON and numbers from Node (RFC 8785 is defined by ECMAScript's
JSON.stringify). Nothing here runs in a build.
"""

import base64
import glob
import hashlib
import hmac
import json
import os
import random
import re
import struct
import subprocess
import sys

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "vectors")

CANONICALIZE = """
const canonical = v => Array.isArray(v) ? '[' + v.map(canonical).join(',') + ']'
    : v !== null && typeof v === 'object'
        ? '{' + Object.keys(v).sort().map(k => JSON.stringify(k) + ':' + canonical(v[k])).join(',') + '}'
        : JSON.stringify(v);
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map(t => canonical(JSON.parse(t)))));
"""

FORMAT_DOUBLES = """
const view = new DataView(new ArrayBuffer(8));
for (const bits of require('fs').readFileSync(0, 'utf8').trim().split('\\n')) {
    view.setBigUint64(0, BigInt('0x' + bits));
    console.log(bits + ',' + String(view.getFloat64(0)));
}
"""


def node(script, text):
    return subprocess.run(["node", "-e", script], input=text, capture_output=True, text=True, check=True).stdout


def write(name, text):
    with open(os.path.join(OUT, name), "w", encoding="utf-8") as file:
        file.write(text)


def write_json(name, cases):
    write(name, "[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")


def seed_documents(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        text = open(path, encoding="utf-8").read()
        for block in re.finditer(r"^ *```json\n(.*?)^ *```", text, re.S | re.M):
            line = text[: block.start()].count("\n") + 1
            try:
                json.loads(block.group(1))
            except ValueError:
                continue  # two blocks with a comment or an ellipsis in them
            yield "%s line %d" % (os.path.basename(path)[:3], line), block.group(1)


def canonical(name, documents):
    documents = list(documents)
    results = json.loads(node(CANONICALIZE, json.dumps([text for _, text in documents])))
    write_json(name, [dict(name=n, text=t, canonical=c) for (n, t), c in zip(documents, results)])


def doubles():
    rng = random.Random(8785)
    values = set()
    while len(values) < 1200:  # any bits that are not infinite or NaN
        value = rng.getrandbits(64)
        if (value >> 52) & 0x7FF != 0x7FF:
            values.add(value)
    bits = lambda x: struct.unpack(">Q", struct.pack(">d", x))[0]
    while len(values) < 1500:  # what people write
        values.add(bits(round(rng.uniform(-1e6, 1e6), rng.randrange(8))))
    values |= set(range(1, 101))  # the smallest there are
    values |= {bits(float("1e%d" % e)) for e in range(-40, 41)}
    values |= {bits(2.0**e) for e in range(-80, 81)}
    while len(values) < 2000:  # around 2^53
        values.add(bits(float(2**53 + rng.randrange(-(2**20), 2**20))))
    lines = "\n".join("%016x" % value for value in sorted(values))
    write("es-numbers.csv", "bits,text\n" + node(FORMAT_DOUBLES, lines))


def signatures():
    rng = random.Random(2002)
    bodies = [
        '{"data":{},"event":"memory.created","tenant_id":"user_123","timestamp":"2025-12-06T12:00:00Z"}',
        '{"data":{"concept":"Verschränkung €😀"},"event":"concept.discovered"}',
        "{}",
        '{"data":{"content_preview":"' + "x" * 2000 + '"}}',
    ]
    secrets = [
        "whs_" + base64.urlsafe_b64encode(rng.randbytes(32)).decode().rstrip("="),
        "whsec_" + base64.b64encode(rng.randbytes(24)).decode(),
        "whsec_1234567890abcdef",  # seed 003: base64, but of 12 bytes only
        "whsec_not base64 at all!",
        "your-webhook-secret",  # seed 003
        "clé secrète ☂ ünïcode",
        "sixteen-bytes-ok",
    ]
    cases = []
    for index, (secret, body) in enumerate((s, b) for s in secrets for b in bodies):
        at = 1765022400 + index * 977
        delivery = "dlv_%026d" % (index * 31)
        raw = secret.encode()
        key = raw
        if secret.startswith("whsec_"):
            try:
                decoded = base64.b64decode(secret[6:], validate=True)
                key = decoded if len(decoded) >= 16 else raw
            except ValueError:
                pass
        mac = lambda k, m: hmac.new(k, m, hashlib.sha256)
        cases.append(
            dict(
                secret=secret,
                delivery=delivery,
                at=at,
                body=body,
                body_hex=mac(raw, body.encode()).hexdigest(),
                continuum=mac(raw, ("%d.%s" % (at, body)).encode()).hexdigest(),
                standard="v1,"
                + base64.b64encode(mac(key, ("%s.%d.%s" % (delivery, at, body)).encode()).digest()).decode(),
                standard_secret="whsec_" + base64.b64encode(key).decode(),
            )
        )
    write_json("signatures.json", cases)


JAVASCRIPT_ORDER = """
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map(t => JSON.stringify(JSON.parse(t)))));
"""


def javascript_order():
    texts = [
        '{"b":1,"a":2,"10":3,"9":4}',
        '{"data":{"2":{"z":[{"1":0,"a":0,"-1":0,"0":0}],"01":1,"1.5":2},"10":null},"id":"x"}',
        '{"4294967294":1,"4294967295":2,"4294967296":3,"99999999999":4,"0":5,"00":6,"1e3":7,"":8}',
        '{"\u0663":1,"3":2,"\u20ac":3,"":4," 1":5,"1 ":6}',
        '[{"7":"7","6":"6"},"{\\"1\\":2}",{"text":"{\\"0"}]',
        '{"a":{"b":{"c":{}}}}',
    ]
    sorted_texts = json.loads(node(CANONICALIZE, json.dumps(texts)))
    results = json.loads(node(JAVASCRIPT_ORDER, json.dumps(sorted_texts)))
    write_json("javascript-order.json", [dict(canonical=c, javascript=j) for c, j in zip(sorted_texts, results)])


def formats():
    """What each format sends, computed without looking at the Java code."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    at, at_text = 1765022406, "2025-12-06T12:00:06.789Z"
    delivery = "dlv_01kbsrgzg0rw2jhbpadhe0c895"
    webhook = "01jef0000000000000000000zz"
    end, later, always = "2025-12-07T12:00:00Z", "2025-12-07T12:00:00Z", "-1000000000-01-01T00:00:00Z"
    never = "+1000000000-12-31T23:59:59.999999999Z"
    mac = lambda key, message: hmac.new(key, message.encode(), hashlib.sha256)
    b64 = lambda octets: base64.b64encode(octets).decode()
    compact = lambda value: json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def key_pair(number):
        private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return private, "whsk_" + b64(bytes([number]) * 32 + public)

    def derived(secret):
        return mac(secret.encode(), "continuum-signing").digest()

    def standard(secrets, body, signing="hmac", raw=False):
        values = []
        for one in secrets:
            message = "%s.%d.%s" % (delivery, at, body)
            if signing == "ed25519" and "pair" in one:
                values.append("v1a," + b64(key_pair(one["pair"])[0].sign(message.encode())))
            else:
                secret = one["secret"]
                key = derived(secret) if raw else secret.encode()
                if not raw and secret.startswith("whsec_"):
                    key = base64.b64decode(secret[6:])
                values.append("v1," + b64(mac(key, message).digest()))
        return [
            ["webhook-id", delivery],
            ["webhook-timestamp", str(at)],
            ["webhook-signature", " ".join(values)],
        ]

    def own(header, secrets, message, lead=0, raw=False):
        key = lambda one: derived(one["secret"]) if raw else one["secret"].encode()
        values = [mac(key(one), message).hexdigest() for one in secrets]
        first = values.pop(lead)
        return [[header, first]] + ([[header + "-Alternate", " ".join(values)]] if values else [])

    def begin(media="application/json", agent="Continuum-Webhooks/1.0"):
        return [["Content-Type", media], ["User-Agent", agent]]

    secret = lambda value, leads=always, until=never, **more: dict(
        secret=value, leads_from=leads, valid_until=until, **more
    )
    one = [secret("whs_0123456789abcdef0123456789abcdef")]
    lano = [secret("whsec_" + b64(b"thirty-two bytes are one secret!"))]
    bot = [secret("your-signing-secret")]
    created = dict(
        tenant="user_123",
        id="evt_01kbsrgzg0aaaaaaaaaaaaaaaa",
        type="memory.created",
        timestamp="2025-12-06T12:00:00Z",
        data={"memory_id": "mem_abc123", "importance": 0.85, "user_id": "user_123", "concepts": ["AI", "Bewußtsein"]},
    )
    cases = []

    def case(name, format, event, body, headers, secrets, signing="hmac", raw=False, attempt=1):
        text = body if isinstance(body, str) else compact(body)
        secrets = [dict(s, key=key_pair(s["pair"])[1]) if "pair" in s else s for s in secrets]
        event = dict(event, data=compact(event["data"]))
        cases.append(
            dict(name=name, format=format, event=event, webhook=webhook, delivery=delivery, attempt=attempt, at=at_text,
                 secrets=secrets, signing=signing, raw=raw, body=text, headers=headers(text))
        )  # fmt: skip

    continuum_body = {k: created[v] for k, v in dict(event="type", timestamp="timestamp", data="data").items()}
    continuum_body["tenant_id"] = "user_123"

    def continuum_headers(secrets, lead=0, signing="hmac"):
        return lambda body: (
            begin(agent="CONTINUUM-Webhooks/1.0")
            + own("X-Continuum-Signature", secrets, "%d.%s" % (at, body), lead)
            + [
                ["X-Continuum-Timestamp", str(at)],
                ["X-Continuum-Event", "memory.created"],
                ["X-Continuum-Delivery", delivery],
            ]
            + standard(secrets, body, signing)
        )

    case("continuum", "continuum", created, continuum_body, continuum_headers(one), one)
    now = [secret("new-secret-of-2025", at_text), secret("old-secret-of-2024", until=end)]
    case("continuum, rotated, new one leads", "continuum", created, continuum_body, continuum_headers(now), now)
    at_end = [secret("new-secret-of-2025", later), secret("old-secret-of-2024", until=end)]
    case("continuum, old one leads", "continuum", created, continuum_body, continuum_headers(at_end, 1), at_end)
    three = now + [secret("older-secret-of-2023", until=end)]
    case("continuum, three secrets", "continuum", created, continuum_body, continuum_headers(three), three)
    over = [secret("new-secret-of-2025", always), secret("old-secret-of-2024", until=at_text)]
    case("continuum, the old one ended", "continuum", created, continuum_body, continuum_headers(over[:1]), over)
    pairs = [secret("new-secret-of-2025", at_text, pair=1), secret("old-secret-of-2024", until=end)]
    case("continuum, from hmac to ed25519", "continuum", created, continuum_body,
         continuum_headers(pairs, signing="ed25519"), pairs, signing="ed25519")  # fmt: skip
    case("continuum, a pair that is not used", "continuum", created, continuum_body, continuum_headers(pairs), pairs)

    def lanonasis_headers(secrets, event, lead=0):
        return lambda body: (
            begin(agent="Lanonasis-Webhooks/1.0")
            + own("X-Lanonasis-Signature", secrets, body, lead)
            + [["X-Lanonasis-Event", event], ["X-Lanonasis-Delivery", delivery]]
            + standard(secrets, body)
        )

    # Seed 003, "Event Payload Structure".
    memory = {
        "object": "memory",
        "id": "mem_1234567890abcdef",
        "content": "Memory content",
        "metadata": {"user_id": "user123", "category": "note"},
        "tags": ["important", "work"],
        "created_at": "2024-01-15T10:30:00Z",
    }
    seed_003 = dict(tenant="lano", id="event_1234567890abcdef", type="memory.created",
                    timestamp="2024-01-15T10:30:00Z", data=memory)  # fmt: skip
    body_003 = dict(id="event_1234567890abcdef", type="memory.created", created="2024-01-15T10:30:00Z", data=memory,
                    webhook_id="webhook_" + webhook, attempt=1, livemode=True)  # fmt: skip
    case("lanonasis, seed 003", "lanonasis", seed_003, body_003, lanonasis_headers(lano, "memory.created"), lano)
    numbered = dict(tenant="lano", id="evt_01kbsrgzg0aaaaaaaaaaaaaaaa", type="memory_searched", livemode=False,
                    timestamp="2024-01-15T10:30:00.999Z", data={"10": 1, "9": {"b": 1, "01": 2, "1": 3}, "a": 0})  # fmt: skip
    case("lanonasis, keys as JavaScript orders them", "lanonasis", numbered,
         '{"attempt":3,"created":"2024-01-15T10:30:00Z","data":{"9":{"1":3,"01":2,"b":1},"10":1,"a":0},'
         '"id":"event_01kbsrgzg0aaaaaaaaaaaaaaaa","livemode":false,"type":"search.performed",'
         '"webhook_id":"webhook_%s"}' % webhook,
         lanonasis_headers(lano, "search.performed"), lano, attempt=3)  # fmt: skip
    case("lanonasis, old one leads", "lanonasis", seed_003, body_003,
         lanonasis_headers(at_end, "memory.created", 1), at_end)  # fmt: skip

    def bot_headers(secrets, raw=False, lead=0):
        return lambda body: (
            begin()
            + own("X-Webhook-Signature", secrets, body, lead, raw)
            + ([["X-Webhook-Secret", secrets[lead]["secret"]]] if raw else [])
            + standard(secrets, body, raw=raw)
        )

    # Seed 004, "Payload Structure".
    data_004 = {"memory_id": "mem_456", "content": "User prefers morning meetings", "category": "preference"}
    seed_004 = dict(tenant="default", id="evt_1", type="memory_added", timestamp="2024-01-15T10:30:00.123456Z",
                    data=data_004, user="user123", request="req_789")  # fmt: skip
    body_004 = {
        "event": "memory_added",
        "user_id": "user123",
        "data": data_004,
        "timestamp": "2024-01-15T10:30:00.123456",
        "source": "markdown-brain-bot",
        "bot_version": "1.0.0",
        "request_id": "req_789",
    }
    case("brain-bot, seed 004", "brain-bot", seed_004, body_004, bot_headers(bot), bot)
    case("brain-bot, raw secret", "brain-bot", seed_004, body_004, bot_headers(bot, True), bot, raw=True)
    case("brain-bot, raw secret, old one leads", "brain-bot", seed_004, body_004,
         bot_headers(at_end, True, 1), at_end, raw=True)  # fmt: skip
    bare = {k: v for k, v in seed_004.items() if k not in ("user", "request")}
    bare.update(type="memory.deleted", timestamp="2024-01-15T10:30:00Z")
    body_bare = dict(body_004, user_id=None, request_id="evt_1", event="memory_deleted",
                     timestamp="2024-01-15T10:30:00.000000")  # fmt: skip
    case("brain-bot, without user and request", "brain-bot", bare, body_bare, bot_headers(bot), bot)

    times = dict(created, timestamp="2025-12-06T12:00:00.123456Z")
    standard_body = dict(type="memory.created", timestamp="2025-12-06T12:00:00.123Z", data=created["data"])
    case("standard", "standard", times, standard_body, lambda b: begin() + standard(lano, b), lano)
    key = [secret("whs_0123456789abcdef0123456789abcdef", pair=2)]
    case("standard, ed25519", "standard", times, standard_body,
         lambda b: begin() + standard(key, b, "ed25519"), key, signing="ed25519")  # fmt: skip
    keys = [secret("new-secret-of-2025", at_text, pair=1), secret("old-secret-of-2024", until=end, pair=2)]
    case("standard, two pairs", "standard", times, standard_body,
         lambda b: begin() + standard(keys, b, "ed25519"), keys, signing="ed25519")  # fmt: skip

    attributes = dict(specversion="1.0", id=created["id"], source="/tenants/user_123", type="memory.created",
                      time="2025-12-06T12:00:00.123Z")  # fmt: skip
    structured = dict(attributes, datacontenttype="application/json", data=created["data"])
    case("cloudevents", "cloudevents", times, structured,
         lambda b: begin("application/cloudevents+json") + standard(one, b), one)  # fmt: skip
    case("cloudevents-binary", "cloudevents-binary", times, created["data"],
         lambda b: begin() + [["ce-" + k, v] for k, v in attributes.items()] + standard(one, b), one)  # fmt: skip

    alert = dict(
        tenant="acme", id="evt_1", type="quota.exceeded", timestamp="2025-12-06T12:00:00Z", priority="high", user="u_<1>",
        data={"limit": 100, "tags": ["a", "b"], "note": "R&D *at* <!channel> @here", "nested": {"x": 1}, "gone": None,
              "url": "https://app.example/quota?a=1&b=2"})  # fmt: skip
    plain = dict(tenant="acme", id="evt_1", type="custom.done", timestamp="2025-12-06T12:00:00Z", priority="low", data={})
    mrkdwn = lambda text: dict(type="mrkdwn", text=text, verbatim=True)
    date = "<!date^1765022400^{date_short_pretty} {time_secs}|2025-12-06T12:00:00.000Z>"
    context = dict(type="context", elements=[mrkdwn("acme · evt_1 · " + date)])
    slack_fields = [
        mrkdwn("*user_id*\nu_&lt;1&gt;"),
        mrkdwn("*limit*\n100"),
        mrkdwn('*nested*\n{"x":1}'),
        mrkdwn("*note*\nR&amp;D *at* &lt;!channel&gt; @here"),
        mrkdwn("*tags*\na, b"),
    ]
    case("slack", "slack", alert,
         dict(text="*<https://app.example/quota?a=1&amp;b=2|quota.exceeded>*",
              attachments=[dict(color="#E01E5A", fallback="quota.exceeded",
                                blocks=[dict(type="section", fields=slack_fields), context])]),
         lambda b: begin(), one)  # fmt: skip
    case("slack, nothing to show", "slack", plain,
         dict(text="*custom.done*", attachments=[dict(color="#9E9E9E", fallback="custom.done", blocks=[context])]),
         lambda b: begin(), one)  # fmt: skip
    field = lambda name, value: dict(name=name, value=value, inline=True)
    case("discord", "discord", alert,
         dict(allowed_mentions=dict(parse=[]),
              embeds=[dict(title="quota.exceeded", url="https://app.example/quota?a=1&b=2", color=0xE01E5A,
                           timestamp="2025-12-06T12:00:00.000Z", footer=dict(text="acme · evt_1"),
                           fields=[field("user\\_id", "u\\_<1\\>"), field("limit", "100"),
                                   field("nested", '{"x":1}'), field("note", "R&D \\*at\\* <!channel\\> @here"),
                                   field("tags", "a, b")])]),
         lambda b: begin(), one)  # fmt: skip
    case("discord, nothing to show", "discord", plain,
         dict(allowed_mentions=dict(parse=[]),
              embeds=[dict(title="custom.done", color=0x9E9E9E, timestamp="2025-12-06T12:00:00.000Z", fields=[],
                           footer=dict(text="acme · evt_1"))]),
         lambda b: begin(), one)  # fmt: skip
    write_json("formats.json", cases)


if __name__ == "__main__":
    canonical("seed-documents.json", seed_documents(sys.argv[1]))
    doubles()
    signatures()
    javascript_order()
    formats()
