"""Receive deliveries with FastAPI. Run it with:

    pip install -r requirements.txt
    WEBHOOK_SECRET=whs_... uvicorn fastapi_receiver:app --port 3000

WEBHOOK_SECRET is the webhook's secret, or its public key (whpk_...) if it signs with Ed25519; during a rotation the new
and the old one, separated by a comma. For a webhook of the format cloudevents-binary set WEBHOOK_FORMAT to that name.
"""

import json
import os

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.concurrency import run_in_threadpool

from verify_webhook import Inbox, InvalidSignature, check_keys, event_type, verify_delivery

KEYS = [key for key in os.environ.get("WEBHOOK_SECRET", "").split(",") if key]
try:
    check_keys(KEYS)
except ValueError as error:
    raise SystemExit("WEBHOOK_SECRET: %s" % error) from None
BINARY = os.environ.get("WEBHOOK_FORMAT") == "cloudevents-binary"

# More than the largest delivery has.
MAX_BODY = 1 << 20

app = FastAPI()
inbox = Inbox()


def act_upon(type_, event):
    """What you do with an event. Raise to have it delivered again."""
    print("received", type_, flush=True)


async def read(request):
    """Return the raw body, or None as soon as it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)


@app.exception_handler(Exception)
async def failed(request, error):
    # The server logs the error after this answer.
    return PlainTextResponse("try again", status_code=500)


@app.post("/webhooks")
async def receive(request: Request):
    body = await read(request)
    if body is None:
        return PlainTextResponse("body too large", status_code=413)
    try:
        delivery_id = verify_delivery(request.headers, body, KEYS)
    except InvalidSignature as error:
        print("refused:", error, flush=True)
        return JSONResponse({"error": "Invalid signature"}, status_code=401)

    def work():
        event = json.loads(body)
        act_upon(event_type(request.headers, event, BINARY), event)

    # What work() raises is answered with 500.
    outcome = await run_in_threadpool(inbox.once, delivery_id, work)
    if outcome == "busy":
        return JSONResponse({"status": outcome}, status_code=503, headers={"Retry-After": "1"})
    return {"status": outcome}
