"""Receive deliveries with FastAPI. Run it with:

    pip install -r requirements.txt
    WEBHOOK_SECRET=whs_... uvicorn fastapi_receiver:app --port 3000

During a rotation WEBHOOK_SECRET holds the new and the old secret, separated by a comma.
"""

import json
import os

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from verify_webhook import InvalidSignature, Seen, verify_delivery

SECRETS = [secret for secret in os.environ["WEBHOOK_SECRET"].split(",") if secret]
if not SECRETS:
    raise SystemExit("WEBHOOK_SECRET is empty")

app = FastAPI()
seen = Seen()


def act_upon(event):
    """What you do with an event. Raise to have it delivered again."""
    print("received", event.get("event") or event.get("type"), flush=True)


@app.post("/webhooks")
async def receive(request: Request):
    body = await request.body()
    try:
        delivery_id = verify_delivery(request.headers, body, SECRETS)
    except InvalidSignature as error:
        print("refused:", error, flush=True)
        return JSONResponse({"error": "Invalid signature"}, status_code=401)
    if not seen.first_time(delivery_id):
        return {"status": "duplicate"}
    try:
        await run_in_threadpool(act_upon, json.loads(body))
    except BaseException:  # a cancelled request too
        seen.forget(delivery_id)
        raise
    return {"status": "received"}
