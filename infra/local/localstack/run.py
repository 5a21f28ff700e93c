#!/usr/bin/env python3
"""LocalStack community 4.14.0 on this machine: no Docker, no token, no account.

    infra/local/localstack/run.py                starts it, prints READY, ends with Ctrl-C
    infra/local/localstack/run.py COMMAND ...    starts it, runs COMMAND with AWS_ENDPOINT_URL set, stops it,
                                                 and ends with COMMAND's exit code

Needs Python 3.13 or newer somewhere on the machine, Maven, and a JDK 17 or newer. The first start takes a minute more: it installs the pinned
packages of requirements.txt into a folder of their own (LOCALSTACK_VENV; default ~/.cache/continuum-webhooks).
LOCALSTACK_PORT chooses the port (default 4566; 0 = any free one). Everything else, the log too, is in target/localstack.
"""

import hashlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements.txt"
ROOT = HERE.parent / "target" / "localstack"
LOG = ROOT / "localstack.log"

OLDEST_PYTHON = (3, 13)
SERVICES = ("sqs", "dynamodb", "secretsmanager")
READY_SECONDS = 180
STOP_SECONDS = 30

# LocalStack would download a DynamoDB and a Java for it. What Maven has resolved stands in their places.
JAVA = """#!/bin/sh
# LocalStack calls: java -Xmx... -javaagent:... -jar DynamoDBLocal.jar -port N -inMemory
while [ "$1" != -jar ]; do shift; done
shift 2
exec '{java}' -Xmx512m --enable-native-access=ALL-UNNAMED -cp '{classpath}' \\
  software.amazon.dynamodb.services.local.main.ServerRunner "$@"
"""


def fail(message):
    sys.exit(f"localstack: {message}")


def newer_python():
    """Returns a Python that can run LocalStack: this one, or one beside it."""
    beside = sorted(pathlib.Path.home().glob(".pyenv/versions/3.1[34]*/bin/python3"))
    for candidate in (sys.executable, "python3.13", "python3.14", *beside):
        # Asked to run, because a name on the path may be a shim without anything behind it.
        check = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
        try:
            if subprocess.run([candidate, "-c", check], capture_output=True).returncode == 0:
                return candidate
        except FileNotFoundError:
            continue
    return fail("LocalStack 4.14.0 needs Python 3.13 or newer")


def python():
    """Returns the Python of a folder that has the pinned packages, made where it is missing or older than the pins."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "continuum-webhooks"
    folder = pathlib.Path(os.environ.get("LOCALSTACK_VENV") or cache / "localstack")
    pins = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    installed = folder / "installed"
    if not (installed.exists() and installed.read_text() == pins):
        print(f"localstack: installing into {folder}", file=sys.stderr, flush=True)
        subprocess.run([newer_python(), "-m", "venv", "--clear", folder], check=True)
        subprocess.run(
            [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile",
             "--no-deps", "--requirement", REQUIREMENTS],
            check=True)
        installed.write_text(pins)
    return folder / "bin" / "python"


def java():
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    return found or fail("no java found: set JAVA_HOME")


def place_dynamodb():
    libraries = ROOT / "var" / "lib" / "localstack" / "lib"
    classpath = ROOT / "dynamodb.classpath"
    subprocess.run(
        ["mvn", "-B", "-q", "-f", HERE / "pom.xml", "dependency:build-classpath",
         "-Dmdep.includeScope=runtime", f"-Dmdep.outputFile={classpath}"],
        check=True)
    marker = libraries / "dynamodb-local" / "2" / "DynamoDBLocal.jar"
    launcher = libraries / "java" / "21" / "bin" / "java"
    for file in (marker, launcher):
        file.parent.mkdir(parents=True, exist_ok=True)
    marker.touch()
    launcher.write_text(JAVA.format(java=java(), classpath=classpath.read_text().strip()))
    launcher.chmod(0o755)


def port():
    asked = int(os.environ.get("LOCALSTACK_PORT") or 4566)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", asked))
        except OSError:
            fail(f"port {asked} is taken: set LOCALSTACK_PORT to another, or to 0")
        return probe.getsockname()[1]


def environment(listen):
    """What LocalStack gets: the user's environment without any AWS, LocalStack or Python setting."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("AWS_", "LOCALSTACK_", "PYTHON", "DYNAMODB_", "SQS_"))}
    return kept | {
        "GATEWAY_LISTEN": f"127.0.0.1:{listen}",
        "SERVICES": ",".join(SERVICES),
        # Else the first request to each service waits for its start.
        "EAGER_SERVICE_LOADING": "1",
        "PROVIDER_OVERRIDE_DYNAMODB": "v2",
        "DYNAMODB_IN_MEMORY": "1",
        "DNS_ADDRESS": "0",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DISABLE_EVENTS": "1",
        # In a container of somebody else's it would take itself for its own image and write to /var/lib.
        "OVERRIDE_IN_DOCKER": "0",
        "FILESYSTEM_ROOT": str(ROOT),
        "XDG_CACHE_HOME": str(ROOT / "cache"),
    }


def await_health(server, endpoint):
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            fail(f"ended with {server.returncode}: see {LOG}")
        try:
            with urllib.request.urlopen(f"{endpoint}/_localstack/health", timeout=5) as answer:
                states = json.load(answer)["services"]
            # A service that could not be loaded is no reason for LocalStack not to start.
            missing = [name for name in SERVICES if states.get(name) not in ("running", "available")]
            if missing:
                fail(f"{', '.join(missing)} did not start: see {LOG}")
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    fail(f"does not answer within {READY_SECONDS} s: see {LOG}")


def stop(server):
    """Ends it and the DynamoDB it started: both are in a process group of their own."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    server.wait()


def main(command):
    if command and command[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    if command and shutil.which(command[0]) is None:
        sys.exit(f"{command[0]}: there is no such command")
    ROOT.mkdir(parents=True, exist_ok=True)
    interpreter = python()
    place_dynamodb()
    listen = port()
    endpoint = f"http://127.0.0.1:{listen}"
    with open(LOG, "wb") as log:
        server = subprocess.Popen(
            [interpreter, "-m", "localstack.runtime.main"],
            cwd=ROOT, env=environment(listen), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    try:
        await_health(server, endpoint)
        print(f"READY {endpoint}", flush=True)
        if not command:
            return server.wait()
        # Credentials that no account accepts take the place of the user's.
        test = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        test |= {"AWS_ENDPOINT_URL": endpoint, "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
                 "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
        return subprocess.run(command, env=test).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        stop(server)


if __name__ == "__main__":
    # A build that is stopped stops this as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
