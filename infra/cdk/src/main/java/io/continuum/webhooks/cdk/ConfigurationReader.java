package io.continuum.webhooks.cdk;

import io.continuum.webhooks.cdk.Configuration.Compute;
import io.continuum.webhooks.cdk.Configuration.Concurrency;
import io.continuum.webhooks.cdk.Configuration.Development;
import io.continuum.webhooks.cdk.Configuration.Edge;
import io.continuum.webhooks.cdk.Configuration.Front;
import io.continuum.webhooks.cdk.Configuration.Intake;
import io.continuum.webhooks.cdk.Configuration.Operations;
import io.continuum.webhooks.cdk.Configuration.Pollers;
import io.continuum.webhooks.cdk.Configuration.Restored;
import io.continuum.webhooks.cdk.Configuration.Settings;
import io.continuum.webhooks.cdk.Configuration.Size;
import io.continuum.webhooks.cdk.Configuration.Sizes;
import io.continuum.webhooks.cdk.Configuration.Stage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link Configuration}: every name of the context and what is allowed for it. */
final class ConfigurationReader {
    private static final int ANY = Integer.MAX_VALUE;

    /** It is part of names of secrets and of the stack. */
    private static final Pattern STAGE = Pattern.compile("[a-z][a-z0-9-]{0,19}");

    /** DynamoDB's names: no ARN, because functions look for it in their own account and region. */
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

