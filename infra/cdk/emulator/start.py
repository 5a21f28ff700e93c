"""Starts ministack with every Lambda invocation handed to one address, LAMBDA_FRONT.

By itself ministack asks each function's own environment where to hand invocations of Java to; that environment is what the
deployment has to set, so the test must not add to it. One defect that would stop the test is mended, and told in the log as
long as there is something to mend: gaps.csv lists it as MENDED.
"""

import os

from ministack.app import main
from ministack.services import lambda_svc, secretsmanager

front = os.environ["LAMBDA_FRONT"]
lambda_svc._proxy_url_for = lambda config: front

create_secret = secretsmanager._create_secret


def create_secret_with_token(data):
    """CreateSecret, whose ClientRequestToken "becomes the VersionId" (API reference of Secrets Manager)."""
    answer = create_secret(data)
    token = data.get("ClientRequestToken")
    versions = secretsmanager._secrets.get(data.get("Name"), {}).get("Versions", {})
    if token and len(versions) == 1 and token not in versions:
        versions[token] = versions.pop(next(iter(versions)))
        print("MENDED create-secret-token", flush=True)
    return answer


secretsmanager._create_secret = create_secret_with_token
main()
