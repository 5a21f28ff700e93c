"""What `sam local` would do with samconfig.toml, events/env.json and the synthesized templates. Run by .ci/check-sam."""

import json
import logging
import re
import sys
import zipfile
from pathlib import Path

from samcli.commands.local.invoke.cli import cli as invoke
from samcli.commands.local.lib.local_lambda import LocalLambdaRunner
from samcli.commands.local.start_api.cli import cli as start_api
from samcli.commands.local.start_lambda.cli import cli as start_lambda
from samcli.lib.config.samconfig import SamConfig
from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_function_provider import SamFunctionProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider
from samcli.local.apigw.route import Route

FUNCTIONS = ("Api", "Emitter", "Delivery", "Maintenance")
HANDLERS = "io.continuum.webhooks.lambda.function."
METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
SYNTHESIZED = Path("infra/cdk/target/templates")
TEMPLATE = Path("infra/cdk/cdk.out/Webhooks-local.template.json")
COMMANDS = {"invoke": invoke, "start-api": start_api, "start-lambda": start_lambda}

wrong = []


def expect(what, actual, wanted):
    if actual != wanted:
        wrong.append(f"{what}: {actual!r}, expected {wanted!r}")


def expect_true(what, holds):
    expect(what, bool(holds), True)


def stacks_of(folder, name):
    return SamLocalStackProvider.get_stacks(str(SYNTHESIZED / folder / name))[0]


def settings():
    """samconfig.toml has only options that the commands know, and files that are there."""
    config = SamConfig(".")
    expect_true("samconfig.toml is there", config.exists())
    for name, command in COMMANDS.items():
        given = config.get_all(["local", name], "parameters", "default")
        known = {parameter.name for parameter in command.params}
        expect(f"options of {name} that it does not have", set(given) - known - {"stack_name"}, set())
        expect(f"template of {name}", given["template_file"], str(TEMPLATE))
        expect_true(f"env_vars of {name} is a file", Path(given["env_vars"]).is_file())
    expect_true("the template is one that CDK writes", (SYNTHESIZED / "local" / TEMPLATE.name).is_file())
    return config.get_all(["local", "invoke"], "parameters", "default")


def functions(stacks, values):
    """Each is found by its construct id, can start, and gets what env.json sets."""
    provider = SamFunctionProvider(stacks)
    runner = LocalLambdaRunner(None, provider, ".", ".", aws_region="us-east-1", env_vars_values=values)
    for name in FUNCTIONS:
        function = provider.get(name)
        expect_true(f"{name} is found by its construct id", function)
        if not function:
            continue
        expect(f"handler of {name}", function.handler, HANDLERS + name)
        expect(f"runtime of {name}", function.runtime, "java25")
        with zipfile.ZipFile(function.codeuri) as code:
            libraries = [entry for entry in code.namelist() if entry.startswith("lib/") and entry.endswith(".jar")]
        expect_true(f"code of {name} has libraries", len(libraries) > 10)
        declared = function.environment["Variables"]
        expect(f"variables that {name} does not declare, so that SAM drops them", set(values["Parameters"]) - set(declared), set())
        resolved = runner._make_env_vars(function).resolve()
        for variable, value in values["Parameters"].items():
            expect(f"{variable} of {name}", resolved.get(variable), value)
        unresolved = [variable for variable, value in resolved.items() if not isinstance(value, str)]
        expect(f"variables of {name} that are no text", unresolved, [])
    return provider


def routes(stacks, provider, paths):
    """Every path of the API leads to Api, through the alias."""
    found = ApiProvider(stacks).routes
    expect("paths", {route.path for route in found}, paths)
    for route in found:
        function = provider.get(route.function_name)
        expect(f"function of {route.path}", function and function.function_id, "Api")
        if route.event_type == Route.API:
            expect_true(f"methods of {route.path}", METHODS <= set(route.methods))


def commands():
    """Every `sam` line of the page names a function and a file that exist, and leaves the template to samconfig.toml."""
    lines = re.findall(r"\bsam local ([\w-]+)([^\n|#]*)", Path("events/README.md").read_text())
    expect_true("the page has commands", {"invoke", "start-api"} <= {command for command, _ in lines})
    for command, rest in lines:
        expect_true(f"sam local {command} is a command", command in COMMANDS)
        words = rest.strip(" `.").split()
        expect_true(f"sam local {command} {rest} takes the template of samconfig.toml", "-t" not in words)
        if command == "invoke" and words:
            expect_true(f"{words[0]} is a function", words[0] in FUNCTIONS)
            event = words[words.index("-e") + 1]
            expect_true(f"{event} is there", event == "-" or Path(event).is_file())


def main():
    logging.disable(logging.WARNING)  # It warns of every resource that is no function.
    values = json.loads(Path(settings()["env_vars"]).read_text())
    local = stacks_of("local", TEMPLATE.name)
    provider = functions(local, values)
    routes(local, provider, {"/", "/{proxy+}"})
    http = stacks_of("http", "Webhooks-dev.template.json")
    routes(http, SamFunctionProvider(http), {"$default"})
    commands()
    for line in wrong:
        print(line, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
