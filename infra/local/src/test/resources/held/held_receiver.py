"""examples/fastapi_receiver.py with a handler that ends when, and as, a line on standard input says."""

import sys

import fastapi_receiver


def held(type_, event):
    print("handling", type_, flush=True)
    if sys.stdin.readline().strip() == "fail":
        raise RuntimeError("as told")


fastapi_receiver.act_upon = held
app = fastapi_receiver.app
