package io.continuum.webhooks.local.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.endtoend.Await;
import io.continuum.webhooks.local.runtime.SignedReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The life of a deployment: the pinned CDK command line puts the synthesized app onto an emulator of AWS, whose functions are
 * the zip that it was given, under Lambda's own runtime interface client. One life, so its steps have an order.
 */
@Tag("deployment")
@EnabledOnOs(OS.LINUX)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeploymentTest {
    private static final String STACK = "Webhooks-local";
    private static final Path ZIP = Path.of(
                    System.getProperty("functions.zip", "../../functions/lambda/target/functions.zip"))
            .toAbsolutePath()
            .normalize();
    private static final Path WORK = Path.of("target", "deployment").toAbsolutePath();
    private static final Path OUTPUTS = WORK.resolve("outputs.json");
    private static final int WAITING = 10;
    private static final Duration MORE_THAN_A_TICK = Duration.ofSeconds(100);
    private static final Map<String, Duration> TIMES = new LinkedHashMap<>();

    private static DeployedFunctions functions;
    private static Emulator emulator;
    private static EmulatorApi aws;
    private static Cdk cdk;
    private static SignedReceiver receiver;
    private static Assembly assembly;

    /** From the first deployment on, as is what follows. */
    @SuppressWarnings("NullAway.Init")
    private static DeployedStack stack;

    @SuppressWarnings("NullAway.Init")
    private static DeployedApi api;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(WORK);
        functions = DeployedFunctions.start();
        emulator = Emulator.start(functions.address());
        aws = EmulatorApi.of(emulator.address());
        functions.deployedOn(aws);
        receiver = SignedReceiver.start();
        cdk = new Cdk(emulator.address());
        cdk.install();
        assembly = synthesized("first", Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        TIMES.forEach((step, took) ->
                System.out.printf("deployment on the emulator: %s %.1f s%n", step, took.toMillis() / 1000.0));
        Files.write(WORK.resolve("functions.log"), functions.log());
        receiver.close();
        emulator.close();
        functions.close();
    }

    private static Assembly synthesized(String name, Map<String, String> more) {
        Map<String, String> context = new TreeMap<>(Map.of(
                "stage", "local",
                "functionsZip", ZIP.toString(),
                "allowInsecureTargets", "true",
                "alarmEmail", "operators@example.com",
                "waf", "true",
                "AWS_ENDPOINT_URL", emulator.address().toString()));
        context.putAll(more);
        Path folder = WORK.resolve(name);
        TIMES.put("synthesis, " + name, cdk.synthesize(folder, context).took());
        return Assembly.prepare(folder, STACK);
    }

    @Test
    @Order(1)
    void the_command_line_bootstraps_an_account() {
        Commands.Ended ended = cdk.bootstrap(assembly.folder());

        TIMES.put("bootstrap", ended.took());
        assertThat(ended.output()).contains("bootstrapped");
    }

    @Test
    @Order(2)
    void the_first_deploy_makes_the_stack_and_tells_what_to_type_next() {
        Commands.Ended ended = cdk.deploy(assembly.folder(), OUTPUTS);
        TIMES.put("first deploy", ended.took());
        stack = new DeployedStack(aws, STACK, OUTPUTS);

        assertThat(stack.resources().keySet())
                .containsAll(assembly.template()
                        .path("Resources")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .filter(id -> !id.equals("CDKMetadata"))
                        .toList());
        assertThat(ended.output()).contains(STACK + ".ApiUrl", STACK + ".GetAdminKey");
        api = new DeployedApi(stack.apiUrl(), stack.adminKey());
        functions.prepare(stack.version("Api"));
        functions.prepare(stack.version("Emitter"));
        functions.prepare(stack.version("Delivery"));
        functions.prepare(stack.version("Maintenance"));
    }

    @Test
    @Order(3)
    void what_was_deployed_is_what_the_template_says() {
        new StateCheck(aws, assembly, stack).all();
    }

    @Test
    @Order(4)
    void the_key_of_the_printed_command_opens_the_api_and_no_other_does() {
        assertThat(new DeployedApi(api.base(), "another").get("/v1/webhooks").status())
                .isEqualTo(401);
        assertThat(api.get("/v1/webhooks").status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    void an_event_reaches_its_receiver_signed() {
        JsonNode webhook = api.register(receiver.url(), "memory.created", "");

        String event = api.publish("memory.created", 1);

        api.delivery(webhook.path("id").asText(), event, "success");
        SignedReceiver.Received received = receiver.await(1).getFirst();
        assertThat(received.text()).contains("\"event\":\"memory.created\"");
        assertThat(received.isSignedBy(webhook.path("secret").asText())).isTrue();
    }

    @Test
    @Order(6)
    void a_failure_is_retried() {
        try (SignedReceiver broken = SignedReceiver.start()) {
            Iterator<Integer> answers = List.of(503).iterator();
            broken.answers(() -> answers.hasNext() ? answers.next() : 204);
            String webhook = api.register(broken.url(), "memory.updated", ",\"retry_policy\":{\"schedule\":[0,1]}")
                    .path("id")
                    .asText();

            String event = api.publish("memory.updated", 1);

            assertThat(api.delivery(webhook, event, "success").path("attempts").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    @Order(7)
    void an_exhausted_delivery_is_in_the_dead_letter_queue_and_in_the_list() {
        try (SignedReceiver broken = SignedReceiver.start()) {
            broken.answers(() -> 500);
            String webhook = api.register(broken.url(), "memory.deleted", ",\"retry_policy\":{\"schedule\":[0,1]}")
                    .path("id")
                    .asText();

            String event = api.publish("memory.deleted", 1);

            api.delivery(webhook, event, "dead_letter");
            assertThat(api.get("/v1/dead-letters?webhook_id=" + webhook)
                            .expecting(200)
                            .path("dead_letters")
                            .findValuesAsText("event_id"))
                    .containsExactly(event);
            Await.that(
                    "a copy in the queue",
                    () -> aws.call(
                                    "sqs",
                                    "AmazonSQS.ReceiveMessage",
                                    "{\"QueueUrl\":\"%s\",\"MaxNumberOfMessages\":10,\"VisibilityTimeout\":1}"
                                            .formatted(stack.output("DeadLetterQueueUrl")))
                            .path("Messages")
                            .valueStream()
                            .anyMatch(message -> message.path("Body").asText().contains(event)));
        }
    }

    @Test
    @Order(8)
    void an_event_of_the_bus_is_delivered() {
        int before = receiver.received().size();

        JsonNode put = aws.call("events", "AWSEvents.PutEvents", """
                        {"Entries": [{"EventBusName": "%s", "Source": "com.acme.crm", "DetailType": "Webhook Event",
                          "Detail": "{\\"v\\":1,\\"event\\":\\"memory.created\\",\\"data\\":{\\"n\\":\\"by bus\\"}}"}]}
                        """.formatted(stack.output("EventBusName")));

        assertThat(put.path("FailedEntryCount").asInt()).isZero();
        assertThat(receiver.await(before + 1).getLast().text()).contains("by bus");
    }

    @Test
    @Order(9)
    void the_rule_calls_the_maintenance_function_every_minute() {
        String maintenance = stack.version("Maintenance").function();

        Await.that(
                MORE_THAN_A_TICK,
                "a tick",
                () -> functions.invocations().stream()
                        .anyMatch(one -> one.version().function().equals(maintenance)
                                && one.event().contains("Scheduled Event")));
    }

    @Test
    @Order(10)
    void a_second_deploy_changes_nothing() {
        Commands.Ended ended = cdk.deploy(assembly.folder(), OUTPUTS);

        TIMES.put("deploy without changes", ended.took());
        assertThat(ended.output()).contains(STACK + " (no changes)");
    }

    @Test
    @Order(11)
    void an_update_of_code_and_configuration_loses_none_of_the_messages_that_wait() {
        Assembly changed = synthesized(
                "changed", Map.of("functionsZip", withOneMoreEntry(ZIP).toString(), "BREAKER_FAILURES", "4"));
        try (SignedReceiver late = SignedReceiver.start();
                SignedReceiver broken = SignedReceiver.start()) {
            Iterator<Integer> answers = List.of(503).iterator();
            broken.answers(() -> answers.hasNext() ? answers.next() : 204);
            JsonNode webhook = api.register(late.url(), "analytics.update", "");
            String retried = api.register(
                            broken.url(), "batch_operation_completed", ",\"retry_policy\":{\"schedule\":[0,40]}")
                    .path("id")
                    .asText();
            String failed = api.publish("batch_operation_completed", 0);
            api.delivery(retried, failed, "failed");
            stack.readEvents(false);
            List<String> events = IntStream.range(0, WAITING)
                    .mapToObj(n -> api.publish("analytics.update", n))
                    .toList();
            String before = stack.live("Emitter").path("CodeSha256").asText();

            Commands.Ended ended = cdk.deploy(changed.folder(), OUTPUTS);

            TIMES.put("update", ended.took());
            assembly = changed;
            JsonNode live = stack.live("Emitter");
            assertThat(live.path("CodeSha256").asText()).isNotEqualTo(before);
            assertThat(live.path("Environment")
                            .path("Variables")
                            .path("BREAKER_FAILURES")
                            .asText())
                    .isEqualTo("4");
            assertThat(waiting()).isEqualTo(WAITING);
            stack.readEvents(true);
            events.forEach(event -> api.delivery(webhook.path("id").asText(), event, "success"));
            assertThat(late.received())
                    .hasSize(WAITING)
                    .allMatch(one -> one.isSignedBy(webhook.path("secret").asText()));
            assertThat(api.delivery(retried, failed, "success").path("attempts").asInt())
                    .isEqualTo(2);
            assertThat(functions.invocations())
                    .extracting(DeployedFunctions.Invocation::version)
                    .contains(stack.version("Emitter"), stack.version("Delivery"), stack.version("Api"));
        }
    }

    private static int waiting() {
        return stack.queue(stack.output("EventsQueueUrl"))
                .path("ApproximateNumberOfMessages")
                .asInt();
    }

    /** What changes a zip and nothing that its functions do. */
    private static Path withOneMoreEntry(Path zip) {
        Path changed = WORK.resolve("changed.zip");
        try (InputStream in = Files.newInputStream(zip);
                OutputStream out = Files.newOutputStream(changed);
                ZipInputStream from = new ZipInputStream(in);
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                from.transferTo(to);
            }
            to.putNextEntry(new ZipEntry("changed.txt"));
            return changed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(12)
    void what_the_emulator_is_said_not_to_have_it_has_not() {
        Probes probes = new Probes(emulator, assembly, stack);

        for (Gap gap : Gap.all(Gap.Outcome.REFUSED)) {
            assertThat(assembly.leftOut().values()).as("left out: %s", gap).anyMatch(gap::has);
        }
        assertThat(Gap.all().stream().filter(probes::works))
                .as("what works now, so it comes off the list")
                .isEmpty();
    }

    @Test
    @Order(13)
    void destroying_the_stack_leaves_the_secrets_of_webhooks_and_nothing_else() {
        Commands.Ended ended = cdk.destroy(assembly.folder());

        TIMES.put("destroy", ended.took());
        assertThat(ended.output()).contains(STACK + ": destroyed");
        Leftovers left = new Leftovers(aws);
        assertThat(left.ofStack()).isEmpty();
        // What a teardown deletes, by the beginning of their names.
        assertThat(left.secrets()).isNotEmpty().allMatch(secret -> secret.startsWith("hooks/local/"));
    }
}