    private static final Pattern API = Pattern.compile("rest|http");
    private static final Pattern ARCHITECTURE = Pattern.compile("arm64|x86_64");
    private static final Pattern POLLERS = Pattern.compile("(\\d{1,4})-(\\d{1,5})");
    private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:[^\\s,]+");
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9._/-]{1,256}");
    private static final Pattern STORAGE = Pattern.compile("secrets-manager|keyring");
    private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");
    private static final Pattern URL = Pattern.compile("https?://[^\\s]+");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,]+@[^\\s@,]+");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final Pattern ZONE = Pattern.compile("[A-Z0-9]{1,32}");
    private static final Pattern DELAY = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");

    private static final Pattern VERSION = Pattern.compile("[\\x20-\\x7E]{1,64}");

    /** SQS developer guide: the visibility timeout is at least six times the function's timeout. */
    private static final int VISIBILITY_FACTOR = 6;

    private static final int VISIBILITY_SECONDS = 360;

    /** SQS quota: 12 hours. */
    private static final int MAX_VISIBILITY = 43_200;

    private static final int TIMEOUT = 60;

    /** API Gateway waits no longer for an answer. */
    private static final int API_TIMEOUT = 29;

    /** Lambda quotas: seconds, and MB. */
    private static final int MAX_TIMEOUT = 900;

    private static final int MAX_MEMORY = 10_240;

    /** A JVM with the clients of three services does not start with less. */
    private static final int LEAST_MEMORY = 256;

    private static final int MEMORY = 1024;

    /** What a webhook may ask for at most, and ten seconds to record it. */
    private static final int LEAST_DELIVERY_TIMEOUT = 60;

    /** The least that three queues can share: Lambda wants two for each, and the low one has a fifth. */
    private static final int LEAST_CONCURRENCY = 10;

    /** The greatest share of one queue, two fifths, is at most 1,000 (Lambda's limit). */
    private static final int MOST_CONCURRENCY = 2500;

    private static final int MOST_OF_ONE_QUEUE = 1000;

    private final Context context;

    ConfigurationReader(Context context) {
        this.context = context;
    }

    Configuration read() {
        Stage stage = stage();
        Configuration configuration =
                new Configuration(stage, compute(), front(), intake(), settings(stage), operations(), edge());
        if (configuration.edge().waf() && configuration.front().http()) {
            context.refuse("waf goes with api=rest only: HTTP APIs cannot have one");
        }
        context.finish();
        return configuration;
    }

    private Stage stage() {
        return new Stage(
                context.text(
                        "stage",
                        "dev",
                        STAGE,
                        "at most 20 small letters, digits and dashes, a letter first: dev, prod"),
                new Restored(
                        context.text("webhooksTable", "", TABLE, "the name of a table"),
                        context.text("deliveriesTable", "", TABLE, "the name of a table")));
    }

    private Compute compute() {
        String zip = context.text(
                "functionsZip", "../../functions/lambda/target/functions.zip", Configuration.LINE, "the path of a zip");
        String architecture = context.text("arch", "arm64", ARCHITECTURE, "arm64 or x86_64");
        Sizes sizes = new Sizes(
                size("api", API_TIMEOUT, 5),
                size("emitter", TIMEOUT, 10),
                size("delivery", TIMEOUT, LEAST_DELIVERY_TIMEOUT),
                size("maintenance", TIMEOUT, 30));
        return new Compute(
                Path.of(zip),
                architecture.equals("arm64"),
                context.flag("snapStart", true),
                sizes,
                concurrency(Math.max(sizes.emitter().timeout(), sizes.delivery().timeout())));
    }

    private Size size(String function, int timeout, int leastTimeout) {
        return new Size(
                context.number(function + "Memory", MEMORY, LEAST_MEMORY, MAX_MEMORY),
                context.number(function + "Timeout", timeout, leastTimeout, MAX_TIMEOUT));
    }

    private Concurrency concurrency(int longestTimeout) {
        int visibility = context.number("VISIBILITY_TIMEOUT_SECONDS", VISIBILITY_SECONDS, 1, MAX_VISIBILITY);
        if (visibility < VISIBILITY_FACTOR * longestTimeout) {
            context.refuse(
                    "VISIBILITY_TIMEOUT_SECONDS must be at least %d: six times emitterTimeout and deliveryTimeout"
                            .formatted(VISIBILITY_FACTOR * longestTimeout));
        }
        Pollers pollers = pollers();
        if (pollers.least().isPresent() && (context.has("maxConcurrency") || context.has("emitterConcurrency"))) {
            context.refuse("provisionedPollers takes the place of maxConcurrency and emitterConcurrency");
        }
        return new Concurrency(
                context.number("emitterConcurrency", 20, 2, MOST_OF_ONE_QUEUE),
                context.number("maxConcurrency", 50, LEAST_CONCURRENCY, MOST_CONCURRENCY),
                context.number("batchSize", 10, 1, 10),
                pollers,
                visibility);
    }

    /** Lambda developer guide, provisioned mode for SQS: 2 to 200 at least, 2 to 2,000 at most. */
    private Pollers pollers() {
        Matcher given = POLLERS.matcher(context.raw("provisionedPollers"));
        if (given.matches()) {
            int least = Integer.parseInt(given.group(1));
            int most = Integer.parseInt(given.group(2));
            if (least >= 2 && least <= 200 && most >= least && most <= 2000) {
                return new Pollers(OptionalInt.of(least), OptionalInt.of(most));
            }
        }
        if (context.has("provisionedPollers")) {
            context.refuse(
                    "provisionedPollers must be least-most for each queue, 2-200 the one, to 2000 the other: 2-20");
        }
        return new Pollers(OptionalInt.empty(), OptionalInt.empty());
    }

    private Front front() {
        return new Front(
                context.text("api", "rest", API, "rest or http").equals("http"),
                context.number("apiRate", 500, 1, 10_000),
                context.number("apiBurst", 1000, 1, 5_000),
                context.flag("apiAccessLogs", false));
    }

    private Intake intake() {
        return new Intake(
                context.list("defaultBusSources", SOURCE, "event sources"),
                context.text("snsTopicArn", "", ARN, "the ARN of an SNS topic"));
    }

    private Settings settings(Stage stage) {
        SequencedMap<String, String> brainBot = brainBot();
        String credentials =
                context.text("MEM0_WEBHOOK_CREDENTIALS", "", SECRET_ID, "parameters, or the name or ARN of a secret");
        boolean configured = brainBot.values().stream().anyMatch(value -> !value.isEmpty());
        return new Settings(
                limits(),
                brainBot,
                credentials.isEmpty() && configured ? "parameters" : credentials,
                context.text("secretStorage", "secrets-manager", STORAGE, "secrets-manager or keyring")
                        .equals("keyring"),
                development(stage));
    }

    /** Spec §9; the ranges are those of the functions' {@code Config}. */
    private SequencedMap<String, String> limits() {
        SequencedMap<String, String> limits = new LinkedHashMap<>();
        limit(limits, "BREAKER_FAILURES", ANY);
        limit(limits, "BREAKER_OPEN_SECONDS", ANY);
        limit(limits, "WEBHOOK_CREATIONS_PER_HOUR", ANY);
        limit(limits, "DELIVERY_TIMEOUT_SECONDS", 50);
        limit(limits, "MAX_CONCURRENCY", 20);
        limit(limits, "RATE_LIMIT_PER_MINUTE", 100_000);
        limit(limits, "MAX_ATTEMPTS", 20);
        limit(limits, "MAX_QUEUE_DELAY_SECONDS", 900);
        limit(limits, "RETENTION_DAYS", 3650);
        return limits;
    }

    private void limit(SequencedMap<String, String> limits, String name, int most) {
        limits.put(name, context.limit(name, 1, most));
    }

    /** Spec §7. */
    private SequencedMap<String, String> brainBot() {
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        variables.put("MEM0_WEBHOOK_URL", context.text("MEM0_WEBHOOK_URL", "", URL, "a URL"));
        variables.put("MEM0_WEBHOOK_TIMEOUT", context.limit("MEM0_WEBHOOK_TIMEOUT", 1, 50));
        variables.put("MEM0_WEBHOOK_RETRY_COUNT", context.limit("MEM0_WEBHOOK_RETRY_COUNT", 0, 19));
        variables.put(
                "MEM0_WEBHOOK_RETRY_DELAY", context.text("MEM0_WEBHOOK_RETRY_DELAY", "", DELAY, "a number of seconds"));
        variables.put(
                "MEM0_WEBHOOK_EVENTS",
                context.text("MEM0_WEBHOOK_EVENTS", "", Configuration.LINE, "all, none, or event names"));
        for (String secret : List.of("MEM0_WEBHOOK_TOKEN", "MEM0_WEBHOOK_SECRET")) {
            if (context.has(secret)) {
                context.refuse(secret + " is a secret and context is not: give it as the stack's parameter "
                        + BrainBotCredentials.parameterOf(secret));
            }
        }
        variables.put("BOT_VERSION", context.text("BOT_VERSION", "", VERSION, "at most 64 characters"));
        return variables;
    }

    private Development development(Stage stage) {
        if (context.has("AWS_ENDPOINT_URL") && !stage.local()) {
            context.refuse("AWS_ENDPOINT_URL goes with stage=local only");
        }
        String endpoint = context.text(
                "AWS_ENDPOINT_URL", "http://localhost.localstack.cloud:4566", URL, "the URL of an emulator");
        return new Development(context.flag("allowInsecureTargets", false), stage.local() ? endpoint : "");
    }

    private Operations operations() {
        return new Operations(
                LogRetention.days(context),
                context.text("alarmEmail", "", EMAIL, "an e-mail address"),
                context.flag("dashboard", true),
                context.flag("canary", false),
                context.flag("tracing", true));
    }

    private Edge edge() {
        Edge edge = new Edge(
                context.text("domainName", "", DOMAIN, "a domain name"),
                context.text("certificateArn", "", ARN, "the ARN of a certificate"),
                context.text("hostedZoneId", "", ZONE, "the id of a hosted zone"),
                context.flag("waf", false));
        if (edge.domainName().isEmpty() != edge.certificate().isEmpty()) {
            context.refuse("domainName and certificateArn go together");
        }
        if (edge.domainName().isEmpty() && !edge.hostedZone().isEmpty()) {
            context.refuse("hostedZoneId goes with domainName only");
        }
        return edge;
    }
}
