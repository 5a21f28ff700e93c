package io.continuum.webhooks.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.local.endtoend.Await;
import io.continuum.webhooks.local.lambda.EventSourceMapping;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SnapStart does around a function: hooks, a snapshot, and a restore into a world where every connection is dead. */
@EnabledOnOs(OS.LINUX)
class SnapStartTest {
    private FunctionWorld world;

    @BeforeEach
    void start() {
        world = new FunctionWorld();
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Api", "Emitter", "Delivery", "Maintenance"})
    void every_function_calls_its_services_before_the_snapshot_and_leaves_no_connection_in_it(String name) {
        FunctionProcess function =
                world.start(world.settings(name).withSnapStart()).awaitCheckpoint();

        assertThat(function.runtimeCalls()).containsExactly("GET /2018-06-01/runtime/restore/next");
        assertThat(world.tables.accepted()).isPositive();
        assertThat(world.messages.accepted()).isPositive();
        // The emitter's role has no right to secrets, and it needs none.
        assertThat(world.vault.accepted() > 0).isEqualTo(!name.equals("Emitter"));
        assertThat(world.log(name)).noneMatch(line -> line.contains("snapshot."));
        Await.that("no connection is open", () -> world.forwards().allMatch(one -> one.open() == 0));
        function.restore();
        function.awaitReady();
    }

    @Test
    void priming_changes_nothing() {
        int before = items("Webhooks");

        for (String name : List.of("Api", "Emitter", "Delivery", "Maintenance")) {
            world.start(world.settings(name).withSnapStart()).awaitCheckpoint();
        }

        assertThat(items("Webhooks")).isEqualTo(before);
        assertThat(items("Deliveries")).isZero();
        assertThat(world.aws().secretsManager().listSecrets().secretList()).isEmpty();
        for (Priority priority : Priority.values()) {
            assertThat(world.aws()
                            .sqs()
                            .receiveMessage(request -> request.queueUrl(
                                    world.queues().delivery(priority).url()))
                            .messages())
                    .isEmpty();
        }
    }

    @Test
    void a_function_whose_services_are_away_is_still_ready_for_its_snapshot_and_says_so() {
        world.forwards().forEach(one -> one.refuse(true));
        FunctionProcess delivery =
                world.start(world.settings("Delivery").withSnapStart()).awaitCheckpoint();
        world.forwards().forEach(one -> one.refuse(false));

        Await.that(
                "lines about the steps",
                () -> world.log("Delivery").stream()
                        .anyMatch(line -> line.contains("snapshot.step_failed") && line.contains("\"queue\"")));
        delivery.restore();
        delivery.awaitReady();
        assertThat(FunctionWorld.json(FunctionWorld.answered(delivery.invoke("{\"Records\":[]}")))
                        .path("batchItemFailures"))
                .isEmpty();
    }

    @Test
    void the_first_delivery_after_a_restore_arrives_signed() {
        FunctionProcess api = world.start(world.settings("Api")).awaitReady();
        FunctionProcess delivery =
                world.start(world.settings("Delivery").withSnapStart()).awaitCheckpoint();
        world.forwards().forEach(Forward::cut);
        delivery.restore();
        delivery.awaitReady();
        FunctionRuntime restored = new FunctionRuntime(() -> delivery);
        try (SignedReceiver receiver = SignedReceiver.start();
                EventSourceMapping _ = world.map(world.queues().events(), world.runtime(world.settings("Emitter")));
                EventSourceMapping _ = world.map(world.queues().delivery(Priority.NORMAL), restored)) {
            JsonNode webhook = FunctionWorld.register(api, receiver.url());

            FunctionWorld.publish(api, "after the restore");

            SignedReceiver.Received received = receiver.await(1).getFirst();
            assertThat(received.text()).contains("after the restore");
            assertThat(received.isSignedBy(webhook.path("secret").asText())).isTrue();
        }
    }

    @Test
    void a_request_after_all_connections_died_in_a_frozen_process_is_answered() {
        FunctionProcess api = world.start(world.settings("Api").withSnapStart()).awaitCheckpoint();
        api.restore();
        api.awaitReady();
        String path = "/api/v1/webhooks";
        assertThat(FunctionWorld.call(api, "GET", path, null).status()).isEqualTo(200);
        world.forwards().forEach(Forward::cut);

        FunctionWorld.Answer answer = FunctionWorld.call(api, "GET", path, null);

        assertThat(answer.status()).isEqualTo(200);
    }

    private int items(String table) {
        return world.aws().dynamoDb().scan(request -> request.tableName(table)).count();
    }
}
