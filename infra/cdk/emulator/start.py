"""Starts ministack with every Lambda invocation handed to one address, LAMBDA_FRONT.

By itself ministack asks each function's own environment where to hand invocations of Java to; that environment is what the
deployment has to set, so the test must not add to it.
"""

import os

from ministack.app import main
from ministack.services import lambda_svc

front = os.environ["LAMBDA_FRONT"]
lambda_svc._proxy_url_for = lambda config: front
main()
