package io.continuum.webhooks.local.deployment;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The CDK command line that infra/cdk pins, as its users type it, with an emulator for AWS. */
record Cdk(URI endpoint) {
    private static final Path FOLDER = Path.of("../cdk").toAbsolutePath().normalize();

    /** Installs the pinned command line. */
    void install() {
        Commands.run(FOLDER, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund"))
                .wellDone();
    }

    /** Synthesizes the app; the zip was built by the same run of Maven as this test, so it is not built again. */
    Commands.Ended synthesize(Path out, Map<String, String> context) {
        List<String> more = new ArrayList<>(List.of("--quiet", "--output", out.toString()));
        context.forEach((name, value) -> more.addAll(List.of("--context", name + "=" + value)));
        return cdk("synth", more);
    }

    Commands.Ended bootstrap(Path assembly) {
        return cdk("bootstrap", List.of("--app", assembly.toString()));
    }

    Commands.Ended deploy(Path assembly, Path outputs) {
        return cdk(
                "deploy",
                List.of(
                        "--app",
                        assembly.toString(),
                        "--require-approval",
                        "never",
                        "--progress",
                        "events",
                        "--outputs-file",
                        outputs.toString()));
    }

    Commands.Ended destroy(Path assembly) {
        return cdk("destroy", List.of("--app", assembly.toString(), "--force"));
    }

    private Commands.Ended cdk(String command, List<String> more) {
        List<String> all = new ArrayList<>(List.of("npx", "--no-install", "cdk", command, "--build", "true"));
        all.addAll(more);
        return Commands.run(
                        FOLDER,
                        Map.of(
                                "AWS_ENDPOINT_URL", endpoint.toString(),
                                "AWS_ACCESS_KEY_ID", "test",
                                "AWS_SECRET_ACCESS_KEY", "test",
                                "AWS_REGION", "us-east-1",
                                "AWS_EC2_METADATA_DISABLED", "true",
                                "CDK_DISABLE_CLI_TELEMETRY", "true",
                                "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "1",
                                "JSII_DEPRECATED", "quiet",
                                "NO_COLOR", "1"),
                        all)
                .wellDone();
    }
}
