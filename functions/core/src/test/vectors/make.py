"""Makes the vectors whose expected values other languages know: run once, results are committed.

    python3 make.py <folder of the seed documents>

Signatures come from Python's hmac, canonical JSON and numbers from Node (RFC 8785 is defined by ECMAScript's
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


if __name__ == "__main__":
    canonical("seed-documents.json", seed_documents(sys.argv[1]))
    doubles()
    signatures()
